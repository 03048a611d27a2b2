"""Find what an address names. Access is checked here, so every view begins with one of these functions.

What a guest may see can be shown by the websites that its page lists; what an organizer's reference opens, by none.
"""

from dataclasses import dataclass
from uuid import UUID

from webapp.blueprints.public import frames, invited
from webapp.errors import NotFound
from webapp.models import Booking, Configuration, Invitation
from webapp.models.invitation import LIVE
from webapp.services import bookings
from webapp.services.bookings.commands import GUEST, ORGANIZER
from webapp.services.configurations import configurations, invitations


@dataclass(frozen=True, slots=True)
class Entry:
    """A page that this browser may know of. `invitation` and its `token`: by which it came, live or not, if by any."""

    configuration: Configuration
    token: str | None = None
    invitation: Invitation | None = None

    def check_open(self, *, now: int) -> None:
        """Raise InvalidSession when the page is private and the invitation opens it no more."""
        if self.configuration.requires_session_auth and self.invitation is not None:
            invitations.check(self.invitation, now=now)

    def spent_by_booking(self, *, now: int) -> str | None:
        """The token of which a booking spends a use. A public page needs none, but what is live counts there too."""
        if self.invitation is None:
            return None
        is_needed = self.configuration.requires_session_auth
        return self.token if is_needed or self.invitation.state(now=now) == LIVE else None


def scheduling_page(slug: str, *, client_id: UUID | None = None) -> Entry:
    """A configuration by its slug or its id: a public one, or one that this browser was invited to. Raises NotFound.

    Whether the invitation still counts is for `check_open`: who has booked with it comes back to the form.
    """
    application_id = str(client_id) if client_id else None
    configuration = configurations.by_name(slug, application_id=application_id)
    came_with = invited.token_for(configuration)
    if came_with is None and configuration.requires_session_auth:
        raise NotFound("configuration.unknown")
    frames.allow(configuration)
    return Entry(configuration, *(came_with or ()))


def guests_booking(reference: str) -> Booking:
    """The booking that a guest's reference opens. Raises NotFound."""
    booking = bookings.by_reference(reference, role=GUEST)
    frames.allow(booking.configuration)
    return booking


def organizers_booking(reference: str) -> Booking:
    """The booking that an organizer's reference opens. Raises NotFound."""
    return bookings.by_reference(reference, role=ORGANIZER)
