"""Who may look behind a configuration: a program of its application, or the organizer at the dashboard.

The one place under `/v3` that takes the sign-in's cookie, and only to read: no other site can have it sent along,
because it is SameSite=Lax and answers to other origins are readable without cookies only (`cors.py`).
"""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import g, request, session

from webapp.blueprints.api.callers import bearer
from webapp.errors import InvalidInput, NotFound, Unauthorized
from webapp.lib import clock
from webapp.lib.ids import is_id
from webapp.models import Configuration, Organizer
from webapp.services.access import api_keys, sign_ins
from webapp.services.availability.explanations import PROGRAM, Asker
from webapp.services.configurations import configurations

P = ParamSpec("P")
R = TypeVar("R")


def for_owner(view: Callable[P, R]) -> Callable[P, R]:
    """Lock a view to a configuration's owner: `g.configuration` is theirs, private or not; `g.asker` who asks.

    401 without an API key or a sign-in; 404 for a configuration of anybody else.
    """

    @wraps(view)
    def locked(*args: P.args, **kwargs: P.kwargs) -> R:
        g.configuration, g.asker = _configuration_and_asker()
        return view(*args, **kwargs)

    locked.needs = "owner"  # type: ignore[attr-defined]  # read by the OpenAPI document and by a test
    return locked


def _configuration_and_asker() -> tuple[Configuration, Asker]:
    token = bearer()
    if token is not None:
        if not api_keys.looks_like_one(token):
            raise Unauthorized("owner.required")
        key = api_keys.authenticate(token, now=clock.now())
        return _named(application_id=key.application_id), PROGRAM
    organizer = _signed_in()
    configuration = _named(application_id=organizer.application_id)
    if configuration.grant.organizer_id != organizer.id:
        raise NotFound("configuration.unknown")
    return configuration, Asker.organizer(organizer)


def _signed_in() -> Organizer:
    token = session.get(sign_ins.KEPT_AS)
    organizer = sign_ins.organizer_of(token, now=clock.now()) if isinstance(token, str) else None
    if organizer is None:
        raise Unauthorized("owner.required")
    return organizer


def _named(*, application_id: str) -> Configuration:
    configuration_id, slug = request.args.get("configuration_id"), request.args.get("slug")
    if not configuration_id and not slug:
        raise InvalidInput("configuration.unnamed_by_owner", field="configuration_id")
    # Whatever is no id and no slug is not looked for: PostgreSQL refuses some characters.
    if configuration_id and is_id(configuration_id):
        return configurations.find(configuration_id, application_id=application_id)
    is_ours = request.args.get("client_id") in (None, "", application_id)
    if not configuration_id and is_ours and configurations.SLUG.match(slug or ""):
        return configurations.by_slug(slug or "", application_id=application_id)
    raise NotFound("configuration.unknown")
