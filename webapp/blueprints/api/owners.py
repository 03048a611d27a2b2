"""Who may look behind a configuration: a program of its application or with a token of its grant, or the organizer at
the dashboard.

The one place under `/v3` that takes the sign-in's cookie, and only to read: no other site can have it sent along,
because it is SameSite=Lax and answers to other origins are readable without cookies only (`cors.py`).
"""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import g, session

from webapp.blueprints.api import by_token, descriptions, lookups
from webapp.blueprints.api.callers import bearer
from webapp.blueprints.api.key_scopes import program
from webapp.blueprints.api.lookups import ConfigurationQuery
from webapp.blueprints.api.payloads import queries
from webapp.errors import NotFound, Unauthorized
from webapp.lib import clock
from webapp.models import Configuration, Grant, Organizer
from webapp.services.access import api_keys, sign_ins
from webapp.services.availability.explanations import PROGRAM, Asker
from webapp.services.configurations import configurations

P = ParamSpec("P")
R = TypeVar("R")


def for_owner(view: Callable[P, R]) -> Callable[P, R]:
    """Lock a view to a configuration's owner: `g.configuration` is theirs, private or not; `g.asker` who asks.

    401 without an API key, a token or a sign-in; 404 for a configuration of anybody else.
    """

    @wraps(view)
    def locked(*args: P.args, **kwargs: P.kwargs) -> R:
        g.configuration, g.asker = _configuration_and_asker()
        return view(*args, **kwargs)

    descriptions.note(locked, needs="owner", queries=(ConfigurationQuery,))
    return locked


def _configuration_and_asker() -> tuple[Configuration, Asker]:
    token = bearer()
    if token is not None:
        if by_token.is_token(token):
            grant = by_token.enter(token).grant
            return _named(application_id=grant.application_id, grant=grant), Asker.grant(grant)
        if not api_keys.is_api_key(token):
            raise Unauthorized("owner.required")
        key = program(token)
        return _named(application_id=key.application_id), PROGRAM
    organizer = _signed_in()
    configuration = _named(application_id=organizer.application_id)
    if configuration.grant.organizer_id != organizer.id:
        raise NotFound("configuration.unknown")
    return configuration, Asker.organizer(organizer)


def _signed_in() -> Organizer:
    organizer = sign_ins.organizer_of(session.get(sign_ins.COOKIE_KEY), now=clock.now())
    if organizer is None:
        raise Unauthorized("owner.required")
    return organizer


def _named(*, application_id: str, grant: Grant | None = None) -> Configuration:
    query = queries.read(ConfigurationQuery)
    configuration_id = lookups.configuration_id(query, client_id=query.client_id or application_id)
    return configurations.find(configuration_id, application_id=application_id, grant=grant)
