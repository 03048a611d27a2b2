"""What the worker does about an entry in a calendar elsewhere."""

from dataclasses import replace

import pytest
from flask import Flask

from tests.builders import make_booking
from tests.conftest import StoppedClock
from tests.fake_provider import FakeServer
from tests.making_meetings import LATER, NEVER
from tests.promises import claim
from tests.services.calendars.elsewhere import make_page_with_meetings
from webapp import calendar_writer
from webapp.delivery import NotYet
from webapp.errors import DeliveryFailed, ProviderError
from webapp.extensions import db
from webapp.models import Booking
from webapp.outbox import Claimed
from webapp.services import bookings


@pytest.fixture
def booking(app: Flask, clock: StoppedClock, fake: FakeServer) -> Booking:
    return make_booking(make_page_with_meetings())


def due(clock: StoppedClock, name: str = "calendar_entry") -> Claimed:
    (entry,) = [each for each in claim(now=clock.at) if each.name == name]
    return entry


def deliver(entry: Claimed, clock: StoppedClock) -> str:
    return calendar_writer.deliver(entry, now=clock.at)


def is_missing(booking: Booking) -> bool:
    meeting = bookings.find(booking.id).meeting
    db.session.close()
    return bool(meeting and meeting.get("is_missing"))


def look(clock: StoppedClock) -> Claimed:
    """The look at a meeting that was not made at once."""
    deliver(due(clock), clock)
    clock.advance(minutes=10)
    return due(clock, "meeting_link")


@pytest.mark.parametrize(("attempt", "seconds"), [(1, 5), (2, 10), (7, 21_600)])
def test_a_meeting_that_is_not_made_yet_is_looked_at_again(
    fake: FakeServer, booking: Booking, clock: StoppedClock, attempt: int, seconds: int
) -> None:
    fake.meetings = LATER

    with pytest.raises(NotYet) as waiting:
        deliver(replace(look(clock), attempt=attempt), clock)

    assert waiting.value.seconds == seconds
    assert not is_missing(booking)


def test_after_the_last_look_the_link_is_missing(
    fake: FakeServer, booking: Booking, clock: StoppedClock
) -> None:
    fake.meetings = LATER

    with pytest.raises(DeliveryFailed, match="provider.no_meeting"):
        deliver(replace(look(clock), attempt=8), clock)

    assert is_missing(booking)


def test_where_the_provider_makes_no_meeting_the_link_is_missing(
    fake: FakeServer, booking: Booking, clock: StoppedClock
) -> None:
    fake.meetings = NEVER

    with pytest.raises(DeliveryFailed, match="provider.no_meeting"):
        deliver(look(clock), clock)

    assert is_missing(booking)


@pytest.mark.parametrize(
    ("code", "attempt", "missing"),
    [
        ("provider.read_only", 1, True),
        ("provider.unreachable", 1, False),
        ("provider.unreachable", 10, True),
    ],
)
def test_an_entry_that_can_never_be_written_has_no_link(
    fake: FakeServer, booking: Booking, clock: StoppedClock, code: str, attempt: int, missing: bool
) -> None:
    fake.fail("put", ProviderError(code))

    with pytest.raises(DeliveryFailed, match=code):
        deliver(replace(due(clock), attempt=attempt), clock)

    assert is_missing(booking) is missing


def test_what_was_promised_by_an_earlier_version_asks_for_no_link(
    fake: FakeServer, booking: Booking, clock: StoppedClock
) -> None:
    entry = due(clock)
    event = {name: value for name, value in entry.payload["event"].items() if name != "wants_link"}

    assert deliver(replace(entry, payload={**entry.payload, "event": event}), clock) == "written"
    assert fake.links == {}
