"""Put the references of a booking into what is being sent: a stored payload has none (`models/reference.py`)."""

from typing import Any

from webapp.extensions import db
from webapp.models import Booking
from webapp.models.reference import with_references
from webapp.outbox import Claimed


def complete(claimed: Claimed) -> dict[str, Any]:
    """The payload as it is sent. It leaves no transaction open."""
    booking = db.session.get(Booking, claimed.booking_id) if claimed.booking_id else None
    db.session.close()
    return with_references(claimed.payload, booking) if booking else claimed.payload
