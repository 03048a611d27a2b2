"""After booking: our own page, or the one a configuration names (wire contract section 3.3)."""

import json
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from webapp.blueprints.public.about import let_lead_to
from webapp.lib import links
from webapp.models import Booking, Configuration
from webapp.models.reference import guest_reference


def after_booking(booking: Booking, configuration: Configuration, *, asked_language: str | None) -> str:
    """The address of the result page; our own goes on in the language that was asked for."""
    elsewhere = configuration.scheduler["confirmation_redirect_url"]
    if not elsewhere:
        kept = {"lang": asked_language} if asked_language else {}
        return links.path("public.booking_show", reference=guest_reference(booking), **kept)
    parts = urlsplit(elsewhere)
    query = [*parse_qsl(parts.query, keep_blank_values=True), *_told(booking, configuration).items()]
    return urlunsplit(parts._replace(query=urlencode(query)))


def let_form_lead_away(configuration: Configuration) -> None:
    """Name the other origin in this page's policy: Chromium checks `form-action` on the redirect too."""
    elsewhere = configuration.scheduler["confirmation_redirect_url"]
    if elsewhere:
        let_lead_to("form-action", elsewhere)


def _told(booking: Booking, configuration: Configuration) -> dict[str, str]:
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
        "location": booking.location or "",
        "booking_ref": guest_reference(booking),
    }
