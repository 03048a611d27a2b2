"""Find what an address names. Access is checked here, so every view begins with one of these functions."""

from uuid import UUID

from webapp.models import Booking, Configuration
from webapp.services import bookings
from webapp.services.bookings.commands import GUEST, ORGANIZER
from webapp.services.configurations import configurations


def scheduling_page(slug: str, *, client_id: UUID | None = None) -> Configuration:
    """A public configuration by its slug or its id. Raises NotFound, for a private one too."""
    return configurations.public(slug, application_id=str(client_id) if client_id else None)


def guests_booking(reference: str) -> Booking:
    """The booking that a guest's reference opens. Raises NotFound."""
    return bookings.by_reference(reference, role=GUEST)


def organizers_booking(reference: str) -> Booking:
    """The booking that an organizer's reference opens. Raises NotFound."""
    return bookings.by_reference(reference, role=ORGANIZER)
