"""Organizers sign in to programs (wire contract section 12): the way in, tokens, what they say, and their end."""

from urllib.parse import urlencode

from flask import Response

from webapp.blueprints.api import envelope, oauth_errors
from webapp.blueprints.api.blueprint import blueprint
from webapp.blueprints.api.payloads.oauth import (
    AuthorizationQuery,
    RevokeBody,
    RevokeQuery,
    TokenQuery,
    TokenRequest,
)
from webapp.blueprints.api.presenters.oauth import claims, token_object
from webapp.blueprints.api.takes import takes
from webapp.errors import DeadToken, InvalidInput, OAuthRefused
from webapp.lib import clock, id_tokens, links
from webapp.rate_limits import limiter
from webapp.services.oauth import authorizations, exchange, requests, tokens

REFUSED_FROM_A_NETWORK = "60 per minute"


@blueprint.get("/connect/auth")
@takes(query=AuthorizationQuery, redirects=True)
def authorization_new(query: AuthorizationQuery) -> Response:
    """Where a program sends an organizer: on to the page where they allow it, or back with what is wrong.

    400, and no redirect, while the program and its address are not both known.
    """
    asked = query.model_dump(exclude_none=True)
    client = requests.client_of(asked)
    try:
        requests.read(client, asked)
    except OAuthRefused as refusal:
        return _redirect(client.address(**oauth_errors.parameters(refusal)))
    return _redirect(f"{links.path('dashboard.authorization_new')}?{urlencode(asked)}")


@blueprint.post("/connect/token")
@limiter.limit(REFUSED_FROM_A_NETWORK, deduct_when=lambda answer: answer.status_code >= 400)
@takes(body=TokenRequest, body_may_be_form=True)
def token_create(body: TokenRequest) -> Response:
    """A code, or a refresh token, for a new pair of tokens. Each is taken once. JSON or a form."""
    now, asked = clock.now(), body.to_command()
    return envelope.bare(token_object(exchange.answer(asked, now=now), now=now))


@blueprint.get("/connect/tokeninfo")
@takes(query=TokenQuery)
def token_show(query: TokenQuery) -> Response:
    """Who signed in, by a live id token or access token."""
    now = clock.now()
    if query.id_token:
        found = id_tokens.decode(query.id_token, now=now)
        if found is None or not authorizations.is_live(str(found.get("sid")), now=now):
            raise InvalidInput("token.unreadable", field="id_token")
        return envelope.answer(found)
    if not query.access_token:
        raise InvalidInput("token.not_named", field="id_token")
    try:
        token = tokens.authenticate(query.access_token, now=now)
    except DeadToken as dead:
        raise InvalidInput("token.unreadable", field="access_token") from dead
    lasts = token.expires_at - token.created_at
    return envelope.answer(claims(token.authorization, issued_at=token.created_at, lasts=lasts).as_json())


@blueprint.post("/connect/revoke")
@takes(query=RevokeQuery, body=RevokeBody, body_is_optional=True, body_may_be_form=True)
def token_destroy(query: RevokeQuery, body: RevokeBody) -> Response:
    """End what an access or refresh token gives access to, with all of its tokens. An unknown one is no mistake."""
    token = query.token or body.token
    if token is None:
        raise InvalidInput("value.missing", field="token")
    tokens.revoke(token, now=clock.now())
    return envelope.deleted()


def _redirect(address: str) -> Response:
    return Response(status=302, headers={**envelope.headers(envelope.request_id()), "Location": address})
