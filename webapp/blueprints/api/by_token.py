"""Whoever calls with the access token of one grant: who that is, and how often it may."""

from flask import g

from webapp.lib import clock
from webapp.models import Authorization
from webapp.rate_limits import limiter
from webapp.services.oauth import tokens

REQUESTS = "600 per minute"

_counted = limiter.shared_limit(
    REQUESTS, scope="requests of a token", key_func=lambda: f"token:{g.authorization_id}"
)


def is_token(bearer: str) -> bool:
    """Whether this bearer has the mark of an access token, live or not."""
    return tokens.is_access_token(bearer)


def enter(token: str) -> Authorization:
    """What a live token stands for, with one more request counted. Raises DeadToken for any other.

    `g.application_id`: whose grants; `g.own_grant`: the only one that is opened.
    """
    authorization = tokens.authenticate(token, now=clock.now()).authorization
    g.application_id, g.authorization_id = authorization.application_id, authorization.id
    g.own_grant = authorization.grant
    with _counted:
        return authorization
