"""What a new booking consists of."""

import pytest
from flask import Flask

from tests.builders import (
    HOUR,
    JONAS,
    MAYA,
    NOW,
    PRIYA,
    TOMORROW_AT_TEN,
    make_booking,
    make_configuration,
    make_grant,
    participant,
)
from tests.services.bookings.deeds import move_to
from webapp.errors import TimeslotUnavailable
from webapp.services import bookings
from webapp.services.bookings.commands import Person


def test_the_wall_time_is_stored_beside_the_instant(app: Flask) -> None:
    page = make_configuration(event_booking={"title": "Intro call", "timezone": "Asia/Kolkata"})

    booking = make_booking(page)

    assert (booking.wall_start, booking.organizer_timezone) == ("2027-01-05T15:30", "Asia/Kolkata")


def test_a_round_robin_books_one_host_and_then_the_other(app: Flask) -> None:
    make_grant(JONAS)
    rules = {"availability_method": "max-availability", "default_open_hours": []}
    page = make_configuration(
        participants=[participant(organizer=False), participant(JONAS, name="Jonas", organizer=False)],
        availability={"duration_minutes": 30, "availability_rules": rules},
    )

    hosts = [make_booking(page).organizer_email, make_booking(page).organizer_email]

    assert hosts == [MAYA, JONAS]
    with pytest.raises(TimeslotUnavailable):
        make_booking(page)


def test_a_round_robin_keeps_its_host_when_rescheduled(app: Flask) -> None:
    make_grant(JONAS)
    page = make_configuration(
        participants=[participant(organizer=False), participant(JONAS, name="Jonas", organizer=False)],
        availability={
            "duration_minutes": 30,
            "availability_rules": {"availability_method": "max-availability"},
        },
    )
    booking = make_booking(page, participants=(JONAS,))

    moved = bookings.reschedule(booking.id, move_to(TOMORROW_AT_TEN + HOUR), now=NOW)

    assert (moved.organizer_email, moved.participants) == (JONAS, [JONAS])


def test_each_person_is_invited_once(app: Flask) -> None:
    twice = (Person(name="Tom", email="tom@example.com"), Person(name="Tom B.", email="Tom@example.com"))
    hosts_and_guest = (Person(name="", email=MAYA), Person(name="", email=PRIYA.upper()))

    booking = make_booking(make_configuration(), additional_guests=(*twice, *hosts_and_guest))

    assert booking.additional_guests == [{"name": "Tom", "email": "tom@example.com"}]
