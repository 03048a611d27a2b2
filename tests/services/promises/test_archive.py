"""What becomes of a payload after its promise was settled."""

import pytest
from sqlalchemy import select

from tests.builders import NOW
from tests.promises import promise_mail
from webapp import outbox
from webapp.extensions import db, transaction
from webapp.models import OutboxEntry
from webapp.scheduling import DAY
from webapp.services.promises import archive

pytestmark = pytest.mark.usefixtures("app")


def entry() -> OutboxEntry:
    db.session.close()
    return db.session.scalars(select(OutboxEntry)).one()


def settled() -> dict[str, object]:
    """A mail that was delivered. Returns its payload."""
    promise_mail()
    with transaction() as session:
        (claimed,) = outbox.claim(session, now=NOW, limit=1, lease_seconds=60)
    with transaction() as session:
        outbox.settle(session, claimed, now=NOW, detail="")
    return claimed.payload


def test_what_is_to_be_delivered_is_left_as_it_is() -> None:
    promise_mail()
    payload = entry().payload

    archive.tidy(now=NOW + 99 * DAY)

    assert entry().payload == payload
    assert archive.payload_of(entry()) == payload


def test_what_was_settled_is_kept_under_a_key() -> None:
    payload = settled()

    archive.tidy(now=NOW)

    assert entry().payload == {}
    assert b"priya" not in (entry().sealed or b"").lower()
    assert archive.payload_of(entry()) == payload


def test_it_is_forgotten_after_thirty_days() -> None:
    settled()
    archive.tidy(now=NOW)

    archive.tidy(now=NOW + 30 * DAY - 1)
    assert archive.payload_of(entry()) is not None

    archive.tidy(now=NOW + 30 * DAY)
    assert archive.payload_of(entry()) is None
    assert entry().destination


def test_a_withdrawn_mail_is_sealed_too() -> None:
    promise_mail()
    with transaction() as session:
        session.scalars(select(OutboxEntry)).one().settled_at = NOW

    archive.tidy(now=NOW)

    assert entry().payload == {}


def test_many_are_sealed_in_one_sweep(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "AT_ONCE", 2)
    monkeypatch.setattr(archive, "_NEWLY_SETTLED", archive._NEWLY_SETTLED.limit(2))
    for _ in range(3):
        promise_mail()
    with transaction() as session:
        for each in session.scalars(select(OutboxEntry)):
            each.settled_at = NOW

    archive.tidy(now=NOW)

    db.session.close()
    assert {each.payload == {} for each in db.session.scalars(select(OutboxEntry))} == {True}
