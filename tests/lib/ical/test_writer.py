"""Events of ours as the files that CalDAV servers keep."""

import dataclasses

import pytest
from icalendar import Calendar

from tests.lib.ical.files import OWNER, YEAR
from webapp.lib import ical
from webapp.lib.external import WantedEvent

STAMP = 1_798_000_000
WANTED = WantedEvent(
    id="event-1",
    uid="uid-1",
    sequence=3,
    title="Call, with Ada",
    starts_at=1_800_000_000,
    ends_at=1_800_003_600,
    timezone="Europe/Berlin",
    location="Room; 7",
    organizer=("Bo", "bo@example.com"),
    attendees=(("Ada", OWNER),),
)


def test_what_is_written_is_read_again() -> None:
    (found,) = ical.read(ical.write(WANTED, stamp=STAMP), window=YEAR, owner=OWNER)
    (at,) = found.occurrences

    assert (found.uid, found.mark, at.starts_at, at.ends_at, at.busy) == (
        *("uid-1", "event-1", 1_800_000_000),
        *(1_800_003_600, True),
    )
    assert (at.title, at.location) == ("Call, with Ada", "Room; 7")


def test_no_server_may_write_to_anybody() -> None:
    event = Calendar.from_ical(ical.write(WANTED, stamp=STAMP)).walk("VEVENT")[0]

    assert event["ORGANIZER"].params["SCHEDULE-AGENT"] == "CLIENT"
    assert event["ATTENDEE"].params["SCHEDULE-AGENT"] == "CLIENT"


def test_a_kept_file_has_no_method() -> None:
    assert b"METHOD" not in ical.write(WANTED, stamp=STAMP)


@pytest.mark.parametrize(("is_placeholder", "status"), [(True, "TENTATIVE"), (False, "CONFIRMED")])
def test_a_placeholder_is_tentative(is_placeholder: bool, status: str) -> None:
    event = dataclasses.replace(WANTED, is_placeholder=is_placeholder)

    assert f"STATUS:{status}".encode() in ical.write(event, stamp=STAMP)


def test_the_same_event_is_the_same_file() -> None:
    assert ical.write(WANTED, stamp=STAMP) == ical.write(WANTED, stamp=STAMP)
