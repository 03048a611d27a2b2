"""Sessions over JSON: short-lived keys to one configuration (wire contract section 6)."""

from flask import Response, g

from webapp.blueprints.api import envelope, lookups
from webapp.blueprints.api.blueprint import blueprint
from webapp.blueprints.api.callers import needs_api_key
from webapp.blueprints.api.payloads.sessions import SessionPayload
from webapp.blueprints.api.takes import takes
from webapp.errors import InvalidInput, InvalidSession, NotFound
from webapp.lib import clock
from webapp.models import Configuration
from webapp.services.configurations import configurations, sessions

PATH = "/scheduling/sessions"


@blueprint.post(PATH)
@needs_api_key
@takes(body=SessionPayload)
def session_create(body: SessionPayload) -> Response:
    """A short-lived key to one configuration, private or public."""
    session_id = sessions.create(_named(body), minutes=body.minutes, now=clock.now())
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


def _named(body: SessionPayload) -> Configuration:
    if not body.configuration_id and not body.slug:
        raise InvalidInput("configuration.unnamed_in_body", field="configuration_id")
    configuration_id = lookups.configuration_id(body, client_id=g.application_id)
    return configurations.find(configuration_id, application_id=g.application_id)


def _opened(session_id: str) -> Configuration:
    """The session's configuration; a session of another application is not there."""
    try:
        opened = sessions.configuration_id_of(session_id, now=clock.now())
        return configurations.find(opened, application_id=g.application_id)
    except (InvalidSession, NotFound) as problem:
        raise NotFound("session.unknown") from problem
