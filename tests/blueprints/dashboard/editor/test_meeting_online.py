"""A meeting online as an organizer types it into the editor."""

from typing import Any

import pytest
from sqlalchemy import update

from tests.blueprints.dashboard.editor.desk import at, edit, save, stored
from tests.browser import Browser
from tests.builders import make_configuration
from tests.page import attribute, words
from webapp.extensions import transaction
from webapp.models import Configuration, Grant

KIND = "basics-place"
ZOOM = {
    KIND: "meeting",
    "Service": "Zoom",
    "Link of the meeting": "https://zoom.example.com/j/1",
    "Meeting code (if there is one)": "12 34",
    "basics-meeting_phone": "+46 8 1\n\n+1 2",
    "basics-meeting_beside": "Room 5",
}
DETAILS = {
    "url": "https://zoom.example.com/j/1",
    "meeting_code": "12 34",
    "password": None,
    "pin": None,
    "phone": ["+46 8 1", "+1 2"],
}


def test_what_is_typed_of_a_meeting_is_stored(dashboard: Browser, intro: Configuration) -> None:
    assert save(dashboard, intro, ZOOM).status == 303

    kept = at(intro, "event_booking")
    assert (kept["conferencing"]["provider"], kept["conferencing"]["details"]) == ("Zoom", DETAILS)
    assert kept["location"] == "Room 5"
    values = edit(dashboard, intro).form("Save").values
    assert (values[KIND], values["basics-meeting_phone"]) == ("meeting", "+46 8 1\n+1 2")


def test_what_a_program_stored_of_a_meeting_survives(dashboard: Browser, maya_grant: Grant) -> None:
    meeting: dict[str, Any] = {
        "provider": "WebEx",
        "details": {"url": "https://webex.example.com/1", "pin": "1"},
    }
    page = make_configuration(maya_grant, event_booking={"title": "Call", "conferencing": meeting})
    before = stored(page)

    assert save(dashboard, page, {}).status == 303

    assert stored(page) == before


def test_another_kind_of_place_ends_the_meeting(dashboard: Browser, intro: Configuration) -> None:
    save(dashboard, intro, ZOOM)

    assert save(dashboard, intro, {KIND: "none"}).status == 303

    kept = at(intro, "event_booking")
    assert (kept["conferencing"], kept["location"]) == (None, None)


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("meeting_provider", " ", "Please say which service it is, such as Zoom."),
        ("meeting_url", "", "Please give a link, such as https://meet.example.com/maya."),
        ("meeting_url", "https://a.example.com/${id}", "The only place that a link can have is ${room}."),
        ("meeting_pin", "1" * 201, "“PIN (if there is one)” must be at most 200 characters long."),
        (
            "meeting_phone",
            "1\n" + "2" * 201,
            "“Telephone numbers to join (if there are any)” must be at most 200 characters long.",
        ),
    ],
)
def test_what_is_wrong_with_a_meeting_is_said_beside_the_field(
    dashboard: Browser, intro: Configuration, field: str, typed: str, said: str
) -> None:
    page = save(dashboard, intro, {**ZOOM, f"basics-{field}": typed})

    [beside] = page.select("#basics p.error")
    assert (page.status, words(beside), beside["id"]) == (422, said, f"basics-{field}-error")
    assert page.form("Save").values[f"basics-{field}"] == typed


@pytest.fixture
def at_google(intro: Configuration) -> Configuration:
    """The page, whose bookings go to a calendar at Google."""
    with transaction() as session:
        session.execute(update(Grant).values(provider="google"))
    return intro


def kinds(browser: Browser, page: Configuration) -> list[str]:
    return [attribute(each, "value") for each in edit(browser, page).select(f"input[name={KIND}]")]


def test_a_made_meeting_is_offered_where_the_calendar_makes_it(
    dashboard: Browser, intro: Configuration
) -> None:
    assert not [kind for kind in kinds(dashboard, intro) if kind.startswith("made:")]
    with transaction() as session:
        session.execute(update(Grant).values(provider="google"))

    assert [kind for kind in kinds(dashboard, intro) if kind.startswith("made:")] == ["made:Google Meet"]


def test_a_made_meeting_is_stored(dashboard: Browser, at_google: Configuration) -> None:
    typed = {KIND: "made:Google Meet", "basics-meeting_beside": "Room 5"}
    assert save(dashboard, at_google, typed).status == 303

    kept = at(at_google, "event_booking")
    assert kept["conferencing"]["provider"] == "Google Meet"
    assert kept["conferencing"]["autocreate"] is not None
    assert kept["location"] == "Room 5"
    assert edit(dashboard, at_google).form("Save").values[KIND] == "made:Google Meet"


def test_what_the_calendar_no_longer_makes_is_said_beside_the_place(
    dashboard: Browser, at_google: Configuration
) -> None:
    save(dashboard, at_google, {KIND: "made:Google Meet"})
    with transaction() as session:
        session.execute(update(Grant).values(provider="virtual-calendar"))

    answer = save(dashboard, at_google, {"Name": "Call"})

    assert answer.status == 422
    assert "makes no meetings of Google Meet" in answer.text
    assert answer.form("Save").values[KIND] == "made:Google Meet"


def test_a_service_that_nobody_knows_is_no_choice(dashboard: Browser, intro: Configuration) -> None:
    answer = save(dashboard, intro, {KIND: "made:Carrier Pigeon"})

    assert "Please choose one of these." in answer.text
