"""Maya at her dashboard, with the clock stopped."""

import pytest
from flask import Flask

from tests.browser import ORIGIN, Browser
from tests.builders import (
    MAYA,
    NOW,
    PASSWORD,
    make_booking,
    make_configuration,
    make_pending_configuration,
)
from tests.conftest import StoppedClock
from tests.page import Page
from webapp.models import (
    Booking,
    Configuration,
    Grant,
    Organizer,
)
from webapp.services.access import sign_ins


@pytest.fixture
def app(sqlite_app: Flask) -> Flask:
    """On SQLite alone: no door asks a database itself (`tests/house/test_calls.py`). What both databases say is tried
    with the services, and each page and form once on both in `tests/house/test_routes.py`."""
    return sqlite_app


@pytest.fixture
def browser(app: Flask, clock: StoppedClock) -> Browser:
    return Browser(app.test_client())


@pytest.fixture
def priyas_request(maya_grant: Grant) -> Booking:
    """A booking that waits for Maya's yes."""
    return make_booking(make_pending_configuration(maya_grant))


@pytest.fixture
def intro(maya_grant: Grant) -> Configuration:
    """Maya's page, with something in it that the dashboard does not know."""
    return make_configuration(maya_grant, scheduler={"notetaker_settings": {"enabled": True}})


@pytest.fixture
def dashboard(browser: Browser, maya: Organizer) -> Browser:
    """A browser in which Maya is signed in, as after the form, which is for `test_sign_ins.py` and takes longer."""
    token = sign_ins.start(maya, now=NOW)
    with browser.client.session_transaction(base_url=ORIGIN) as kept:
        kept[sign_ins.COOKIE_KEY], kept.permanent = token, True
    return browser


def sign_in(browser: Browser, *, email: str = MAYA, password: str = PASSWORD, path: str = "/login") -> Page:
    return browser.press(browser.open(path), "Sign in", email=email, password=password)
