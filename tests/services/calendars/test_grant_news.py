"""Webhooks hear of every change of a grant, and its organizer hears when it lets us in no more."""

import pytest
from flask import Flask
from sqlalchemy import select

from tests.builders import MAYA, NOW, make_webhook
from tests.fake_provider import KIND, PASSWORD, FakeServer
from tests.mail_server import MailServer, sending_to
from tests.mirrors import sync
from webapp.extensions import db
from webapp.models import Grant, OutboxEntry
from webapp.models.webhook import OF_GRANTS
from webapp.services.calendars import connecting, grants
from webapp.worker import Worker

pytestmark = pytest.mark.usefixtures("app", "clock")

ACCOUNT = {"email": "maya@elsewhere.example", "password": PASSWORD}


def promised() -> list[tuple[str, str]]:
    rows = db.session.execute(select(OutboxEntry.name, OutboxEntry.destination).order_by(OutboxEntry.id))
    found = [(row.name, row.destination) for row in rows]
    db.session.close()
    return found


def test_webhooks_hear_of_every_change(grant_elsewhere: Grant, fake: FakeServer) -> None:
    webhook = make_webhook(trigger_types=list(OF_GRANTS))
    sign_in = {"email": "jonas@elsewhere.example", "password": PASSWORD}

    connecting.connect(webhook.application_id, KIND, sign_in, now=NOW)
    other = connecting.connect(webhook.application_id, KIND, sign_in, now=NOW)
    connecting.lose(other, "provider.refused", now=NOW)
    grants.destroy(other, now=NOW)

    names = ["grant.created", "grant.updated", "grant.expired", "grant.deleted"]
    assert promised() == [(name, webhook.url) for name in names]


def test_an_account_that_lets_us_in_no_more_is_told_once(grant_elsewhere: Grant, fake: FakeServer) -> None:
    fake.password = "another"

    sync(grant_elsewhere)
    sync(grant_elsewhere, now=NOW + 86_400)

    assert promised() == [("organizer_account_lost", MAYA)]


def test_an_account_that_was_connected_again_meanwhile_is_not_lost(
    grant_elsewhere: Grant, fake: FakeServer
) -> None:
    connecting.connect(grant_elsewhere.application_id, KIND, ACCOUNT, now=NOW)

    assert not connecting.lose(grant_elsewhere, "provider.refused", now=NOW)
    assert promised() == []


def test_the_mail_names_the_account_and_leads_to_the_dashboard(
    app: Flask, grant_elsewhere: Grant, fake: FakeServer
) -> None:
    connecting.lose(grant_elsewhere, "provider.refused", now=NOW)
    server = MailServer()

    with server.running() as port, sending_to(port, app):
        Worker(app).run(until_empty=True)

    (mail,) = server.messages()
    assert "maya@elsewhere.example" in mail["Subject"]
    assert mail["Reply-To"] is None
    for part in mail.walk():
        if part.get_content_maintype() == "text":
            words = part.get_content()
            assert "https://book.example.org/dashboard" in words
            assert "maya@elsewhere.example" in words
