"""How mails fare, in words."""

from typing import Any

import pytest
from flask import Flask

from tests.builders import NOW
from webapp.blueprints.dashboard.presenters import mail_state as presenter
from webapp.models import Attempt, OutboxEntry
from webapp.services.promises.deliveries import Delivery

CONFIG: dict[str, Any] = {
    "MAIL_SERVER": "smtp.example.com",
    "MAIL_PORT": 587,
    "MAIL_USE_SSL": False,
    "MAIL_USE_TLS": True,
    "MAIL_USERNAME": "maya",
    "MAIL_PASSWORD": "s3cret",
    "MAIL_DEFAULT_SENDER": "Openslot <book@example.com>",
    "OPENSLOT_DATA": "/data",
}


def failed(detail: str) -> Delivery:
    entry = OutboxEntry(
        kind="mail", name="guest_booked", destination="p@example.com", failed_at=NOW, given_up_at=NOW
    )
    return Delivery(entry=entry, attempts=(Attempt(number=1, detail=detail, attempted_at=NOW),))


def test_the_settings_are_told_without_the_password(sqlite_app: Flask) -> None:
    with sqlite_app.test_request_context():
        server = presenter.server_of(CONFIG)

    assert (server.address, server.encryption, server.signs_in) == ("smtp.example.com:587", "STARTTLS", True)
    assert server.sender == "Openslot <book@example.com>"
    assert "s3cret" not in repr(server)


@pytest.mark.parametrize(
    ("detail", "said", "advice"),
    [
        ("recipient_refused: 550 No such user", "550 No such user", "does not take mails to this address"),
        ("message_refused: 554 Denied", "554 Denied", "the sender may not be used"),
        (
            "mail_server_failed: (535, b'5.7.8 no')",
            "(535, b'5.7.8 no')",
            "check MAIL_USERNAME and MAIL_PASSWORD",
        ),
        (
            "mail_server_failed: [Errno 111] Connection refused",
            "[Errno 111] Connection refused",
            "takes connections",
        ),
        (
            "mail_server_failed: [Errno -2] Name or service not known",
            "[Errno -2] Name or service not known",
            "no server of this name",
        ),
        ("mail_server_failed: timed out", "timed out", "firewall"),
        ("mail_server_failed: odd", "odd", "ask whoever runs it"),
        ("KeyError: 'x'", "'x'", "a fault of our own program"),
    ],
)
def test_a_failure_says_what_the_server_said_and_what_to_do(
    sqlite_app: Flask, detail: str, said: str, advice: str
) -> None:
    with sqlite_app.test_request_context():
        failure = presenter.failure_of(failed(detail))

    assert (failure.said, failure.state) == (said, "Given up")
    assert advice in failure.advice


def test_every_state_of_a_test_has_its_sentence() -> None:
    assert set(presenter.TESTS) == set(presenter.LOOKS) == set(presenter.STATES)
