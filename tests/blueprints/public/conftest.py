"""Priya in front of Maya's pages, with the clock stopped."""

import pytest
from flask import Flask

from tests.browser import Browser
from tests.builders import make_booking, make_pending_configuration
from tests.conftest import StoppedClock
from webapp.models import Booking


@pytest.fixture
def app(sqlite_app: Flask) -> Flask:
    """On SQLite alone: no door asks a database itself (`tests/house/test_calls.py`). What both databases say is tried
    with the services, and each page and form once on both in `tests/house/test_routes.py`."""
    return sqlite_app


@pytest.fixture
def guest(app: Flask, clock: StoppedClock) -> Browser:
    return Browser(app.test_client())


@pytest.fixture
def priyas_request(guest: Browser) -> Booking:
    """A booking that waits for the organizer's yes."""
    return make_booking(make_pending_configuration())
