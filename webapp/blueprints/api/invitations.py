"""Invitations over JSON: links to a private page. Beyond the contract; a program makes them as it makes sessions."""

from flask import Response, g

from webapp.blueprints.api import envelope, lookups
from webapp.blueprints.api.blueprint import blueprint
from webapp.blueprints.api.callers import needs_api_key
from webapp.blueprints.api.lookups import NamesConfiguration
from webapp.blueprints.api.payloads.invitations import InvitationPayload, InvitationsQuery
from webapp.blueprints.api.presenters.invitations import invitation_object
from webapp.blueprints.api.takes import takes
from webapp.errors import InvalidInput
from webapp.lib import clock
from webapp.models import Configuration
from webapp.services.configurations import configurations, invitations

PATH = "/scheduling/invitations"


@blueprint.post(PATH)
@needs_api_key
@takes(body=InvitationPayload)
def invitation_create(body: InvitationPayload) -> Response:
    """Invite somebody to a page. The answer has the token and the link, which are shown once."""
    if not body.configuration_id and not body.slug:
        raise InvalidInput("configuration.unnamed_in_body", field="configuration_id")
    now = clock.now()
    invitation, token = invitations.create(_named(body), body.to_invited(), now=now)
    return envelope.answer(invitation_object(invitation, now=now, token=token))


@blueprint.get(PATH)
@needs_api_key
@takes(query=InvitationsQuery)
def invitation_index(query: InvitationsQuery) -> Response:
    """A page's invitations, newest first, those that ended too."""
    now = clock.now()
    rows, next_cursor = invitations.listing(_named(query), limit=query.limit, page_token=query.page_token)
    return envelope.listing([invitation_object(row, now=now) for row in rows], next_cursor)


@blueprint.delete(f"{PATH}/<invitation_id>")
@needs_api_key
def invitation_destroy(invitation_id: str) -> Response:
    """Revoke an invitation: it opens nothing any more. Bookings that it made stay."""
    found = invitations.find(invitation_id, application_id=g.application_id)
    invitations.revoke(found, now=clock.now())
    return envelope.deleted()


def _named(named: NamesConfiguration) -> Configuration:
    configuration_id = lookups.configuration_id(named, client_id=g.application_id)
    return configurations.find(configuration_id, application_id=g.application_id)
