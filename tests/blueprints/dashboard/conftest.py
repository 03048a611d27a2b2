"""Maya at her dashboard, on both databases, with the clock stopped."""

import pytest
from argon2 import PasswordHasher
from flask import Flask

from tests.browser import Browser
from tests.builders import (
    MAYA,
    PASSWORD,
    make_booking,
    make_pending_configuration,
)
from tests.conftest import StoppedClock
from tests.page import Page
from webapp.models import (
    Booking,
    Grant,
    Organizer,
)
from webapp.services.access import sign_ins


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    # Every test here signs in; what a hash must cost is for the tests of the service.
    monkeypatch.setattr(sign_ins, "_hasher", PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1))


@pytest.fixture
def browser(app: Flask, clock: StoppedClock) -> Browser:
    return Browser(app.test_client())


@pytest.fixture
def priyas_request(maya_grant: Grant) -> Booking:
    """A booking that waits for Maya's yes."""
    return make_booking(make_pending_configuration(maya_grant))


@pytest.fixture
def dashboard(browser: Browser, maya: Organizer) -> Browser:
    """A browser in which Maya is signed in."""
    signed_in = sign_in(browser)
    assert signed_in.status == 303
    return browser


def sign_in(browser: Browser, *, email: str = MAYA, password: str = PASSWORD, path: str = "/login") -> Page:
    return browser.press(browser.open(path), "Sign in", email=email, password=password)
