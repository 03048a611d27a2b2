"""Which program asks for a token: one with a secret, which is an API key, or one that cannot keep any."""

from webapp.errors import OAuthRefused, Unauthorized
from webapp.services.access import api_keys, scopes

NEEDED = scopes.scope(scopes.ACCOUNTS, scopes.WRITE)  # a token opens an account


def has_secret(client_id: str, secret: str | None, *, now: int) -> bool:
    """Whether the program has shown that it has an API key of its application. Raises OAuthRefused for a wrong one."""
    if not secret:
        return False
    try:
        key = api_keys.authenticate(secret, now=now)
    except Unauthorized as refusal:
        raise OAuthRefused("invalid_client.secret") from refusal
    if key.application_id != client_id or not scopes.allow(key.scopes, NEEDED):
        raise OAuthRefused("invalid_client.secret")
    return True
