"""Calendar files, read back by icalendar and looked at as bytes."""

from datetime import UTC, datetime
from typing import Any

import pytest
from icalendar import Calendar

from tests.builders import NOW
from tests.promises import invitation_fields
from webapp.lib import ics


def event(**changes: Any) -> Any:
    (found,) = Calendar.from_ical(ics.invitation(invitation_fields(**changes))).walk("VEVENT")
    return found


def test_times_are_written_in_utc() -> None:
    written = ics.invitation(invitation_fields(starts_at=NOW, ends_at=NOW + 1800, stamp=NOW - 60))

    assert b"DTSTART:20270104T080000Z\r\n" in written
    assert b"DTEND:20270104T083000Z\r\n" in written
    assert b"DTSTAMP:20270104T075900Z\r\n" in written


def test_what_was_put_in_is_read_back() -> None:
    found = event(summary="Räuber; Gendarm, 李\nline", url="https://example.org/x", sequence=3)

    assert (found["SUMMARY"], found["URL"], found["SEQUENCE"]) == (
        "Räuber; Gendarm, 李\nline",
        "https://example.org/x",
        3,
    )
    assert found["DTSTART"].dt == datetime(2027, 1, 5, 8, tzinfo=UTC)


def test_what_is_not_known_is_left_out() -> None:
    found = event(description=None, location=None, url=None)

    assert not {"DESCRIPTION", "LOCATION", "URL"} & set(found)


def test_the_method_stands_in_the_calendar() -> None:
    assert Calendar.from_ical(ics.invitation(invitation_fields(method="CANCEL")))["METHOD"] == "CANCEL"


def test_an_attendee_who_has_not_answered_is_asked_to() -> None:
    unanswered = {"name": "Priya", "email": "priya@example.com", "partstat": "NEEDS-ACTION"}
    accepted = {"name": "Maya", "email": "maya@example.com", "partstat": "ACCEPTED"}

    first, second = event(attendees=[unanswered, accepted])["ATTENDEE"]

    assert (first, first.params["RSVP"]) == ("mailto:priya@example.com", "TRUE")
    assert (second.params["PARTSTAT"], second.params["RSVP"]) == ("ACCEPTED", "FALSE")


def test_a_published_event_names_no_attendees() -> None:
    assert "ATTENDEE" not in event(method="PUBLISH")


def test_a_cancelled_event_does_not_make_busy() -> None:
    assert event(status="CANCELLED")["TRANSP"] == "TRANSPARENT"


@pytest.mark.parametrize("name", ['Ann "Q"', "Müller; Ann, Dr:", "two\nlines"])
def test_any_name_stays_within_its_property(name: str) -> None:
    found = event(organizer={"name": name, "email": "ann@example.com"})

    assert found["ORGANIZER"] == "mailto:ann@example.com"
    assert found["ORGANIZER"].params["CN"] == name.replace('"', "'").replace("\n", " ")


def test_a_line_break_in_an_address_is_refused() -> None:
    with pytest.raises(ValueError, match="address"):
        event(organizer={"name": None, "email": "a@example.com\r\nX-EVIL:1"})


def test_no_line_is_longer_than_75_bytes() -> None:
    written = ics.invitation(invitation_fields(summary="李" * 300, description="word " * 300))

    assert max(map(len, written.split(b"\r\n"))) <= 75
