"""Moving a booking to another slot."""

import pytest
from flask import Flask
from sqlalchemy import select

from tests.builders import (
    HOUR,
    MINUTE,
    NOW,
    TOMORROW_AT_TEN,
    make_booking,
    make_configuration,
    reread,
)
from tests.services.bookings.deeds import move_to, spans
from webapp.errors import TimeslotUnavailable
from webapp.extensions import db
from webapp.models import Event, OutboxEntry
from webapp.services import bookings
from webapp.services.bookings.commands import Person, RescheduleBooking


def test_rescheduling_moves_the_booking_and_keeps_its_id_and_status(app: Flask) -> None:
    booking = make_booking(make_configuration())
    later = TOMORROW_AT_TEN + 2 * HOUR

    moved = bookings.reschedule(booking.id, move_to(later), now=NOW)

    assert (moved.id, moved.status, moved.starts_at, moved.sequence) == (booking.id, "booked", later, 1)
    assert spans() == [(later, later + 30 * MINUTE, True)]
    assert db.session.scalars(select(Event.starts_at)).one() == later


def test_rescheduling_onto_its_own_time_is_free(app: Flask) -> None:
    booking = make_booking(make_configuration(availability={"duration_minutes": 30, "interval_minutes": 15}))

    moved = bookings.reschedule(booking.id, move_to(TOMORROW_AT_TEN + 15 * MINUTE), now=NOW)

    assert moved.starts_at == TOMORROW_AT_TEN + 15 * MINUTE


def test_rescheduling_onto_another_booking_is_refused_and_changes_nothing(app: Flask) -> None:
    page = make_configuration()
    booking = make_booking(page)
    make_booking(page, TOMORROW_AT_TEN + HOUR)

    with pytest.raises(TimeslotUnavailable):
        bookings.reschedule(booking.id, move_to(TOMORROW_AT_TEN + HOUR), now=NOW)

    assert reread(booking).starts_at == TOMORROW_AT_TEN


def test_an_additional_guest_who_is_removed_is_notified(app: Flask) -> None:
    friend = Person(name="Tom", email="tom@example.com")
    booking = make_booking(make_configuration(), additional_guests=(friend,))
    later = TOMORROW_AT_TEN + HOUR
    command = RescheduleBooking(
        starts_at=later, ends_at=later + 30 * MINUTE, actor="guest", door="page", additional_guests=()
    )

    bookings.reschedule(booking.id, command, now=NOW)

    to_tom = (
        select(OutboxEntry.name).where(OutboxEntry.destination == "tom@example.com").order_by(OutboxEntry.id)
    )
    assert list(db.session.scalars(to_tom)) == ["guest_booked", "guest_cancelled"]
