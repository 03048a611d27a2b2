"""A program shows who it is with an API key of its own application."""

import pytest
from flask import Flask

from tests.builders import NOW, make_api_key, make_application, make_other_application
from tests.conftest import StoppedClock
from webapp.errors import OAuthRefused
from webapp.services.access import api_keys
from webapp.services.oauth import clients


@pytest.fixture
def client_id(app: Flask, clock: StoppedClock) -> str:
    return make_application().id


def test_an_api_key_of_the_application_is_its_secret(client_id: str) -> None:
    assert clients.has_secret(client_id, make_api_key(), now=NOW)


@pytest.mark.parametrize("secret", [None, ""])
def test_a_program_may_come_without_a_secret(client_id: str, secret: str | None) -> None:
    assert not clients.has_secret(client_id, secret, now=NOW)


def test_a_key_of_another_application_is_refused(client_id: str) -> None:
    other = api_keys.create(make_other_application().id, name="other", now=NOW)

    with pytest.raises(OAuthRefused, match="invalid_client.secret"):
        clients.has_secret(client_id, other, now=NOW)


def test_what_is_no_key_is_refused(client_id: str) -> None:
    with pytest.raises(OAuthRefused, match="invalid_client.secret"):
        clients.has_secret(client_id, "osk_nobody", now=NOW)


def test_a_revoked_key_is_refused(client_id: str) -> None:
    key = make_api_key()
    api_keys.revoke(client_id, api_keys.listing(client_id)[0].id, now=NOW)

    with pytest.raises(OAuthRefused, match="invalid_client.secret"):
        clients.has_secret(client_id, key, now=NOW)
