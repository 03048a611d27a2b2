"""What a program sends for a token: which words are needed, and who is meant."""

from typing import Any

import pytest
from flask import Flask

from webapp.blueprints.api.payloads.oauth import TokenRequest
from webapp.errors import InvalidInput, OAuthRefused
from webapp.services.oauth.exchange import Exchange, Refresh

CODE = {"grant_type": "authorization_code", "client_id": "c", "code": "d", "redirect_uri": "r"}


def command(app: Flask, body: dict[str, Any], **headers: str) -> Exchange | Refresh:
    with app.test_request_context("/v3/connect/token", headers=headers):
        return TokenRequest.model_validate(body).to_command()


def test_a_code_is_exchanged(sqlite_app: Flask) -> None:
    assert command(sqlite_app, CODE) == Exchange(
        client_id="c", client_secret=None, code="d", redirect_uri="r", code_verifier=None
    )


def test_a_refresh_token_is_exchanged(sqlite_app: Flask) -> None:
    body = {"grant_type": "refresh_token", "client_id": "c", "client_secret": "s", "refresh_token": "t"}

    assert command(sqlite_app, body) == Refresh(client_id="c", client_secret="s", refresh_token="t")


def test_who_asks_may_stand_in_the_header(sqlite_app: Flask) -> None:
    # "a b:s%" in base64, each part encoded as in a form
    asked = command(sqlite_app, {**CODE, "client_id": None}, Authorization="Basic YStiOnMlMjU=")

    assert (asked.client_id, asked.client_secret) == ("a b", "s%")


def test_an_api_key_as_bearer_is_passed_over(sqlite_app: Flask) -> None:
    assert command(sqlite_app, CODE, Authorization="Bearer osk_x").client_secret is None


@pytest.mark.parametrize("name", ["grant_type", "client_id", "code", "redirect_uri"])
def test_what_is_missing_is_named(sqlite_app: Flask, name: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        command(sqlite_app, {**CODE, name: ""})

    assert refusal.value.field == name


def test_another_kind_of_exchange_is_refused(sqlite_app: Flask) -> None:
    with pytest.raises(OAuthRefused, match="unsupported_grant_type"):
        command(sqlite_app, {**CODE, "grant_type": "password"})
