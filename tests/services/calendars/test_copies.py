"""A provider's copy of a booking's own event gets no second row and no second busy time."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from tests.builders import (
    DAY,
    HOUR,
    NOW,
    TOMORROW_AT_TEN,
    make_booking,
    make_configuration,
    make_grant,
    primary_calendar,
)
from tests.fake_provider import meeting
from webapp.extensions import db, transaction
from webapp.lib.external import ExternalEvent
from webapp.models import Booking, BusySpan, Event
from webapp.services import bookings
from webapp.services.bookings.commands import CancelBooking
from webapp.services.calendars import mirror_rows

pytestmark = pytest.mark.usefixtures("app")

SPAN = (TOMORROW_AT_TEN, TOMORROW_AT_TEN + HOUR // 2)


@pytest.fixture
def booking() -> Booking:
    return make_booking(make_configuration(make_grant()))


def read(booking: Booking, event: ExternalEvent) -> dict[str, ExternalEvent]:
    calendar = primary_calendar(make_grant())
    with transaction() as session:
        return mirror_rows.write(session, calendar.id, [event], now=NOW)


def events() -> list[Event]:
    found = db.session.scalars(select(Event)).all()
    db.session.close()
    return list(found)


def test_it_is_recognised_by_our_mark(booking: Booking) -> None:
    copy = replace(meeting("copy", SPAN), mark=booking.event_id, etag='"7"')

    assert read(booking, copy) == {booking.event_id: copy}

    (event,) = events()
    assert (event.booking_id, event.provider_event_id) == (booking.id, "copy")
    assert len(db.session.scalars(select(BusySpan)).all()) == 1


def test_it_is_recognised_by_its_uid(booking: Booking) -> None:
    read(booking, replace(meeting("copy", SPAN), uid=booking.ical_uid))

    assert [event.booking_id for event in events()] == [booking.id]


def test_its_version_is_not_taken_for_the_one_that_we_wrote(booking: Booking) -> None:
    read(booking, replace(meeting("copy", SPAN), mark=booking.event_id, etag='"7"'))

    assert [event.etag for event in events()] == [None]


def test_another_event_at_the_same_time_is_no_copy(booking: Booking) -> None:
    read(booking, meeting("lunch", SPAN))

    assert len(events()) == 2


def test_a_copy_that_is_gone_leaves_the_booking_where_it_is(booking: Booking) -> None:
    read(booking, replace(meeting("copy", SPAN), uid=booking.ical_uid))

    calendar = primary_calendar(make_grant())
    with transaction() as session:
        assert mirror_rows.remove(session, calendar.id, ["copy"], now=NOW) == [booking.event_id]

    assert [event.booking_id for event in events()] == [booking.id]


def test_a_copy_that_was_made_to_come_again_takes_the_other_times(booking: Booking) -> None:
    again = (SPAN[0] + DAY, SPAN[1] + DAY)
    series = replace(meeting("copy", SPAN, again), mark=booking.event_id, uid=booking.ical_uid)

    read(booking, series)

    spans = db.session.execute(select(BusySpan.starts_at, BusySpan.ends_at).order_by(BusySpan.starts_at))
    assert [tuple(span) for span in spans] == [SPAN, again]


def test_an_entry_that_was_taken_away_and_is_there_again_is_busy(booking: Booking) -> None:
    bookings.cancel(booking.id, CancelBooking(reason="", actor="organizer", door="dashboard"), now=NOW)

    assert read(booking, replace(meeting("copy", SPAN), uid=booking.ical_uid)) == {}

    assert len(db.session.scalars(select(BusySpan)).all()) == 1
