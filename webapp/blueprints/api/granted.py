"""Who may use a grant: a program of its application, or whoever has a live access token of this one grant."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import g

from webapp.blueprints.api import by_token, descriptions, lookups
from webapp.blueprints.api.callers import bearer
from webapp.blueprints.api.key_scopes import program
from webapp.errors import NotFound
from webapp.models import Configuration, Grant
from webapp.services.calendars import grants
from webapp.services.configurations import configurations

P = ParamSpec("P")
R = TypeVar("R")

ME = "me"


def for_grant(view: Callable[P, R]) -> Callable[P, R]:
    """Lock a view to whoever may use a grant. `g.application_id`: whose grants; `g.own_grant`: the only one, or None.

    401 without a key or a token, and, with the type that signs the editor's user out, for a dead token.
    """

    @wraps(view)
    def locked(*args: P.args, **kwargs: P.kwargs) -> R:
        token, g.own_grant = bearer() or "", None
        if by_token.is_token(token):
            by_token.enter(token)
        else:
            g.application_id = program(token).application_id
        return view(*args, **kwargs)

    descriptions.note(locked, needs="grant")
    return locked


def grant(identifier: str) -> Grant:
    """The grant that a path names (wire contract section 1). Raises NotFound for one that is not the caller's.

    `me` is the grant of an access token. Raises InvalidInput for `me` with an API key.
    """
    own: Grant | None = g.own_grant
    if own is not None and identifier == ME:
        return own
    found = grants.find(g.application_id, identifier)
    if own is not None and own.id != found.id:
        raise NotFound("grant.unknown")
    return found


def configuration(identifier: str) -> Configuration:
    """A configuration of the caller's grant, or of any grant of its application. Raises NotFound."""
    return configurations.find(identifier, application_id=g.application_id, grant=g.own_grant)


def named_configuration(named: lookups.NamesConfiguration) -> Configuration:
    """The same by what a query or a body says. Raises InvalidInput when it names none."""
    return configuration(lookups.configuration_id(named, client_id=g.application_id))
