"""From the words of an address to what they name. Access is settled here: a view begins with one of these."""

from uuid import UUID

from webapp.errors import NotFound
from webapp.lib.ids import is_id
from webapp.models import Booking, Configuration
from webapp.services import bookings
from webapp.services.bookings.commands import GUEST, ORGANIZER
from webapp.services.configurations import configurations


def scheduling_page(slug: str, *, client_id: UUID | None = None) -> Configuration:
    """A public configuration by its slug or its id. Raises NotFound, for a private one too."""
    try:
        if client_id is None and is_id(slug):
            return configurations.public(configuration_id=slug)
        if configurations.SLUG.match(slug):
            return configurations.public(slug=slug, client_id=str(client_id) if client_id else None)
    except NotFound as problem:
        raise NotFound("page.unknown") from problem
    raise NotFound("page.unknown")


def guests_booking(reference: str) -> Booking:
    """The booking that a guest's reference opens. Raises NotFound."""
    return bookings.by_reference(reference, role=GUEST)


def organizers_booking(reference: str) -> Booking:
    """The booking that an organizer's reference opens. Raises NotFound."""
    return bookings.by_reference(reference, role=ORGANIZER)
