"""Bookings going out (wire contract section 5; section 0, rules 6, 7, 11 and 17)."""

from typing import Any

from webapp.models import Booking
from webapp.models.reference import guest_reference


def booking_object(booking: Booking) -> dict[str, Any]:
    """A booking as the SDKs read it. The reference is the guest's: the organizer's stands in no answer."""
    return {
        "booking_id": booking.id,
        "event_id": booking.event_id,
        "title": booking.title,
        "organizer": {"name": booking.organizer_name, "email": booking.organizer_email},
        "status": booking.status,
        "description": booking.description or "",  # the published schema takes no null
        "location": booking.place,
        "booking_ref": guest_reference(booking),
    }
