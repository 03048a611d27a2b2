"""Whose requests are counted together: a visitor's network, or an API key. Organizers who signed in are not counted."""

from contextlib import suppress

from flask import request, session

from webapp.errors import Unauthorized
from webapp.lib import clock
from webapp.lib.doors import bearer
from webapp.lib.networks import network_of
from webapp.rate_limits import limiter
from webapp.services.access import api_keys, sign_ins

BOOKING_WRITES = "60 per minute"


def source() -> str | None:
    """`key:ID` for a valid API key, None for an organizer who is signed in, else `network:ADDRESS`.

    A key that is not valid counts for nothing: otherwise everybody could make up a fresh one for each request.
    """
    return _of_key_sent() or visitor()


def visitor() -> str | None:
    """The same for a request whose key counts for nothing, such as another application's."""
    return None if _is_signed_in() else _of_network()


def _of_key_sent() -> str | None:
    token = bearer()
    if token is None or not api_keys.is_api_key(token):
        return None
    with suppress(Unauthorized):
        return f"key:{api_keys.authenticate(token, now=clock.now()).id}"
    return None


def _of_network() -> str:
    return f"network:{network_of(request.remote_addr)}"


def _is_signed_in() -> bool:
    return sign_ins.organizer_of(session.get(sign_ins.COOKIE_KEY), now=clock.now()) is not None


# All that a guest books or moves shares a count. Cancelling is not counted, so that it always works: a booking is
# cancelled once, and only by whoever holds its id or its reference.
booking_writes = limiter.shared_limit(
    BOOKING_WRITES,
    scope="booking writes",
    key_func=lambda: source() or "",
    exempt_when=lambda: source() is None,
)
