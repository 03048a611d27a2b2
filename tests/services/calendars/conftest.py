"""Maya's primary calendar, on both databases."""

import pytest
from flask import Flask

from tests.builders import make_grant, primary_calendar
from webapp.models import Calendar


@pytest.fixture
def calendar(app: Flask) -> Calendar:
    return primary_calendar(make_grant())
