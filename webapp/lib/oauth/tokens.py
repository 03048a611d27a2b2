"""Ask a provider for tokens: for a code at first, for a refresh token after that (RFC 6749 sections 4.1.3 and 6)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from webapp.errors import ProviderError
from webapp.lib import base64url
from webapp.lib.http import Conversation, HttpFailed, Reply
from webapp.lib.oauth.apps import ProviderApp
from webapp.lib.provider_answers import failure, json_object, refuse_busy

SECONDS_OTHERWISE = 300  # how long a token is taken to be good when its provider does not say
LET_IN_NO_MORE = ("invalid_grant", "interaction_required", "consent_required", "login_required")
OUR_FAULT = ("invalid_client", "unauthorized_client", "redirect_uri_mismatch", "invalid_scope")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """`access_token` is good for `seconds`. `refresh_token`: None when the one that was sent stays.

    `scopes`: what was allowed; None when the provider does not say. `claims`: who it is (OpenID Connect).
    """

    access_token: str
    seconds: int
    refresh_token: str | None
    scopes: frozenset[str] | None
    claims: Mapping[str, Any]

    @property
    def email(self) -> str | None:
        """The address of the account, if it was told."""
        found = self.claims.get("email") or self.claims.get("preferred_username")
        return found if isinstance(found, str) and "@" in found else None


def exchange(talk: Conversation, app: ProviderApp, *, code: str, verifier: str, redirect_uri: str) -> Tokens:
    """The tokens for a code that a consent page has given. Raises ProviderError `provider.refused` and others."""
    return _ask(
        talk,
        app,
        grant_type="authorization_code",
        code=code,
        code_verifier=verifier,
        redirect_uri=redirect_uri,
    )


def refresh(talk: Conversation, app: ProviderApp, refresh_token: str) -> Tokens:
    """New tokens for an old one. Raises ProviderError `provider.refused` when it lets us in no more."""
    return _ask(talk, app, grant_type="refresh_token", refresh_token=refresh_token)


def _ask(talk: Conversation, app: ProviderApp, **asked: str) -> Tokens:
    form = {**asked, "client_id": app.client_id, "client_secret": app.client_secret}
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
    try:
        reply = talk.request("POST", app.token_url, headers=headers, body=urlencode(form).encode())
    except HttpFailed as problem:
        raise failure(problem) from problem
    refuse_busy(reply)
    return _read(reply, app)


def _read(reply: Reply, app: ProviderApp) -> Tokens:
    said = json_object(reply.body)
    if reply.status != 200:
        raise _refusal(str(said.get("error", "")), reply, app)
    token, seconds, renewed, scope = (
        said.get(name) for name in ("access_token", "expires_in", "refresh_token", "scope")
    )
    if not isinstance(token, str) or not token.isascii() or not token.isprintable():
        raise ProviderError("provider.not_understood")
    return Tokens(
        access_token=token,
        seconds=seconds if isinstance(seconds, int) else SECONDS_OTHERWISE,
        refresh_token=renewed if isinstance(renewed, str) and renewed else None,
        scopes=frozenset(scope.split()) if isinstance(scope, str) else None,
        claims=_claims(said.get("id_token")),
    )


def _refusal(error: str, reply: Reply, app: ProviderApp) -> ProviderError:
    if error in LET_IN_NO_MORE:
        return ProviderError("provider.refused")
    if error in OUR_FAULT:
        return ProviderError("provider.client_refused", provider=app.name)
    return ProviderError("provider.failed", status=reply.status)


def _claims(id_token: Any) -> Mapping[str, Any]:
    """What an ID token says. It comes from the provider itself over TLS: its signature need not be checked (OpenID
    Connect Core section 3.1.3.7)."""
    if not isinstance(id_token, str) or id_token.count(".") != 2:
        return {}
    try:
        return json_object(base64url.decode(id_token.split(".")[1]))
    except (ValueError, ProviderError):
        return {}
