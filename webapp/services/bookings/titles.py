"""The title of a booking: the page's, with the names that it holds a place for."""

import re

from webapp.display import duration

TITLE_AT_MOST = 1000  # characters; a placeholder's event has a few more in front
_PLACE = re.compile(r"\$\{(invitee|invitee_email|duration)\}")


def title_of(template: str, *, guest_name: str, guest_email: str, minutes: int, locale: str) -> str:
    """The template with `${invitee}`, `${invitee_email}` and `${duration}` filled in; `locale` is the duration's.

    Any other name stays as it was typed. What a guest typed is not looked at again, whatever it looks like.
    """
    values = {"invitee": guest_name, "invitee_email": guest_email, "duration": duration(minutes, locale)}
    filled = _PLACE.sub(lambda place: values[place[1]], template)
    return filled if len(filled) <= TITLE_AT_MOST else filled[: TITLE_AT_MOST - 1] + "…"


def says_length(template: str) -> bool:
    """Whether the title holds a place for the duration."""
    return any(place[1] == "duration" for place in _PLACE.finditer(template))
