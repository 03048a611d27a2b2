"""Sessions over JSON: short-lived keys to one configuration (wire contract section 6)."""

from flask import Response

from webapp.blueprints.api import envelope, granted
from webapp.blueprints.api.blueprint import blueprint
from webapp.blueprints.api.granted import for_grant
from webapp.blueprints.api.payloads.sessions import SessionPayload
from webapp.blueprints.api.takes import takes
from webapp.errors import InvalidInput, InvalidSession, NotFound
from webapp.lib import clock
from webapp.models import Configuration
from webapp.services.configurations import sessions

PATH = "/scheduling/sessions"


@blueprint.post(PATH)
@for_grant
@takes(body=SessionPayload)
def session_create(body: SessionPayload) -> Response:
    """A short-lived key to one configuration, private or public."""
    session_id = sessions.create(_named(body), minutes=body.minutes, now=clock.now())
    return envelope.answer({"session_id": session_id})


@blueprint.get(f"{PATH}/<session_id>")
@for_grant
def session_show(session_id: str) -> Response:
    """Whether a session lives, and what it opens."""
    return envelope.answer({"session_id": session_id, "configuration_id": _opened(session_id).id})


@blueprint.delete(f"{PATH}/<session_id>")
@for_grant
def session_destroy(session_id: str) -> Response:
    """End a session before its time."""
    _opened(session_id)
    sessions.destroy(session_id)
    return envelope.deleted()


def _named(body: SessionPayload) -> Configuration:
    if not body.configuration_id and not body.slug:
        raise InvalidInput("configuration.unnamed_in_body", field="configuration_id")
    return granted.named_configuration(body)


def _opened(session_id: str) -> Configuration:
    """The session's configuration; a session for a configuration that is not the caller's is not there."""
    try:
        return granted.configuration(sessions.configuration_id_of(session_id, now=clock.now()))
    except (InvalidSession, NotFound) as problem:
        raise NotFound("session.unknown") from problem
