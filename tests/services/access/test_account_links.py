"""The mails with links of accounts: read as they arrive."""

from collections.abc import Iterator
from email.message import EmailMessage

import pytest
from flask import Flask
from jinja2 import StrictUndefined

from tests.builders import MAYA, NOW, make_organizer
from tests.mail_server import MailServer, sending_to
from webapp.services.access import forgotten_passwords, joining
from webapp.worker import Worker


@pytest.fixture(autouse=True)
def strict(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A mail that asks for more than was promised is an error."""
    monkeypatch.setattr(app.jinja_env, "undefined", StrictUndefined)
    app.jinja_env.cache.clear()  # type: ignore[union-attr]
    yield
    app.jinja_env.cache.clear()  # type: ignore[union-attr]


def arrived(app: Flask) -> dict[str, str]:
    """What was sent to whom."""
    server = MailServer()
    with server.running() as port, sending_to(port, app):
        Worker(app).run(until_empty=True)
    return {mail["To"]: _text(mail) for mail in server.messages()}


def _text(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return f"{mail['Subject']}\n{body.get_content()}".replace("\r", "")


def test_an_invitation_says_who_invites_and_where_the_account_is_made(app: Flask, clock: object) -> None:
    token = joining.invite(make_organizer(), "jonas@example.com", is_admin=False, now=NOW)

    text = arrived(app)["jonas@example.com"]

    assert text.startswith("Maya Lindqvist invites you to Openslot\n")
    assert f"Create your account: https://book.example.org/dashboard/join/{token}\n" in text
    assert "because Maya Lindqvist typed this address" in text


def test_a_link_to_a_new_password_goes_to_whoever_has_the_account(app: Flask, clock: object) -> None:
    make_organizer()
    forgotten_passwords.ask(MAYA, now=NOW)

    ((to, text),) = arrived(app).items()

    assert MAYA in to
    assert text.startswith("A new password for Openslot\n")
    assert "https://book.example.org/dashboard/forgotten/" in text
