"""Priya in front of Maya's pages, on both databases, with the clock stopped."""

import pytest
from flask import Flask

from tests.blueprints.public.reading import Guest
from tests.conftest import StoppedClock


@pytest.fixture
def guest(app: Flask, clock: StoppedClock) -> Guest:
    return Guest(app.test_client())


@pytest.fixture
def guest_on_sqlite(sqlite_app: Flask, clock: StoppedClock) -> Guest:
    """For what no database has a say in."""
    return Guest(sqlite_app.test_client())
