"""A booking's marks in the calendars."""

from flask import Flask
from sqlalchemy import select

from tests.builders import (
    make_booking,
    make_configuration,
    make_grant,
    primary_calendar,
)
from webapp.extensions import db
from webapp.models import Event


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
