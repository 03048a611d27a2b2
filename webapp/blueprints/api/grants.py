"""Grants of the caller's application (wire contract section 11)."""

from flask import Response, g, request

from webapp.blueprints.api import envelope, paging, queries
from webapp.blueprints.api.blueprint import blueprint
from webapp.blueprints.api.callers import needs_api_key
from webapp.blueprints.api.payloads.base import read
from webapp.blueprints.api.payloads.grants import CustomGrant, GrantChange
from webapp.blueprints.api.presenters.grants import grant_object
from webapp.lib import clock
from webapp.services.calendars import grants

LIMIT_DEFAULT = 10
OFFSET_AT_MOST = 1_000_000_000


@blueprint.get("/grants")
@needs_api_key
def grant_index() -> Response:
    """Grants of the application, newest first (or `order_by=asc`), by `email`, `provider` and `grant_status`."""
    rows = grants.listing(
        g.application_id,
        limit=paging.limit(default=LIMIT_DEFAULT),
        offset=paging.whole_number("offset", default=0, at_least=0, at_most=OFFSET_AT_MOST),
        email=queries.line("email"),
        provider=queries.line("provider"),
        status=queries.line("grant_status"),
        oldest_first=request.args.get("order_by") == "asc",
    )
    return envelope.listing([grant_object(row) for row in rows])


@blueprint.get("/grants/<identifier>")
@needs_api_key
def grant_show(identifier: str) -> Response:
    """One grant, by id, `grant:<id>`, e-mail or `email:<address>`."""
    return envelope.answer(grant_object(grants.find(g.application_id, identifier)))


@blueprint.post("/connect/custom")
@needs_api_key
def grant_create() -> Response:
    """Make a grant with a primary calendar; the one that is there when the account has one."""
    payload = read(CustomGrant)
    grant = grants.create(g.application_id, payload.provider, payload.settings, now=clock.now())
    return envelope.answer(grant_object(grant), 201)


@blueprint.patch("/grants/<identifier>")
@needs_api_key
def grant_update(identifier: str) -> Response:
    """Replace the scopes of a grant."""
    grant = grants.find(g.application_id, identifier)
    scope = read(GrantChange).scope
    if scope is not None:
        grant = grants.update_scope(grant, scope, now=clock.now())
    return envelope.answer(grant_object(grant))


@blueprint.delete("/grants/<identifier>")
@needs_api_key
def grant_destroy(identifier: str) -> Response:
    """Delete a grant with its calendars, unless scheduling pages hang on it."""
    grants.destroy(grants.find(g.application_id, identifier), now=clock.now())
    return envelope.deleted()
