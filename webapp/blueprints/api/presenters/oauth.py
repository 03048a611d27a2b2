"""What programs learn about whoever signed in to them (wire contract section 12, RFC 6749 section 5.1)."""

from typing import Any

from webapp.lib import id_tokens, links
from webapp.lib.id_tokens import Claims
from webapp.models import Authorization
from webapp.services.oauth.tokens import ACCESS_SECONDS, Pair


def token_object(pair: Pair, *, now: int) -> dict[str, Any]:
    """A new pair of tokens. `refresh_token` is there for `offline` access only."""
    grant = pair.authorization.grant
    shown = {
        "access_token": pair.access,
        "id_token": id_tokens.encode(claims(pair.authorization, issued_at=now, lasts=ACCESS_SECONDS)),
        "token_type": "Bearer",
        "expires_in": ACCESS_SECONDS,
        "grant_id": grant.id,
        "email": grant.email,
        "provider": grant.provider,
        "scope": " ".join(grant.scope),
    }
    return shown if pair.refresh is None else {**shown, "refresh_token": pair.refresh}


def claims(authorization: Authorization, *, issued_at: int, lasts: int) -> Claims:
    """Who signed in to which program, and with which grant."""
    grant = authorization.grant
    return Claims(
        issuer=links.origin(),
        audience=authorization.application_id,
        subject=grant.id,
        authorization_id=authorization.id,
        email=grant.email,
        name=authorization.organizer.name,
        provider=grant.provider,
        issued_at=issued_at,
        expires_at=issued_at + lasts,
    )
