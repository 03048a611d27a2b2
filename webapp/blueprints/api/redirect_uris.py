"""Addresses to which organizers may be sent back after they signed in to a program, by application."""

from flask import Response, g

from webapp.blueprints.api import envelope
from webapp.blueprints.api.blueprint import blueprint
from webapp.blueprints.api.callers import needs_api_key
from webapp.blueprints.api.payloads.redirect_uris import NewRedirectUri, RedirectUriChange
from webapp.blueprints.api.presenters.redirect_uris import redirect_uri_object
from webapp.blueprints.api.takes import takes
from webapp.lib import clock
from webapp.services.oauth import redirect_uris

PATH = "/applications/redirect-uris"


@blueprint.get(PATH)
@needs_api_key
def redirect_uri_index() -> Response:
    """The application's addresses, oldest first; there are at most 50."""
    return envelope.listing([redirect_uri_object(row) for row in redirect_uris.listing(g.application_id)])


@blueprint.post(PATH)
@needs_api_key
@takes(body=NewRedirectUri)
def redirect_uri_create(body: NewRedirectUri) -> Response:
    """Register an address; `desktop` takes any port of the organizer's own machine."""
    made = redirect_uris.create(g.application_id, body.url, platform=body.platform, now=clock.now())
    return envelope.answer(redirect_uri_object(made))


@blueprint.get(f"{PATH}/<redirect_uri_id>")
@needs_api_key
def redirect_uri_show(redirect_uri_id: str) -> Response:
    """One address."""
    return envelope.answer(redirect_uri_object(redirect_uris.find(g.application_id, redirect_uri_id)))


@blueprint.patch(f"{PATH}/<redirect_uri_id>")
@needs_api_key
@takes(body=RedirectUriChange)
def redirect_uri_update(redirect_uri_id: str, body: RedirectUriChange) -> Response:
    """Change the fields that are sent."""
    found = redirect_uris.find(g.application_id, redirect_uri_id)
    changed = redirect_uris.update(found, url=body.url, platform=body.platform)
    return envelope.answer(redirect_uri_object(changed))


@blueprint.delete(f"{PATH}/<redirect_uri_id>")
@needs_api_key
def redirect_uri_destroy(redirect_uri_id: str) -> Response:
    """Take an address back. Tokens that came over it stay."""
    redirect_uris.destroy(redirect_uris.find(g.application_id, redirect_uri_id))
    return envelope.deleted()
