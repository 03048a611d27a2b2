"""An application that asks servers and needs no database of ours: it may reach this machine, and nothing more."""

import ipaddress
from collections.abc import Iterator

import pytest
from flask import Flask

from config import OutboundAllow
from webapp.extensions import db


@pytest.fixture
def asking_app() -> Iterator[Flask]:
    """In its context, on a database in memory that no test needs but to have a transaction open."""
    app = Flask("asking")
    loopback = OutboundAllow(hosts=frozenset(), networks=(ipaddress.ip_network("127.0.0.0/8"),))
    app.config.update(
        TESTING=True, OPENSLOT_OUTBOUND_ALLOW=loopback, SQLALCHEMY_DATABASE_URI="sqlite:///:memory:"
    )
    db.init_app(app)
    with app.app_context():
        yield app
        db.session.remove()
