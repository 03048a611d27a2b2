"""Sessions over JSON: short-lived keys to one configuration (wire contract section 6)."""

from flask import Response, g

from webapp.blueprints.api import envelope
from webapp.blueprints.api.blueprint import blueprint
from webapp.blueprints.api.callers import needs_api_key
from webapp.blueprints.api.payloads import base
from webapp.blueprints.api.payloads.sessions import SessionPayload
from webapp.errors import InvalidInput, InvalidSession, NotFound
from webapp.lib import clock
from webapp.lib.ids import is_id
from webapp.models import Configuration
from webapp.services.configurations import configurations, sessions

PATH = "/scheduling/sessions"


@blueprint.post(PATH)
@needs_api_key
def session_create() -> Response:
    """A short-lived key to one configuration, private or public."""
    payload = base.read(SessionPayload)
    session_id = sessions.create(_configuration(payload), minutes=payload.minutes, now=clock.now())
    return envelope.answer({"session_id": session_id})


@blueprint.get(f"{PATH}/<session_id>")
@needs_api_key
def session_show(session_id: str) -> Response:
    """Whether a session lives, and what it opens."""
    return envelope.answer({"session_id": session_id, "configuration_id": _opened(session_id).id})


@blueprint.delete(f"{PATH}/<session_id>")
@needs_api_key
def session_destroy(session_id: str) -> Response:
    """End a session before its time."""
    _opened(session_id)
    sessions.destroy(session_id)
    return envelope.deleted()


def _configuration(payload: SessionPayload) -> Configuration:
    if payload.configuration_id:
        if not is_id(payload.configuration_id):
            raise NotFound("configuration.unknown")
        return configurations.find(payload.configuration_id, application_id=g.application_id)
    if payload.slug:
        return configurations.by_slug(payload.slug, application_id=g.application_id)
    raise InvalidInput("configuration.unnamed_by_owner", field="configuration_id")


def _opened(session_id: str) -> Configuration:
    """The session's configuration; a session of another application is not there."""
    try:
        opened = sessions.configuration_id_of(session_id, now=clock.now())
        return configurations.find(opened, application_id=g.application_id)
    except (InvalidSession, NotFound) as problem:
        raise NotFound("session.unknown") from problem
