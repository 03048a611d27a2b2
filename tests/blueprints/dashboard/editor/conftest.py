"""People of a page that is edited."""

import pytest

from tests.blueprints.dashboard.editor.people_desk import AMINA
from tests.browser import Browser
from tests.builders import JONAS, make_colleague, make_configuration, participant
from webapp.models import Configuration, Grant


@pytest.fixture
def jonas(dashboard: Browser) -> Grant:
    return make_colleague()


@pytest.fixture
def team(maya_grant: Grant, jonas: Grant) -> Configuration:
    """Maya, Jonas with hours of his own, and Amina, who is only told."""
    hours = {"days": [1], "start": "09:00", "end": "12:00"}
    own = {"calendar_ids": ["primary"], "open_hours": [hours]}
    people = [
        participant(),
        participant(JONAS, name="Jonas Weber", organizer=False, availability=own),
        {"email": AMINA, "name": "Amina", "timezone": "Asia/Tokyo"},
    ]
    return make_configuration(maya_grant, participants=people)
