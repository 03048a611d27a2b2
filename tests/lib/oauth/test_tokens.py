"""Tokens, and why there are none."""

import json
from dataclasses import replace

import pytest
from pytest_httpserver import HTTPServer

from tests.oauth_server import OWNER, OAuthServer
from webapp.errors import ProviderError
from webapp.lib.http import Conversation
from webapp.lib.oauth import tokens
from webapp.lib.oauth.apps import ProviderApp


def test_a_refresh_token_gives_an_access_token_and_says_whose(
    oauth: OAuthServer, talk: Conversation, provider_app: ProviderApp
) -> None:
    got = tokens.refresh(talk, provider_app, oauth.new_refresh_token())

    assert got.access_token in oauth.access_tokens
    assert (got.seconds, got.refresh_token, got.email) == (3599, None, OWNER)


def test_a_provider_may_give_another_refresh_token(
    oauth: OAuthServer, talk: Conversation, provider_app: ProviderApp
) -> None:
    oauth.rotates = True

    got = tokens.refresh(talk, provider_app, oauth.new_refresh_token())

    assert {got.refresh_token} == oauth.refresh_tokens


def test_a_token_that_was_taken_back_is_told(
    oauth: OAuthServer, talk: Conversation, provider_app: ProviderApp
) -> None:
    with pytest.raises(ProviderError, match="provider.refused"):
        tokens.refresh(talk, provider_app, "taken back")


def test_a_wrong_client_secret_is_the_operators_fault(
    oauth: OAuthServer, talk: Conversation, provider_app: ProviderApp
) -> None:
    wrong = replace(provider_app, client_secret="wrong")

    with pytest.raises(ProviderError, match="provider.client_refused"):
        tokens.refresh(talk, wrong, oauth.new_refresh_token())


@pytest.mark.parametrize(
    ("status", "body", "code"),
    [
        (200, "<html>", "provider.not_understood"),
        (200, "[]", "provider.not_understood"),
        (200, "{}", "provider.not_understood"),
        (200, '{"access_token": "a\\r\\nb"}', "provider.not_understood"),
        (400, '{"error": "temporarily_unavailable"}', "provider.failed"),
        (429, "", "provider.throttled"),
        (502, "", "provider.failed"),
    ],
)
def test_an_answer_that_is_no_token_is_named(
    httpserver: HTTPServer,
    talk: Conversation,
    provider_app: ProviderApp,
    status: int,
    body: str,
    code: str,
) -> None:
    httpserver.expect_request("/token").respond_with_data(body, status=status)

    with pytest.raises(ProviderError, match=code):
        tokens.refresh(talk, provider_app, "any")


@pytest.mark.parametrize("id_token", [None, "", "a.b", "a.&.c", "a.bm8.c", "e30.W10.c"])
def test_a_provider_that_does_not_say_who_it_is_is_no_trouble(
    httpserver: HTTPServer, talk: Conversation, provider_app: ProviderApp, id_token: str | None
) -> None:
    said = json.dumps({"access_token": "a", "id_token": id_token})
    httpserver.expect_request("/token").respond_with_data(said)

    got = tokens.refresh(talk, provider_app, "any")

    assert (got.email, got.scopes, got.refresh_token) == (None, None, None)
