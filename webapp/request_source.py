"""Whose requests are counted together: a visitor's network, an API key, or the tokens that came of one sign-in.

Organizers who signed in themselves are not counted.
"""

from contextlib import suppress

from flask import request, session

from webapp.errors import DeadToken, Unauthorized
from webapp.lib import clock
from webapp.lib.doors import bearer
from webapp.lib.networks import network_of
from webapp.rate_limits import limiter
from webapp.services.access import api_keys, sign_ins
from webapp.services.oauth import tokens

BOOKING_WRITES = "60 per minute"


def source() -> str | None:
    """`key:ID` for a valid API key, `token:ID` for a live access token, by its authorization, None for an organizer who
    is signed in, else `network:ADDRESS`.

    A key that is not valid counts for nothing: otherwise everybody could make up a fresh one for each request.
    """
    return _of_key_sent() or visitor()


def visitor() -> str | None:
    """The same for a request whose key counts for nothing, such as another application's."""
    return None if _is_signed_in() else _of_network()


def _of_key_sent() -> str | None:
    token, now = bearer() or "", clock.now()
    with suppress(Unauthorized, DeadToken):
        if api_keys.is_api_key(token):
            return f"key:{api_keys.authenticate(token, now=now).id}"
        if tokens.is_access_token(token):
            return f"token:{tokens.authenticate(token, now=now).authorization_id}"
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
