"""What an operator reads when a command refuses: one line of English."""

from pathlib import Path

import pytest
from flask import Flask

from tests.builders import (
    NOW,
    grant_of,
    make_application,
    make_configuration,
    make_grant,
    make_organizer,
)
from tests.command_line import said
from tests.mail_server import MailServer, sending_to
from webapp.commands import Command
from webapp.services.access import sign_ins
from webapp.services.calendars import grants


def test_every_command_that_asks_the_database_ends_refused_in_one_line(sqlite_app: Flask) -> None:
    elsewhere = {"db", "shell", "run", "routes", "words"}  # Flask's, Alembic's, and catalogues of words

    commands = dict(sqlite_app.cli.commands)
    for group in ("redirect-uris", "keys"):
        commands |= commands.pop(group).commands  # type: ignore[attr-defined]  # a group of commands

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


def test_who_can_sign_in_is_listed(sqlite_app: Flask) -> None:
    make_organizer(timezone="Europe/Stockholm")

    assert said(sqlite_app, "list-organizers") == "maya@example.com  Maya Lindqvist  Europe/Stockholm\n"


def test_a_password_is_reset_by_a_command(sqlite_app: Flask) -> None:
    make_organizer()

    answer = said(sqlite_app, "reset-password", "Maya@example.com", "--password", "another password")

    assert answer == "maya@example.com has a new password, and is signed out everywhere.\n"
    assert sign_ins.sign_in("maya@example.com", "another password", now=NOW)


def test_what_a_removed_organizer_leaves_is_said(sqlite_app: Flask) -> None:
    make_configuration(grant_of(make_organizer()))

    answer = said(sqlite_app, "remove-organizer", "maya@example.com")

    assert answer.startswith("maya@example.com can sign in no more.\nGrants that are nobody's now: 1.")
    assert said(sqlite_app, "list-organizers") == ""


def test_nothing_is_said_of_pages_when_a_removed_organizer_leaves_none(sqlite_app: Flask) -> None:
    make_organizer()

    answer = said(sqlite_app, "remove-organizer", "maya@example.com")

    assert answer == (
        "maya@example.com can sign in no more.\n"
        "Grants that are nobody's now: 1. Give a grant to somebody with `give-grant`.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["reset-password", "nobody@example.com"], "There is no organizer with this address."),
        (
            ["create-organizer", "maya@example.com", "--name", "M"],
            "There is already an organizer with this address.",
        ),
        (["create-organizer", "ben", "--name", "Ben"], "`email` must be a valid e-mail address."),
        (["create-organizer", "ben@example.com", "--name", " "], "`name` is required."),
        (
            ["create-organizer", "ben@example.com", "--name", "Ben", "--timezone", "Mars/Base"],
            "`timezone` is not a known time zone.",
        ),
    ],
)
def test_what_is_wrong_is_said_before_a_password_is_asked_for(
    sqlite_app: Flask, arguments: list[str], line: str
) -> None:
    make_organizer()

    assert said(sqlite_app, *arguments) == f"Error: {line}\n"


@pytest.mark.parametrize(
    "arguments",
    [["reset-password", "maya@example.com"], ["create-organizer", "ben@example.com", "--name", "Ben"]],
)
def test_a_password_that_is_not_given_is_asked_for_twice(sqlite_app: Flask, arguments: list[str]) -> None:
    make_organizer()

    sqlite_app.test_cli_runner().invoke(args=arguments, input="a new password\na new password\n")

    assert sign_ins.sign_in(arguments[1], "a new password", now=NOW)


@pytest.mark.parametrize("command", ["reset-password", "remove-organizer", "give-grant", "make-admin"])
def test_an_organizer_who_is_not_there_is_said_in_one_line(sqlite_app: Flask, command: str) -> None:
    make_grant()
    arguments = {
        "reset-password": ["nobody@example.com", "--password", "another password"],
        "remove-organizer": ["nobody@example.com"],
        "make-admin": ["nobody@example.com"],
        "give-grant": ["maya@example.com", "nobody@example.com"],
    }

    assert (
        said(sqlite_app, command, *arguments[command]) == "Error: There is no organizer with this address.\n"
    )


def test_a_grant_can_be_given_to_an_organizer(sqlite_app: Flask) -> None:
    team, maya = make_grant("team@example.com"), make_organizer()

    answer = said(sqlite_app, "give-grant", "team@example.com", maya.email)

    assert answer == f"The grant {team.id} (team@example.com) is maya@example.com's now.\n"
    assert grants.find(make_application().id, team.email).organizer_id == maya.id


