"""Requests in the name of an account."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from pytest_httpserver import HTTPServer

from tests.conftest import StoppedClock
from tests.oauth_server import OWNER, OAuthServer
from webapp.errors import ProviderError
from webapp.lib.external import Access
from webapp.lib.oauth import client
from webapp.lib.oauth.apps import ProviderApp

pytestmark = pytest.mark.usefixtures("provider_app")


@pytest.fixture
def access(oauth: OAuthServer) -> Access:
    return Access(email=OWNER, settings={}, secret={"refresh_token": oauth.new_refresh_token()})


def ask(access: Access, path: str = "list") -> int:
    with client.signed_in("google", access, timeout=10) as asking:
        return asking.request("GET", path).status


def test_one_token_does_for_many_requests(oauth: OAuthServer, access: Access) -> None:
    assert [ask(access), ask(access)] == [200, 200]
    assert oauth.refreshed == 1


def test_a_token_that_has_ended_is_replaced_before_it_is_used(
    oauth: OAuthServer, access: Access, clock: StoppedClock
) -> None:
    ask(access)
    clock.advance(seconds=3590)
    ask(access)

    assert oauth.refreshed == 2


def test_a_token_that_was_taken_back_is_replaced_once(oauth: OAuthServer, access: Access) -> None:
    ask(access)
    oauth.access_tokens.clear()

    assert (ask(access), oauth.refreshed) == (200, 2)


def test_an_account_that_lets_us_in_no_more_is_told(oauth: OAuthServer, access: Access) -> None:
    ask(access)
    oauth.lock_out()

    with pytest.raises(ProviderError, match="provider.refused"):
        ask(access)


def test_an_api_that_takes_no_token_lets_us_in_no_more(httpserver: HTTPServer, oauth: OAuthServer) -> None:
    httpserver.expect_oneshot_request("/api/list").respond_with_data("", status=401)
    httpserver.expect_oneshot_request("/api/list").respond_with_data("", status=401)
    access = Access(email=OWNER, settings={}, secret={"refresh_token": oauth.new_refresh_token()})

    with pytest.raises(ProviderError, match="provider.refused"):
        ask(access)


def test_another_refresh_token_is_stored_before_it_is_used(oauth: OAuthServer, access: Access) -> None:
    oauth.rotates = True
    stored: list[Mapping[str, Any]] = []

    ask(replace(access, secret={**access.secret, "more": "kept"}, renew=stored.append))

    assert stored == [{"refresh_token": next(iter(oauth.refresh_tokens)), "more": "kept"}]


def test_who_has_the_old_refresh_token_goes_on_with_the_same_access(
    oauth: OAuthServer, access: Access
) -> None:
    oauth.rotates = True
    ask(access)

    assert (ask(access), oauth.refreshed) == (200, 1)


def test_no_token_is_sent_to_another_server(access: Access) -> None:
    with pytest.raises(ProviderError, match="provider.elsewhere"):
        ask(access, "https://evil.example/next")


def test_an_account_without_its_token_lets_nobody_in() -> None:
    with pytest.raises(ProviderError, match="provider.refused"):
        ask(Access(email=OWNER, settings={}, secret={}))


def test_a_provider_that_is_not_set_up_any_more_is_not_asked(asking_app: Flask, access: Access) -> None:
    app: ProviderApp = asking_app.config["OPENSLOT_PROVIDER_APPS"]["google"]
    asking_app.config["OPENSLOT_PROVIDER_APPS"] = {"google": replace(app, client_id=None)}

    with pytest.raises(ProviderError, match="provider.not_set_up"):
        ask(access)
