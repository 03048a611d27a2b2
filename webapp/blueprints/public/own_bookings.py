"""Which bookings were made in this browser, so that whoever goes back after booking is not taken for a rival.

The session cookie, which is signed, remembers the tokens of the last forms that booked; the address of a form holds
none, for addresses are passed on.
"""

from flask import session

from webapp.models import Booking, Configuration
from webapp.services import bookings

FORMS = "booked_with"
REMEMBERED = 5


def remember(form_token: str | None) -> None:
    """This browser booked with this form."""
    if form_token:
        session[FORMS] = [*(known for known in _forms() if known != form_token), form_token][-REMEMBERED:]


def booked_here(configuration: Configuration, *, start: int) -> Booking | None:
    """The live booking of a slot that was made in this browser, or None."""
    made_here = bookings.of_forms(configuration, _forms())
    return next((one for one in made_here if one.is_live and one.starts_at == start), None)


def _forms() -> list[str]:
    return list(session.get(FORMS, []))
