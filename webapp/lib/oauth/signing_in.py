"""Sign in to an account with what somebody gave us: a code of a consent page, or a refresh token."""

from collections.abc import Collection, Mapping
from typing import Annotated, Any

from pydantic import BaseModel

from webapp.errors import InvalidInput
from webapp.lib import fields, http, text
from webapp.lib.external import Access
from webapp.lib.oauth import client, tokens
from webapp.lib.oauth.apps import ProviderApp
from webapp.lib.oauth.tokens import Tokens

SECONDS = 10.0
TOKEN_AT_MOST = 8_000
ADDRESS_AT_MOST = 2_000

# Names of scopes in lower case, of which one is enough.
Needed = Collection[frozenset[str]]


class Settings(BaseModel):
    """`refresh_token`: of this installation's own registration at the provider, kept encrypted.

    Or the `code` of a consent page, with the `code_verifier` and the `redirect_uri` that were sent there. `email`: the
    account that is meant; it is refused when the token is for another one.
    """

    email: Annotated[str, fields.line(text.EMAIL_AT_MOST)] | None = None
    refresh_token: Annotated[str, fields.line(TOKEN_AT_MOST)] | None = None
    code: Annotated[str, fields.line(TOKEN_AT_MOST)] | None = None
    code_verifier: Annotated[str, fields.line(TOKEN_AT_MOST)] | None = None
    redirect_uri: Annotated[str, fields.line(ADDRESS_AT_MOST)] | None = None


def email_in(settings: Mapping[str, Any]) -> str:
    """The address of the account that these settings name, in lower case. Raises InvalidInput."""
    given = fields.checked(Settings, settings, within="settings")
    if not given.email:
        raise InvalidInput("value.missing", field="settings.email")
    return text.email(given.email, field="settings.email").lower()


def sign_in(app: ProviderApp, settings: Mapping[str, Any], *, needed: Needed) -> tuple[Tokens, str]:
    """New tokens, and the refresh token to keep. Raises InvalidInput that names what is wrong, ProviderError."""
    if not app.is_set_up:
        raise InvalidInput("account.not_set_up", field="provider", provider=app.name)
    given = fields.checked(Settings, settings, within="settings")
    with http.conversation(SECONDS) as talk:
        if given.code:
            got = tokens.exchange(
                talk,
                app,
                code=given.code,
                verifier=_needed(given.code_verifier, "settings.code_verifier"),
                redirect_uri=_needed(given.redirect_uri, "settings.redirect_uri"),
            )
        else:
            got = tokens.refresh(talk, app, _needed(given.refresh_token, "settings.refresh_token"))
    if got.scopes is not None and not _are_enough(got.scopes, needed):
        raise InvalidInput("account.scope_missing", field="settings", provider=app.name)
    return got, _needed(got.refresh_token or given.refresh_token, "settings.refresh_token")


def access_of(kind: str, settings: Mapping[str, Any], *, needed: Needed) -> Access:
    """How to reach the account that `sign_in` lets us in to. `email` is empty where the provider did not tell it."""
    got, refresh_token = sign_in(client.app_of(kind), settings, needed=needed)
    client.known_tokens.keep(refresh_token, got)
    return Access(email=got.email or "", settings={}, secret={"refresh_token": refresh_token})


def checked_email(found: str | None, settings: Mapping[str, Any]) -> str:
    """The account's address in lower case. Raises InvalidInput when another one was meant, or none was told."""
    wanted = settings.get("email")
    email = (found or wanted or "").lower()
    if not email:
        raise InvalidInput("value.missing", field="settings.email")
    if wanted and wanted.lower() != email:
        raise InvalidInput("account.other", field="settings.email")
    return text.email(email, field="settings.email").lower()


def _are_enough(scopes: Collection[str], needed: Needed) -> bool:
    names = {scope.lower().rpartition("/")[2] for scope in scopes}
    return all(names & enough for enough in needed)


def _needed(value: str | None, field: str) -> str:
    if not value:
        raise InvalidInput("value.missing", field=field)
    return value
