"""What programs learn about whoever signed in to them."""

from dataclasses import replace

import pytest
from flask import Flask

from tests.builders import NOW, make_tokens
from tests.conftest import StoppedClock
from webapp.blueprints.api.presenters.oauth import claims, token_object
from webapp.lib import id_tokens
from webapp.models import Grant
from webapp.services.oauth.tokens import Pair


@pytest.fixture
def pair(maya_grant: Grant, clock: StoppedClock) -> Pair:
    return make_tokens(maya_grant)


def test_the_id_token_is_about_the_grant(pair: Pair) -> None:
    shown = token_object(pair, now=NOW)

    assert (
        id_tokens.decode(shown["id_token"], now=NOW)
        == claims(pair.authorization, issued_at=NOW, lasts=3600).as_json()
    )
    assert shown["grant_id"] == pair.authorization.grant_id


def test_without_a_refresh_token_there_is_no_such_key(pair: Pair) -> None:
    assert "refresh_token" in token_object(pair, now=NOW)
    assert "refresh_token" not in token_object(replace(pair, refresh=None), now=NOW)


def test_the_issuer_is_our_own_address(app: Flask, pair: Pair) -> None:
    assert claims(pair.authorization, issued_at=NOW, lasts=5).issuer == app.config["BASE_URL"]
