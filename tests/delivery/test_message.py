"""The message itself, where Flask-Mail alone would be wrong."""

from flask import Flask

from tests.mail_server import parsed
from webapp.delivery.message import Mail


def test_a_long_ascii_line_is_folded(sqlite_app: Flask) -> None:
    mail = Mail(
        message_id="<1@example.org>",
        subject="s",
        recipients=["a@example.com"],
        sender="b@example.com",
        body="x" * 5000,
    )

    assert max(map(len, mail.as_bytes().splitlines())) <= 998
    assert parsed(mail.as_bytes()).get_body(("plain",)).get_content() == "x" * 5000  # type: ignore[union-attr]
