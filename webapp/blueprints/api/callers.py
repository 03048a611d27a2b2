"""Who may call what (wire contract section 2), settled before a view begins."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import g, request

from webapp.blueprints.api import by_token, descriptions, lookups
from webapp.blueprints.api.key_scopes import program
from webapp.blueprints.api.lookups import ConfigurationQuery, MovedBookingQuery
from webapp.blueprints.api.payloads import queries
from webapp.errors import InvalidSession, NotFound, Unauthorized
from webapp.lib import clock, doors
from webapp.models import ConfigurationColumns
from webapp.services.access import api_keys
from webapp.services.bookings.commands import API, GUEST
from webapp.services.configurations import configurations, invitations, sessions

P = ParamSpec("P")
R = TypeVar("R")

Find = Callable[[str], ConfigurationColumns]


def needs_api_key(view: Callable[P, R]) -> Callable[P, R]:
    """Lock a view to programs; `g.application_id` is theirs. 401 otherwise."""

    @wraps(view)
    def locked(*args: P.args, **kwargs: P.kwargs) -> R:
        g.application_id = program(bearer() or "").application_id
        return view(*args, **kwargs)

    descriptions.note(locked, needs="api_key")
    return locked


def for_booking_page(view: Callable[P, R]) -> Callable[P, R]:
    """Open a view to a configuration's guests: `g.configuration` is the one they may use, `g.actor` who asks.

    A session id or an invitation's token as bearer opens its own configuration, private or not. An API key is taken
    like no bearer at all (section 0, rule 12): the public ones, by `configuration_id` or by `slug` and `client_id`. The
    key of another application makes nobody the owner's program: whoever sends it is a guest like any. An access token
    opens as much, of the configurations of its own grant. Any other bearer is 401 (rule 13). `g.invitation`: the
    invitation's token, if one was sent.
    """

    return _opened(view, configurations.find)


def for_booking(view: Callable[P, R]) -> Callable[P, R]:
    """The same for a booking that is there already: a configuration that was deleted keeps those it has."""
    return _opened(view, configurations.find_even_deleted)


def for_availability(view: Callable[P, R]) -> Callable[P, R]:
    """The same for a question about free time: of the configuration only the columns that it needs."""
    return _opened(view, configurations.columns)


def bearer() -> str | None:
    """The bearer token of this request, or None without an Authorization header. Raises Unauthorized for another."""
    token = doors.bearer()
    if token is None and "Authorization" in request.headers:
        raise Unauthorized("api_key.missing")
    return token


def _opened(view: Callable[P, R], find: Find) -> Callable[P, R]:
    @wraps(view)
    def opened(*args: P.args, **kwargs: P.kwargs) -> R:
        g.invitation = None
        g.configuration, g.actor = _configuration_and_actor(find)
        return view(*args, **kwargs)

    descriptions.note(opened, needs="configuration", queries=(ConfigurationQuery,))
    return opened


def _configuration_and_actor(find: Find) -> tuple[ConfigurationColumns, str]:
    token, query = bearer(), queries.read(ConfigurationQuery)
    if token is None:
        return _public(find, query, client_id=query.client_id), GUEST
    if by_token.is_token(token):
        return _of_own_grant(find, query, token), API
    if not api_keys.is_api_key(token):
        g.invitation = token if invitations.is_token(token) else None
        return find(_id_opened_by(token, query, find)), GUEST
    key = program(token)
    configuration = _public(find, query, client_id=query.client_id or key.application_id)
    return configuration, API if configuration.application_id == key.application_id else GUEST


def _id_opened_by(token: str, query: ConfigurationQuery, find: Find) -> str:
    """The configuration of a session or of an invitation."""
    now = clock.now()
    if invitations.is_token(token):
        opened = invitations.opened_by(token, now=now, used_up_too=_is_about_a_booking(find))
        configuration_id = opened.configuration_id
    else:
        configuration_id = sessions.configuration_id_of(token, now=now)
    if query.configuration_id and query.configuration_id != configuration_id:
        raise NotFound("session.for_another")
    return configuration_id


def _is_about_a_booking(find: Find) -> bool:
    """Whether somebody looks after a booking that is there already: an invitation that is used up still does that."""
    return find is configurations.find_even_deleted or bool(queries.read(MovedBookingQuery).booking_id)


def _of_own_grant(find: Find, query: ConfigurationQuery, token: str) -> ConfigurationColumns:
    """A public configuration of the grant that an access token opens. Any other grant's is not there."""
    grant = by_token.enter(token).grant
    configuration = find(lookups.configuration_id(query, client_id=query.client_id or grant.application_id))
    if configuration.grant_id != grant.id:
        raise NotFound("configuration.unknown")
    return _checked_public(configuration)


def _public(find: Find, query: ConfigurationQuery, *, client_id: str | None) -> ConfigurationColumns:
    return _checked_public(find(lookups.configuration_id(query, client_id=client_id)))


def _checked_public(configuration: ConfigurationColumns) -> ConfigurationColumns:
    if configuration.requires_session_auth:
        raise InvalidSession("configuration.private")
    return configuration