def test_a_grant_that_is_not_there_cannot_be_given(sqlite_app: Flask) -> None:
    make_organizer()

    answer = said(sqlite_app, "give-grant", "team@example.com", "maya@example.com")

    assert answer.startswith("Error: ")
    assert len(answer.splitlines()) == 1


def test_a_test_mail_arrives(sqlite_app: Flask) -> None:
    mail_server = MailServer()
    with mail_server.running() as port, sending_to(port, sqlite_app):
        answer = said(sqlite_app, "send-test-mail", "you@example.com")

    (message,) = mail_server.messages()
    assert (message["To"], message["Subject"]) == ("you@example.com", "Openslot can send mails")
    assert answer == "The mail is accepted by the mail server.\n"


def test_a_refused_test_mail_says_what_the_server_said(sqlite_app: Flask) -> None:
    mail_server = MailServer()
    mail_server.recipient_reply = "550 no such mailbox"
    with mail_server.running() as port, sending_to(port, sqlite_app):
        answer = said(sqlite_app, "send-test-mail", "you@example.com")

    assert answer == "Error: The mail was not sent: recipient_refused: 550 no such mailbox\n"


def test_without_a_mail_server_a_test_mail_is_captured_in_a_folder_that_is_named(sqlite_app: Flask) -> None:
    folder = Path(sqlite_app.config["OPENSLOT_DATA"]) / "mail"
    before = set(folder.glob("*"))

    answer = said(sqlite_app, "send-test-mail", "you@example.com")

    (file,) = set(folder.glob("*")) - before
    assert answer == f"The mail is captured as {file.name}.\nCaptured mails are in {file.parent}.\n"


def test_a_test_mail_to_no_address_is_refused(sqlite_app: Flask) -> None:
    answer = said(sqlite_app, "send-test-mail", "you")

    assert answer == "Error: `address` must be a valid e-mail address.\n"


def test_no_demo_is_made_in_production(sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sqlite_app.config, "OPENSLOT_ENV", "production")

    assert said(sqlite_app, "demo") == "Error: OPENSLOT_ENV is production: no demo is made here.\n"


def test_a_setup_link_is_printed_while_nobody_can_sign_in(sqlite_app: Flask) -> None:
    link = said(sqlite_app, "setup-link")

    assert link.startswith("https://book.example.org/setup/")


def test_once_somebody_can_sign_in_no_setup_link_is_printed(sqlite_app: Flask) -> None:
    make_organizer()

    answer = said(sqlite_app, "setup-link")

    assert answer == "Error: This installation is set up: somebody can sign in already.\n"


def test_the_first_start_prints_a_link_then_asks_for_an_administrator_then_nothing(sqlite_app: Flask) -> None:
    first = said(sqlite_app, "first-start")
    maya = make_organizer()
    without_administrator = said(sqlite_app, "first-start")
    made = said(sqlite_app, "make-admin", maya.email)
    later = said(sqlite_app, "first-start")

    assert first.strip().startswith("set it up     https://book.example.org/setup/")
    assert without_administrator == "  Nobody is an administrator yet: ./run flask make-admin EMAIL\n"
    assert (made, later) == ("maya@example.com is an administrator now.\n", "")


def test_an_administrator_is_marked_in_the_list(sqlite_app: Flask) -> None:
    said(
        sqlite_app,
        "create-organizer",
        "ben@example.com",
        "--name",
        "Ben",
        "--password",
        "long enough",
        "--admin",
    )

    assert said(sqlite_app, "list-organizers") == "ben@example.com  Ben  UTC  administrator\n"


def test_an_address_to_come_back_to_is_registered_listed_and_removed(sqlite_app: Flask) -> None:
    client_id, url = make_application().id, "http://127.0.0.1/back"

    added = said(sqlite_app, "redirect-uris", "add", url, "--platform", "desktop")

    assert added == f"{url} is registered for the client_id {client_id}.\n"
    assert said(sqlite_app, "redirect-uris", "list") == f"desktop  {url}\n"
    assert said(sqlite_app, "redirect-uris", "remove", url) == f"{url} is not registered any more.\n"
    assert said(sqlite_app, "redirect-uris", "list") == ""


def test_an_address_that_is_not_registered_is_not_removed(sqlite_app: Flask) -> None:
    refused = said(sqlite_app, "redirect-uris", "remove", "https://app.example.com/back")

    assert refused == "Error: There is no such registered address.\n"
