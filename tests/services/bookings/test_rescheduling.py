"""Moving a booking to another slot."""

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from tests.builders import (
    HOUR,
    MAYA,
    MINUTE,
    NOW,
    PRIYA,
    TOMORROW_AT_TEN,
    make_booking,
    make_configuration,
    reread,
)
from tests.services.bookings.deeds import move_to, promised, spans
from webapp.errors import TimeslotUnavailable
from webapp.extensions import db
from webapp.models import Event, OutboxEntry
from webapp.services import bookings
from webapp.services.bookings.commands import Person, RescheduleBooking


def move_and_invite(*additional_guests: Person) -> RescheduleBooking:
    """An hour later, with these additional guests."""
    return replace(move_to(TOMORROW_AT_TEN + HOUR), additional_guests=additional_guests)


def mails_to(address: str) -> list[str]:
    """The names of the mails promised to somebody, oldest first."""
    names = select(OutboxEntry.name).where(OutboxEntry.destination == address)
    return list(db.session.scalars(names.order_by(OutboxEntry.id)))


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

    bookings.reschedule(booking.id, move_and_invite(), now=NOW)

    assert mails_to("tom@example.com") == ["guest_booked", "guest_cancelled"]


def test_nobody_who_still_attends_is_sent_away(app: Flask) -> None:
    guest_and_host = (Person(name="", email="PRIYA@example.com"), Person(name="", email=MAYA.title()))
    booking = make_booking(make_configuration(), additional_guests=guest_and_host)

    bookings.reschedule(booking.id, move_and_invite(), now=NOW)

    assert mails_to(PRIYA) == ["guest_booked", "guest_rescheduled"]
    assert mails_to(MAYA) == ["organizer_booked", "organizer_rescheduled"]


def test_another_spelling_of_an_address_is_the_same_guest(app: Flask) -> None:
    booking = make_booking(
        make_configuration(), additional_guests=(Person(name="Tom", email="tom@bücher.example"),)
    )

    bookings.reschedule(
        booking.id, move_and_invite(Person(name="Tom", email="TOM@xn--bcher-kva.example")), now=NOW
    )

    assert "guest_cancelled" not in promised()
