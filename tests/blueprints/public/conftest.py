"""Priya in front of Maya's pages, on both databases, with the clock stopped."""

import pytest
from flask import Flask

from tests.browser import Browser
from tests.builders import make_booking, make_pending_configuration
from tests.conftest import StoppedClock
from webapp.models import Booking


@pytest.fixture
def guest(app: Flask, clock: StoppedClock) -> Browser:
    return Browser(app.test_client())


@pytest.fixture
def priyas_request(guest: Browser) -> Booking:
    """A booking that waits for the organizer's yes."""
    return make_booking(make_pending_configuration())


@pytest.fixture
def guest_on_sqlite(sqlite_app: Flask, clock: StoppedClock) -> Browser:
    """For what no database has a say in."""
    return Browser(sqlite_app.test_client())
