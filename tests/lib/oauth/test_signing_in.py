"""Signing in with what somebody gave us."""

from dataclasses import replace
from typing import Any

import pytest
from werkzeug import Request
from werkzeug.test import EnvironBuilder

from tests.oauth_server import CLIENT_ID, OWNER, OAuthServer
from webapp.errors import InvalidInput, ProviderError
from webapp.lib.oauth import flow, signing_in
from webapp.lib.oauth.apps import ProviderApp
from webapp.lib.oauth.flow import Handshake

BACK = "https://book.example.org/back"
NEEDED = (frozenset(("calendar.events", "calendar")), frozenset(("list", "calendar")))


def code_of(oauth: OAuthServer, app: ProviderApp, handshake: Handshake, *, scope: str) -> str:
    """What the consent page sends back."""
    assert app.client_id == CLIENT_ID
    address = flow.consent_address(app, handshake, scopes=[scope], redirect_uri=BACK, extras={})
    oauth.authorize(Request(EnvironBuilder(query_string=address.partition("?")[2]).get_environ()))
    return next(iter(oauth.codes))


def with_code(oauth: OAuthServer, app: ProviderApp, scope: str) -> dict[str, Any]:
    handshake = flow.new_handshake()
    code = code_of(oauth, app, handshake, scope=scope)
    return {"code": code, "code_verifier": handshake.verifier, "redirect_uri": BACK}


@pytest.mark.parametrize("scope", ["https://x.example/auth/calendar.events list", "calendar"])
def test_a_code_gives_a_refresh_token_to_keep(
    oauth: OAuthServer, provider_app: ProviderApp, scope: str
) -> None:
    got, refresh_token = signing_in.sign_in(
        provider_app, with_code(oauth, provider_app, scope), needed=NEEDED
    )

    assert (got.email, refresh_token) == (OWNER, next(iter(oauth.refresh_tokens)))


def test_a_code_is_good_only_with_its_verifier(oauth: OAuthServer, provider_app: ProviderApp) -> None:
    settings = {**with_code(oauth, provider_app, "calendar"), "code_verifier": "of somebody else"}

    with pytest.raises(ProviderError, match="provider.refused"):
        signing_in.sign_in(provider_app, settings, needed=NEEDED)


def test_a_box_that_was_not_ticked_is_told(oauth: OAuthServer, provider_app: ProviderApp) -> None:
    settings = with_code(oauth, provider_app, "calendar.events")

    with pytest.raises(InvalidInput) as refused:
        signing_in.sign_in(provider_app, settings, needed=NEEDED)

    assert (refused.value.code, refused.value.field) == ("account.scope_missing", "settings")


def test_a_refresh_token_stays_when_no_other_is_given(oauth: OAuthServer, provider_app: ProviderApp) -> None:
    token = oauth.new_refresh_token()

    assert signing_in.sign_in(provider_app, {"refresh_token": token}, needed=NEEDED)[1] == token


def test_an_installation_that_is_not_registered_says_so(provider_app: ProviderApp) -> None:
    with pytest.raises(InvalidInput) as refused:
        signing_in.sign_in(replace(provider_app, client_id=None), {"refresh_token": "x"}, needed=NEEDED)

    assert (refused.value.code, refused.value.field) == ("account.not_set_up", "provider")


@pytest.mark.parametrize(
    ("settings", "field"),
    [
        ({}, "settings.refresh_token"),
        ({"code": "c", "redirect_uri": BACK}, "settings.code_verifier"),
        ({"code": "c", "code_verifier": "v"}, "settings.redirect_uri"),
        ({"refresh_token": 7}, "settings.refresh_token"),
        ({"refresh_token": "a\nb"}, "settings.refresh_token"),
    ],
)
def test_what_is_missing_or_wrong_is_named(
    provider_app: ProviderApp, settings: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        signing_in.sign_in(provider_app, settings, needed=NEEDED)

    assert refused.value.field == field


def test_the_address_of_an_account_is_the_one_that_its_provider_tells() -> None:
    assert signing_in.checked_email("Ada@Example.com", {}) == OWNER
    assert signing_in.checked_email(None, {"email": "Ada@Example.com"}) == OWNER


@pytest.mark.parametrize(
    ("found", "wanted", "code"),
    [(OWNER, "eve@example.com", "account.other"), (None, None, "value.missing")],
)
def test_another_account_than_the_one_that_is_meant_is_refused(
    found: str | None, wanted: str | None, code: str
) -> None:
    with pytest.raises(InvalidInput, match=code):
        signing_in.checked_email(found, {"email": wanted})
