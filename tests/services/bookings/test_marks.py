"""A booking's marks in the calendars."""

from flask import Flask
from sqlalchemy import select

from tests.builders import (
    JONAS,
    MAYA,
    PRIYA,
    make_booking,
    make_configuration,
    make_grant,
    participant,
    primary_calendar,
)
from webapp.extensions import db
from webapp.models import Event
from webapp.services.bookings.commands import Person


def test_an_instant_booking_writes_one_event_into_the_organizers_calendar(app: Flask) -> None:
    grant = make_grant()

    booking = make_booking(make_configuration(grant))

    event = db.session.scalars(select(Event)).one()
    assert (event.id, event.calendar_id) == (booking.event_id, primary_calendar(grant).id)
    assert (event.title, event.status, event.pending, event.ical_uid) == (
        "Intro call",
        "confirmed",
        False,
        booking.ical_uid,
    )


def test_every_host_with_a_booking_calendar_is_in_everybodys_event(app: Flask) -> None:
    make_grant(JONAS)
    only_written_to = {"availability": None, "booking": None}
    page = make_configuration(
        participants=[
            participant(),
            participant(JONAS, name="Jonas", organizer=False),
            participant("note@example.com", name="Note", organizer=False, **only_written_to),
        ]
    )

    make_booking(page)

    events = db.session.scalars(select(Event)).all()
    assert len(events) == 2
    for event in events:
        assert [person["email"] for person in event.participants] == [PRIYA, MAYA, JONAS]
        assert {person["status"] for person in event.participants} == {"yes"}
        assert event.extras["organizer"] == {"name": "Maya Lindqvist", "email": MAYA}


def test_a_host_who_books_their_own_page_is_in_the_event_once(app: Flask) -> None:
    make_booking(make_configuration(), guest=Person(name="Maya", email=MAYA.upper()))

    people = db.session.scalars(select(Event.participants)).one()
    assert [person["name"] for person in people] == ["Maya"]
