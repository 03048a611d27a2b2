"""How mails fare, and the test mail."""

import pytest
from flask import Flask

from tests.builders import MAYA, NOW, make_webhook
from tests.promises import claim, entry, promise_mail, promise_webhook, unsettled
from webapp import outbox
from webapp.extensions import db, transaction
from webapp.lib.counting import Count
from webapp.models import Organizer, OutboxEntry
from webapp.models.outbox import MAIL
from webapp.services.promises import mail_state


@pytest.fixture
def maya(app: Flask, maya: Organizer) -> Organizer:
    return maya


def fail(entry_id: int, *, at: int) -> None:
    with transaction() as session:
        session.get_one(OutboxEntry, entry_id).failed_at = at


def test_the_last_mail_that_went_out_counts(app: Flask) -> None:
    before = mail_state.last_success()
    for at in (NOW + 2, NOW + 1):
        promise_mail()
        (claimed,) = claim()
        with transaction() as session:
            outbox.settle(session, claimed, now=at, detail="accepted")
    db.session.close()

    assert (before, mail_state.last_success()) == (None, NOW + 2)


def test_the_newest_mails_that_failed_are_listed_first(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail_state, "SHOWN_AT_MOST", 2)
    ids = [promise_mail() for _ in range(3)]
    for id_ in ids:
        fail(id_, at=NOW)
    promise_mail()

    assert [failure.entry.id for failure in mail_state.failures()] == [ids[2], ids[1]]


def test_mails_that_wait_are_counted(app: Flask) -> None:
    for _ in range(2):
        promise_mail()

    assert mail_state.waiting() == Count(2)


def test_a_test_asked_for_again_takes_the_place_of_one_that_waits(maya: Organizer) -> None:
    mail_state.send_test(maya, now=NOW)
    first = mail_state.last_test(maya)
    db.session.close()
    mail_state.send_test(maya, now=NOW + 1)
    second = mail_state.last_test(maya)

    assert first is not None
    assert second is not None
    assert (entry(first.entry.id).withdrawn_at, unsettled()) == (NOW + 1, 1)
    assert (second.entry.kind, second.address, second.state) == (MAIL, MAYA, "waiting")
    assert [claimed.id for claimed in claim(now=NOW + 1)] == [second.entry.id]


def test_a_webhook_that_fails_is_no_mail(app: Flask) -> None:
    fail(promise_webhook(make_webhook()), at=NOW)

    assert (mail_state.failures(), mail_state.waiting()) == ([], Count(0))
