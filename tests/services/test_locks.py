"""The locks are what PostgreSQL is asked for, each in a statement of its own and in the one order."""

from flask import Flask
from sqlalchemy import event

from tests.builders import make_booking, make_configuration
from webapp.extensions import db
from webapp.services import bookings
from webapp.services.bookings.commands import CancelBooking


def test_a_booking_is_cancelled_under_configuration_calendars_and_booking_in_this_order(
    postgres_app: Flask,
) -> None:
    booking = make_booking(make_configuration())
    now = booking.created_at
    locked: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        if "FOR NO KEY UPDATE" in statement:
            locked.append(statement.split("FROM ")[1].split()[0])

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        bookings.cancel(booking.id, CancelBooking(reason="", actor="guest", door="page"), now=now)
    finally:
        event.remove(db.engine, "before_cursor_execute", note)

    assert locked == ["configuration", "calendar", "booking"]
