"""Each change of a booking promises how its entry in a calendar elsewhere should stand."""

from typing import Any

import pytest
from sqlalchemy import select

from tests.builders import (
    DAY,
    MINUTE,
    NOW,
    PRIYA,
    TOMORROW_AT_TEN,
    make_booking,
    make_configuration,
)
from tests.fake_provider import FakeServer
from tests.services.bookings.deeds import ORGANIZER_SAYS, cancelling, move_to
from tests.services.calendars.elsewhere import make_page_elsewhere
from webapp.extensions import db
from webapp.models import OutboxEntry
from webapp.models.outbox import CALENDAR
from webapp.services import bookings

pytestmark = pytest.mark.usefixtures("app")
CONFIRMED_FIRST = {"title": "Consultation", "timezone": "UTC", "booking_type": "organizer-confirmation"}


def promised() -> list[dict[str, Any]]:
    """The payloads for calendars, oldest first."""
    query = select(OutboxEntry.payload).where(OutboxEntry.kind == CALENDAR).order_by(OutboxEntry.id)
    return list(db.session.scalars(query))


def test_a_booking_promises_its_entry(fake: FakeServer) -> None:
    booking = make_booking(make_page_elsewhere())

    [payload] = promised()
    event = payload["event"]
    assert (event["title"], event["uid"]) == (booking.title, booking.ical_uid)
    assert (event["starts_at"], event["ends_at"]) == (TOMORROW_AT_TEN, TOMORROW_AT_TEN + 30 * MINUTE)
    assert [PRIYA in attendee for attendee in event["attendees"]] == [True, False]
    assert not payload["is_gone"]


def test_a_booking_in_our_own_calendar_promises_none(fake: FakeServer) -> None:
    make_booking(make_configuration())

    assert promised() == []


def test_a_request_promises_a_placeholder_and_its_confirmation_the_event(fake: FakeServer) -> None:
    booking = make_booking(make_page_elsewhere(event_booking=CONFIRMED_FIRST))

    bookings.confirm(booking.id, ORGANIZER_SAYS, now=NOW)

    stands = [(each["event"]["is_placeholder"], each["event"]["title"]) for each in promised()]
    assert stands == [(True, "[PENDING] Consultation"), (False, "Consultation")]


def test_a_move_promises_the_new_time(fake: FakeServer) -> None:
    booking = make_booking(make_page_elsewhere())

    bookings.reschedule(booking.id, move_to(TOMORROW_AT_TEN + DAY), now=NOW)

    assert promised()[-1]["event"]["starts_at"] == TOMORROW_AT_TEN + DAY
    assert promised()[-1]["event"]["sequence"] == 1


def test_a_cancellation_promises_that_the_entry_is_gone(fake: FakeServer) -> None:
    booking = make_booking(make_page_elsewhere())

    bookings.cancel(booking.id, cancelling(), now=NOW)

    assert [each["is_gone"] for each in promised()] == [False, True]


def test_promises_of_a_booking_and_a_calendar_are_kept_in_their_order(fake: FakeServer) -> None:
    booking = make_booking(make_page_elsewhere())
    bookings.cancel(booking.id, cancelling(), now=NOW)

    streams = db.session.scalars(select(OutboxEntry.stream).where(OutboxEntry.kind == CALENDAR)).all()

    assert len(streams) == 2
    assert len(set(streams)) == 1


def test_no_address_that_decides_about_the_booking_is_among_it(fake: FakeServer) -> None:
    make_booking(make_page_elsewhere(event_booking=CONFIRMED_FIRST))

    [payload] = promised()
    assert list(payload["reader"]["links"]) == ["dashboard_url"]
