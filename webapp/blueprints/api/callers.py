"""Who may call what (wire contract section 2), settled before a view begins."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import g, request

from webapp.errors import InvalidInput, InvalidSession, NotFound, Unauthorized
from webapp.lib import clock
from webapp.lib.ids import is_id
from webapp.models import ConfigurationColumns
from webapp.services import applications
from webapp.services.access import api_keys
from webapp.services.bookings.commands import API, GUEST
from webapp.services.configurations import configurations, sessions

P = ParamSpec("P")
R = TypeVar("R")

Find = Callable[[str], ConfigurationColumns]


def needs_api_key(view: Callable[P, R]) -> Callable[P, R]:
    """Lock a view to programs; `g.application_id` is theirs. 401 otherwise."""

    @wraps(view)
    def locked(*args: P.args, **kwargs: P.kwargs) -> R:
        g.application_id = api_keys.authenticate(bearer() or "", now=clock.now()).application_id
        return view(*args, **kwargs)

    locked.needs = "api_key"  # type: ignore[attr-defined]  # read by the OpenAPI document and by a test
    return locked


def for_booking_page(view: Callable[P, R]) -> Callable[P, R]:
    """Open a view to a configuration's guests: `g.configuration` is the one they may use, `g.actor` who asks.

    A session id as bearer opens its own configuration, private or not. An API key is taken like no bearer at all
    (section 0, rule 12): the public ones, by `configuration_id` or by `slug` and `client_id`. Any other bearer is 401
    (rule 13).
    """

    return _opened(view, configurations.find)


def for_availability(view: Callable[P, R]) -> Callable[P, R]:
    """The same for a question about free time: of the configuration only the columns that it needs."""
    return _opened(view, configurations.columns)


def bearer() -> str | None:
    """The bearer token of this request, or None without an Authorization header. Raises Unauthorized for another."""
    header = request.headers.get("Authorization")
    if header is None:
        return None
    scheme, _, token = header.partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Unauthorized("api_key.missing")
    return token.strip()


def _opened(view: Callable[P, R], find: Find) -> Callable[P, R]:
    @wraps(view)
    def opened(*args: P.args, **kwargs: P.kwargs) -> R:
        g.configuration, g.actor = _configuration_and_actor(find)
        return view(*args, **kwargs)

    opened.needs = "configuration"  # type: ignore[attr-defined]  # read by the OpenAPI document and by a test
    return opened


def _configuration_and_actor(find: Find) -> tuple[ConfigurationColumns, str]:
    token = bearer()
    if token is None:
        return _public(find, client_id=None), GUEST
    if not api_keys.looks_like_one(token):
        return find(_id_of_session(token)), GUEST
    application_id = api_keys.authenticate(token, now=clock.now()).application_id
    return _public(find, client_id=application_id), API


def _id_of_session(token: str) -> str:
    configuration_id = sessions.configuration_id_of(token, now=clock.now())
    asked = request.args.get("configuration_id")
    if asked and asked != configuration_id:
        raise NotFound("session.for_another")
    return configuration_id


def _public(find: Find, *, client_id: str | None) -> ConfigurationColumns:
    """`client_id` is whose slugs are meant when the request does not say."""
    named = find(_named_id(request.args.get("client_id") or client_id))
    if named.requires_session_auth:
        raise InvalidSession("configuration.private")
    return named


def _named_id(client_id: str | None) -> str:
    configuration_id, slug = request.args.get("configuration_id"), request.args.get("slug")
    if not configuration_id and not slug:
        raise InvalidInput("configuration.unnamed", field="configuration_id")
    # Whatever is no id and no slug is not looked for: PostgreSQL refuses some characters.
    if configuration_id and is_id(configuration_id):
        return configuration_id
    client_id = client_id or applications.default_id() or ""
    if not configuration_id and configurations.SLUG.match(slug or "") and is_id(client_id):
        return configurations.id_by_slug(slug or "", application_id=client_id)
    raise NotFound("configuration.unknown")
