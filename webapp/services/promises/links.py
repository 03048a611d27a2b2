"""The addresses at which a booking is shown, moved, cancelled or confirmed.

By default these are our pages. A configuration may name its own, with `:booking_ref` in the address (wire contract
section 4).
"""

from webapp.lib import links
from webapp.models import Booking, Configuration
from webapp.models.reference import guest_reference, organizer_reference
from webapp.services.configurations.document import REFERENCE_PLACEHOLDER
from webapp.services.configurations.view import view_of


def shown(booking: Booking) -> str:
    return links.absolute("public.booking_show", reference=guest_reference(booking))


def dashboard(booking: Booking) -> str:
    """Where its organizer looks at a booking, after signing in."""
    return links.absolute("dashboard.booking_show", booking_id=booking.id)


def page(configuration: Configuration, *, zone: str) -> str | None:
    """The scheduling page with times in this zone, or None when not everybody may open it."""
    path = page_path(configuration, zone=zone)
    return None if path is None else links.origin() + path


def page_path(configuration: Configuration, *, zone: str, **query: str) -> str | None:
    """The same without an origin, for pages of ours. `query`: what else its address holds."""
    if configuration.requires_session_auth or configuration.deleted_at is not None:
        return None
    # The page's own zone is what every booking has whose guest chose none.
    if zone != configuration.timezone:
        query = {"timezone": zone, **query}
    return links.path("public.page_show", slug=configuration.id, **query)


def rescheduling(booking: Booking, configuration: Configuration) -> str:
    own = view_of(configuration).scheduler.rescheduling_url
    return _filled(own, guest_reference(booking)) or links.absolute(
        "public.reschedule_new", reference=guest_reference(booking)
    )


def cancellation(booking: Booking, configuration: Configuration) -> str:
    own = view_of(configuration).scheduler.cancellation_url
    return _filled(own, guest_reference(booking)) or links.absolute(
        "public.cancellation_new", reference=guest_reference(booking)
    )


def of_guest(booking: Booking) -> dict[str, str]:
    """What a guest can open, by what it is for: `booking`, `rescheduling`, `cancellation`."""
    return {
        "booking": shown(booking),
        "rescheduling": rescheduling(booking, booking.configuration),
        "cancellation": cancellation(booking, booking.configuration),
    }


def confirmation(booking: Booking, configuration: Configuration) -> str:
    own = view_of(configuration).scheduler.organizer_confirmation_url
    return _filled(own, organizer_reference(booking)) or links.absolute(
        "public.confirmation_new", reference=organizer_reference(booking)
    )


def _filled(address: str | None, reference: str) -> str:
    return (address or "").replace(REFERENCE_PLACEHOLDER, reference)
