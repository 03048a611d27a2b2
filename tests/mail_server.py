"""A real SMTP server on 127.0.0.1 that keeps what it is given, or refuses as it is told."""

from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, cast

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from flask import Flask

from tests.receivers import closed_port
from tests.waiting import HANG_SECONDS
from webapp.delivery import mail


class MailServer:
    """`received` are the raw messages; `recipient_reply` and `data_reply` are answered instead of 250."""

    def __init__(self) -> None:
        self.received: list[bytes] = []
        self.recipients: list[str] = []
        self.recipient_reply = ""
        self.data_reply = ""
        # Given a name, it does not ask the name server for one at each connection.
        self._controller: Any = Controller(
            self,
            hostname="127.0.0.1",
            port=closed_port(),
            server_hostname="mail.example.org",
            ready_timeout=HANG_SECONDS,
        )

    def messages(self) -> list[EmailMessage]:
        """What came, read. Not a property: aiosmtpd looks at every attribute for each connection."""
        return [parsed(raw) for raw in self.received]

    async def handle_RCPT(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if self.recipient_reply:
            return self.recipient_reply
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        if self.data_reply:
            return self.data_reply
        self.received.append(bytes(cast(bytes, envelope.content)))
        self.recipients.extend(envelope.rcpt_tos)
        return "250 OK"

    @contextmanager
    def running(self) -> Iterator[int]:
        """Yields the port."""
        self._controller.start()
        try:
            yield int(self._controller.port)
        finally:
            self._controller.stop()


@pytest.fixture
def mails(app: Flask) -> Iterator[MailServer]:
    """All that the app sends."""
    server = MailServer()
    with server.running() as port, sending_to(port, app):
        yield server


@contextmanager
def sending_to(port: int, app: Flask) -> Iterator[None]:
    """Let an app send its mails to this port of 127.0.0.1 for a while."""
    before = {name: app.config[name] for name in ("MAIL_SERVER", "MAIL_PORT")}
    app.config.update(MAIL_SERVER="127.0.0.1", MAIL_PORT=port)
    mail.init_app(app)
    try:
        yield
    finally:
        app.config.update(before)
        mail.init_app(app)


def parsed(raw: bytes) -> EmailMessage:
    return message_from_bytes(raw, policy=policy.default)


@contextmanager
def closed_mail_server(app: Flask) -> Iterator[None]:
    with sending_to(1, app):
        yield
