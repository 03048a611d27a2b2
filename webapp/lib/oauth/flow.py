"""Lead somebody to a provider's consent page, and know them again when they come back (RFC 6749 section 4.1)."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from webapp.lib import pkce
from webapp.lib.oauth.apps import ProviderApp


@dataclass(frozen=True, slots=True, kw_only=True)
class Handshake:
    """`state` comes back with whoever was sent, `verifier` proves that it was us who sent them (RFC 7636)."""

    state: str
    verifier: str


def new_handshake() -> Handshake:
    """A handshake with secrets that nobody can guess."""
    return Handshake(state=secrets.token_urlsafe(32), verifier=secrets.token_urlsafe(48))


def consent_address(
    app: ProviderApp,
    handshake: Handshake,
    *,
    scopes: Sequence[str],
    redirect_uri: str,
    extras: Mapping[str, str],
) -> str:
    """The address of the consent page. `extras`: what only this provider wants to know."""
    asked = {
        "client_id": app.client_id,
        "response_type": "code",
        "redirect_uri": redirect_uri,
        "scope": " ".join(scopes),
        "state": handshake.state,
        "code_challenge": pkce.challenge_of(handshake.verifier),
        "code_challenge_method": "S256",
        **extras,
    }
    return f"{app.authorize_url}?{urlencode(asked)}"
