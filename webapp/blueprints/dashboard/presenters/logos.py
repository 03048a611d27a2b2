"""How a page's logo stands, in a sentence for its organizer."""

from webapp.services.configurations.logos import LogoState
from webapp.words import gettext, lazy_gettext

# By what `delivery/logo.py` says. Anything else is trouble on the way, or an answer without a picture.
REASONS = {
    "invalid_url": lazy_gettext("This is not an address that can be asked for a picture."),
    "private_address": lazy_gettext("The address belongs to a private network."),
    "response_too_large": lazy_gettext("The file is larger than 5 MB."),
    "too_many_redirects": lazy_gettext("The address leads to too many other addresses."),
    "tls_failed": lazy_gettext("The certificate of the server is not valid."),
    "image.damaged": lazy_gettext("The picture is damaged or incomplete."),
    "image.too_many_pixels": lazy_gettext("The picture has too many pixels."),
    "image.unknown_format": lazy_gettext("The file is not a PNG, JPEG or WebP picture."),
}


def trouble_with(logo: LogoState) -> str | None:
    """Why a logo is not shown, and what comes next; None for one that is shown or was not tried yet."""
    if logo.image_id is not None or logo.failure is None:
        return None
    reason = str(REASONS.get(logo.failure) or gettext("There is no picture at this address."))
    if logo.is_final:
        return gettext("The logo is not shown. %(reason)s Save the page to try again.", reason=reason)
    return gettext("The logo is not shown yet. %(reason)s We try again later.", reason=reason)
