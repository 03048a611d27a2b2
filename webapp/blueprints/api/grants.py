"""Grants of the caller's application (wire contract section 11)."""

from flask import Response, g

from webapp import providers
from webapp.blueprints.api import envelope, granted
from webapp.blueprints.api.blueprint import blueprint
from webapp.blueprints.api.callers import needs_api_key
from webapp.blueprints.api.granted import for_grant
from webapp.blueprints.api.payloads.grants import CustomGrant, GrantChange, GrantsQuery
from webapp.blueprints.api.presenters.grants import grant_object
from webapp.blueprints.api.takes import takes
from webapp.lib import clock
from webapp.services.calendars import connecting, grants


@blueprint.get("/grants")
@needs_api_key
@takes(query=GrantsQuery)
def grant_index(query: GrantsQuery) -> Response:
    """Grants of the application."""
    rows = grants.listing(
        g.application_id,
        limit=query.limit,
        offset=query.offset,
        email=query.email,
        provider=query.provider,
        status=query.grant_status,
        oldest_first=query.order_by == "asc",
    )
    return envelope.listing([grant_object(row) for row in rows])


@blueprint.get("/grants/<identifier>")
@for_grant
def grant_show(identifier: str) -> Response:
    """One grant, by id, `grant:<id>`, e-mail or `email:<address>`; `me` with an access token."""
    return envelope.answer(grant_object(granted.grant(identifier)))


@blueprint.post("/connect/custom")
@needs_api_key
@takes(body=CustomGrant)
def grant_create(body: CustomGrant) -> Response:
    """Make a grant with its calendars; the one that is there when the account has one."""
    is_external = providers.is_external(providers.of_kind(body.provider))
    make = connecting.connect if is_external else grants.create
    grant = make(g.application_id, body.provider, body.settings, now=clock.now())
    return envelope.answer(grant_object(grant), 201)


@blueprint.patch("/grants/<identifier>")
@needs_api_key
@takes(body=GrantChange)
def grant_update(identifier: str, body: GrantChange) -> Response:
    """Replace the scopes of a grant."""
    grant = grants.find(g.application_id, identifier)
    if body.scope is not None:
        grant = grants.update_scope(grant, body.scope, now=clock.now())
    return envelope.answer(grant_object(grant))


@blueprint.delete("/grants/<identifier>")
@needs_api_key
def grant_destroy(identifier: str) -> Response:
    """Delete a grant with its calendars, unless scheduling pages hang on it."""
    grants.destroy(grants.find(g.application_id, identifier), now=clock.now())
    return envelope.deleted()
