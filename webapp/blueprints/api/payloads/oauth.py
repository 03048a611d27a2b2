"""What programs ask for when an organizer signs in to them (wire contract section 12, RFC 6749)."""

from typing import Annotated
from urllib.parse import unquote_plus

from flask import request
from pydantic import Field

from webapp.blueprints.api.payloads.base import Payload
from webapp.blueprints.api.payloads.queries import Named, Query
from webapp.errors import InvalidInput, OAuthRefused
from webapp.services.oauth.exchange import Exchange, Refresh

CODE, REFRESH = "authorization_code", "refresh_token"
Word = Annotated[str, Field(max_length=1000)] | None


class AuthorizationQuery(Query):
    client_id: Named
    """The application's id."""
    redirect_uri: Named
    """Where the organizer is sent back: exactly as it is registered."""
    response_type: str | None = None
    """`code`."""
    access_type: str | None = None
    """`offline` for a refresh token beside the access token; `online`, the default, for none."""
    code_challenge: str | None = None
    """Base64url of the SHA-256 of a secret of the program. Needed by programs that cannot keep an API key."""
    code_challenge_method: str | None = None
    """`S256`, where `code_challenge` is sent."""
    state: str | None = None
    """Comes back as it is."""
    login_hint: str | None = None
    """The organizer's e-mail address: it stands in the sign-in form, and its grant comes first."""
    provider: str | None = None
    """Only grants of this kind."""


class TokenQuery(Query):
    id_token: str | None = None
    """An id token."""
    access_token: str | None = None
    """An access token."""


class RevokeQuery(Query):
    token: str | None = None
    """An access token or a refresh token. A body may say it as well."""


class RevokeBody(Payload):
    token: Word = None


class TokenRequest(Payload):
    """As JSON or as a form. What is needed depends on `grant_type`."""

    grant_type: Word = None
    client_id: Word = None
    client_secret: Word = None
    code: Word = None
    redirect_uri: Word = None
    code_verifier: Word = None
    refresh_token: Word = None

    def to_command(self) -> Exchange | Refresh:
        """What is asked for. Raises OAuthRefused, and InvalidInput for what is missing."""
        client_id, client_secret = self._client()
        grant_type = _given(self.grant_type, "grant_type")
        if grant_type == CODE:
            return Exchange(
                client_id=client_id,
                client_secret=client_secret,
                code=_given(self.code, "code"),
                redirect_uri=_given(self.redirect_uri, "redirect_uri"),
                code_verifier=self.code_verifier,
            )
        if grant_type == REFRESH:
            return Refresh(
                client_id=client_id,
                client_secret=client_secret,
                refresh_token=_given(self.refresh_token, "refresh_token"),
            )
        raise OAuthRefused("unsupported_grant_type.other")

    def _client(self) -> tuple[str, str | None]:
        """Who asks: from the body, or by HTTP Basic (RFC 6749 section 2.3.1)."""
        sent = request.authorization
        if sent is not None and sent.type == "basic":
            return unquote_plus(sent.username or ""), unquote_plus(sent.password or "")
        return _given(self.client_id, "client_id"), self.client_secret


def _given(value: str | None, name: str) -> str:
    if value is None:
        raise InvalidInput("value.missing", field=name)
    return value
