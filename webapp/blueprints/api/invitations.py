"""Invitations over JSON: links to a private page. Beyond the contract; a program makes them as it makes sessions."""

from flask import Response, g

from webapp.blueprints.api import envelope
from webapp.blueprints.api.blueprint import blueprint
from webapp.blueprints.api.granted import for_grant, named_configuration
from webapp.blueprints.api.payloads.invitations import InvitationPayload, InvitationsQuery
from webapp.blueprints.api.presenters.invitations import invitation_object
from webapp.blueprints.api.takes import takes
from webapp.errors import InvalidInput
from webapp.lib import clock
from webapp.services.configurations import invitations

PATH = "/scheduling/invitations"


@blueprint.post(PATH)
@for_grant
@takes(body=InvitationPayload)
def invitation_create(body: InvitationPayload) -> Response:
    """Invite somebody to a page. The answer has the token and the link, which are shown once."""
    if not body.configuration_id and not body.slug:
        raise InvalidInput("configuration.unnamed_in_body", field="configuration_id")
    now = clock.now()
    invitation, token = invitations.create(named_configuration(body), body.to_invited(), now=now)
    return envelope.answer(invitation_object(invitation, now=now, token=token))


@blueprint.get(PATH)
@for_grant
@takes(query=InvitationsQuery)
def invitation_index(query: InvitationsQuery) -> Response:
    """A page's invitations, newest first, those that ended too."""
    now = clock.now()
    rows, next_cursor = invitations.listing(
        named_configuration(query), limit=query.limit, page_token=query.page_token
    )
    return envelope.listing([invitation_object(row, now=now) for row in rows], next_cursor)


@blueprint.delete(f"{PATH}/<invitation_id>")
@for_grant
def invitation_destroy(invitation_id: str) -> Response:
    """Revoke an invitation: it opens nothing any more. Bookings that it made stay."""
    found = invitations.find(invitation_id, application_id=g.application_id, grant=g.own_grant)
    invitations.revoke(found, now=clock.now())
    return envelope.deleted()
