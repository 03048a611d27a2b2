"""What an operator reads who makes, lists and revokes API keys."""

import pytest
from flask import Flask

from tests.builders import DAY, NOW, make_api_key, make_application
from tests.command_line import said
from tests.conftest import StoppedClock
from webapp.errors import Unauthorized
from webapp.services.access import api_keys


def test_keys_are_listed_by_their_first_characters_and_never_whole(sqlite_app: Flask) -> None:
    token = make_api_key()

    listed = said(sqlite_app, "list-api-keys")

    assert token[:12] in listed
    assert token not in listed
    assert "never used" in listed


def test_a_key_that_was_used_is_listed_with_the_time(sqlite_app: Flask) -> None:
    api_keys.authenticate(make_api_key(), now=NOW)

    assert "last used 2027-01-04 08:00 UTC" in said(sqlite_app, "list-api-keys")


def test_a_revoked_key_opens_nothing(sqlite_app: Flask) -> None:
    token = make_api_key()
    (key,) = api_keys.listing(make_application().id)

    assert said(sqlite_app, "revoke-api-key", key.id) == "The key is revoked.\n"

    with pytest.raises(Unauthorized):
        api_keys.authenticate(token, now=NOW)
    assert "revoked" in said(sqlite_app, "list-api-keys")


def test_a_key_for_a_part_of_it_all_ends_by_itself(sqlite_app: Flask, clock: StoppedClock) -> None:
    options = ("--name", "CRM", "--scope", "scheduling.read", "--days", "2")
    token = said(sqlite_app, "create-api-key", *options).strip()

    assert api_keys.authenticate(token, now=NOW).scopes == ["scheduling.read"]
    clock.advance(seconds=2 * DAY)
    assert "CRM  expired" in said(sqlite_app, "list-api-keys")


@pytest.mark.parametrize("key_id", ["osk_0123", "00000000-0000-4000-8000-000000000000", "\x00"])
def test_a_key_that_is_not_there_cannot_be_revoked(sqlite_app: Flask, key_id: str) -> None:
    make_api_key()

    assert said(sqlite_app, "revoke-api-key", key_id) == "Error: There is no such API key.\n"
