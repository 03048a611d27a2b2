"""Bookings going out (wire contract section 5; section 0, rules 6, 7, 11 and 17)."""

from typing import Any

from webapp.models import Booking
from webapp.models.reference import guest_reference


def booking(row: Booking) -> dict[str, Any]:
    """A booking as the SDKs read it. The reference is the guest's: the organizer's stands in no answer."""
    return {
        "booking_id": row.id,
        "event_id": row.event_id,
        "title": row.title,
        "organizer": {"name": row.organizer_name, "email": row.organizer_email},
        "status": row.status,
        "description": row.description or "",  # the published schema takes no null
        "location": row.location,
        "booking_ref": guest_reference(row),
    }
