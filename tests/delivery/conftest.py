"""A mail server that the application sends to."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.mail_server import MailServer, sending_to


@pytest.fixture
def mail_server(sqlite_app: Flask) -> Iterator[MailServer]:
    server = MailServer()
    with server.running() as port, sending_to(port, sqlite_app):
        yield server
