"""An account whose provider reaches us, and its channels."""

from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import select

from tests.fake_provider import KIND, FakeServer
from tests.pushing import Answer, Sent
from webapp.extensions import db
from webapp.models import Grant, PushChannel
from webapp.worker import Worker

ORIGIN = "https://book.example.com"


@pytest.fixture
def public(app: Flask, fake: FakeServer, clock: object, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The application at an address that the provider reaches."""
    monkeypatch.setitem(app.config, "OPENSLOT_TAKES_PUSHES", True)
    monkeypatch.setitem(app.config, "BASE_URL", ORIGIN)
    fake.pusher.listener = lambda sent: deliver(app, sent)
    return app


@pytest.fixture
def channelled(public: Flask, grant_elsewhere: Grant) -> Grant:
    """Maya's account, read once and with a channel."""
    go_on(public)
    return grant_elsewhere


def deliver(app: Flask, sent: Sent) -> Answer:
    """Send a push to its address, as its provider does."""
    assert sent.address.startswith(f"{ORIGIN}/pushes/{KIND}/")
    answer = app.test_client().post(
        urlsplit(sent.address).path,
        base_url=ORIGIN,
        query_string=dict(sent.query),
        headers=dict(sent.headers),
        data=sent.body,
    )
    return answer.status_code, answer.text


def go_on(app: Flask) -> None:
    """Let a worker do all that is due."""
    db.session.close()
    Worker(app).run(until_empty=True)


def rows() -> list[PushChannel]:
    found = select(PushChannel).order_by(PushChannel.created_at, PushChannel.id)
    kept = list(db.session.scalars(found.execution_options(populate_existing=True)))
    db.session.close()
    return kept
