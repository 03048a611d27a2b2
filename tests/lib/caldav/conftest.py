"""The client needs no database: an application that may reach this machine, and nothing more."""

import ipaddress
from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from config import OutboundAllow
from tests.caldav_servers import (  # noqa: F401  # fixtures, found by their names
    PASSWORD,
    USERNAME,
    caldav_server,
    radicale_server,
    xandikos_server,
)
from webapp.extensions import db
from webapp.lib.caldav.client import Client, Login, signed_in

TIMEOUT = 60.0


@pytest.fixture(autouse=True)
def app() -> Iterator[Flask]:
    app = Flask("client")
    app.config.update(
        TESTING=True,
        OPENSLOT_OUTBOUND_ALLOW=OutboundAllow(
            hosts=frozenset(), networks=(ipaddress.ip_network("127.0.0.0/8"),)
        ),
        SQLALCHEMY_DATABASE_URI="sqlite:///:memory:",
    )
    db.init_app(app)
    with app.app_context():
        yield app


@pytest.fixture
def sign_in() -> Iterator[Callable[[str], Client]]:
    """A client of the server at an address, as the user whom both real servers know."""
    opened = []

    def make(url: str) -> Client:
        opened.append(signed_in(Login(home=url, username=USERNAME, password=PASSWORD), timeout=TIMEOUT))
        return opened[-1].__enter__()

    yield make
    for each in opened:
        each.__exit__(None, None, None)
