"""What an operator reads when a command refuses: one line of English."""

import pytest
from flask import Flask

from tests.builders import NOW, make_api_key, make_application, make_organizer
from webapp.commands import Command
from webapp.errors import Unauthorized
from webapp.services.access import api_keys


def test_every_command_that_asks_the_database_ends_refused_in_one_line(sqlite_app: Flask) -> None:
    elsewhere = {"db", "shell", "run", "routes", "words"}  # Flask's, Alembic's, and catalogues of words

    commands = sqlite_app.cli.commands

    assert {name for name, command in commands.items() if not isinstance(command, Command)} <= elsewhere


def created(app: Flask, email: str, password: str) -> str:
    arguments = ["create-organizer", email, "--name", "Maya", "--password", password]
    answer = app.test_cli_runner().invoke(args=arguments)
    assert answer.exit_code == 1
    return answer.output


@pytest.mark.parametrize(
    ("email", "password", "said"),
    [
        ("maya", "long enough", "Error: `email` must be a valid e-mail address.\n"),
        ("maya@example.org", "short", "Error: The password must have at least 8 characters.\n"),
    ],
)
def test_a_refused_organizer_is_explained_in_one_line(
    sqlite_app: Flask, email: str, password: str, said: str
) -> None:
    assert created(sqlite_app, email, password) == said


def test_a_second_organizer_with_one_address_is_refused(sqlite_app: Flask) -> None:
    there = make_organizer()

    said = created(sqlite_app, there.email, "long enough")

    assert said == "Error: There is already an organizer with this address.\n"


def said(app: Flask, *arguments: str) -> str:
    return str(app.test_cli_runner().invoke(args=arguments).output)


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


@pytest.mark.parametrize("key_id", ["osk_0123", "00000000-0000-4000-8000-000000000000", "\x00"])
def test_a_key_that_is_not_there_cannot_be_revoked(sqlite_app: Flask, key_id: str) -> None:
    make_api_key()

    assert said(sqlite_app, "revoke-api-key", key_id) == "Error: There is no such API key.\n"
