"""Where the events of Maya's primary calendar are found."""

import pytest

from tests.builders import HOUR, TOMORROW_AT_TEN
from webapp.models import Grant

SPAN = {"start_time": TOMORROW_AT_TEN, "end_time": TOMORROW_AT_TEN + HOUR}


@pytest.fixture
def events_path(grant: Grant) -> str:
    return f"/grants/{grant.id}/events?calendar_id=primary"


def event_path(events_path: str, event_id: str, action: str = "") -> str:
    """The path of one event, or of what is done with it."""
    before, after = events_path.split("?")
    return f"{before}/{event_id}{action}?{after}"
