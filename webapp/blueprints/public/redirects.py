"""Where a guest goes after booking: our own page, or the page that a configuration names (wire contract 3.3)."""

import json
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from webapp.blueprints.public import frames
from webapp.blueprints.public.about import allow_in_policy
from webapp.blueprints.public.visitor import Visitor
from webapp.errors import InvalidInput
from webapp.lib import links, text
from webapp.models import Booking, Configuration
from webapp.models.reference import guest_reference
from webapp.services.configurations.view import view_of


def after_booking(booking: Booking, configuration: Configuration, guest: Visitor) -> str:
    """The address of the page after booking. Our own page stays in the language that the guest chose.

    Inside another website it is always our own, which tells that website of the booking and of the page to go on to.
    """
    elsewhere = page_elsewhere(booking, configuration)
    if elsewhere and not guest.frame.is_asked:
        return elsewhere
    language = {"lang": guest.chosen_language} if guest.chosen_language else {}
    framed = {**guest.frame.query, frames.JUST_BOOKED: "1"} if guest.frame.is_asked else {}
    return links.path("public.booking_show", reference=guest_reference(booking), **language, **framed)


def page_elsewhere(booking: Booking, configuration: Configuration) -> str | None:
    """The page that the configuration names, with what was booked in its query; None when it names none."""
    elsewhere = _elsewhere(configuration)
    if not elsewhere:
        return None
    parts = urlsplit(elsewhere)
    query = [*parse_qsl(parts.query, keep_blank_values=True), *_query_values(booking, configuration).items()]
    return urlunsplit(parts._replace(query=urlencode(query)))


def allow_redirect_after_form(configuration: Configuration) -> None:
    """Add the redirect's origin to the page's policy: Chromium checks `form-action` on redirects too."""
    elsewhere = _elsewhere(configuration)
    if elsewhere:
        allow_in_policy("form-action", elsewhere)


def _elsewhere(configuration: Configuration) -> str | None:
    """The page that the configuration names, in ASCII: what was stored in earlier days may be in any script."""
    stored = view_of(configuration).scheduler.confirmation_redirect_url
    try:
        return text.web_address(stored, field="confirmation_redirect_url") if stored else None
    except InvalidInput:
        return None


def _query_values(booking: Booking, configuration: Configuration) -> dict[str, str]:
    return {
        "booking_id": booking.id,
        "name": booking.guest_name,
        "email": booking.guest_email,
        "start_time": str(booking.starts_at),
        "end_time": str(booking.ends_at),
        "tz": booking.guest_timezone,
        "language": booking.language,
        "additional_values": json.dumps(booking.additional_fields, ensure_ascii=False),
        "page_slug": configuration.slug or "",
        "config_id": configuration.id,
        "location": booking.place or "",
        "booking_ref": guest_reference(booking),
    }
