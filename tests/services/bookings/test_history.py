"""What happened to a booking, step by step."""

from flask import Flask
from sqlalchemy import select

from tests.builders import (
    HOUR,
    NOW,
    TOMORROW_AT_TEN,
    make_booking,
    make_pending_configuration,
)
from tests.services.bookings.deeds import ORGANIZER_SAYS, cancelling, move_to
from webapp.extensions import db
from webapp.models import BookingChange
from webapp.services import bookings


def test_every_change_is_written_down_with_who_and_why(app: Flask) -> None:
    booking = make_booking(make_pending_configuration())
    bookings.confirm(booking.id, ORGANIZER_SAYS, now=NOW + 1)
    bookings.reschedule(booking.id, move_to(TOMORROW_AT_TEN + HOUR), now=NOW + 2)
    bookings.cancel(booking.id, cancelling("Ill"), now=NOW + 3)

    rows = db.session.scalars(select(BookingChange).order_by(BookingChange.id)).all()
    assert [(row.kind, row.from_status, row.to_status, row.actor, row.door, row.reason) for row in rows] == [
        ("requested", None, "pending", "guest", "page", None),
        ("confirmed", "pending", "booked", "organizer", "dashboard", None),
        ("rescheduled", "booked", "booked", "guest", "page", None),
        ("cancelled", "booked", "cancelled", "guest", "page", "Ill"),
    ]
