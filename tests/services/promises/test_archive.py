"""What becomes of a payload after its promise was settled."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.builders import NOW
from tests.promises import claim, promise_mail
from tests.racing import race
from webapp import outbox
from webapp.extensions import db, transaction
from webapp.models import OutboxEntry
from webapp.outbox import Claimed
from webapp.scheduling import DAY
from webapp.services.promises import archive

pytestmark = pytest.mark.usefixtures("app")


def entries() -> list[OutboxEntry]:
    db.session.close()
    return list(db.session.scalars(select(OutboxEntry)))


def entry() -> OutboxEntry:
    (found,) = entries()
    return found


def payloads() -> list[dict[str, Any] | None]:
    return [archive.payload_of(each) for each in entries()]


def settle_all() -> None:
    with transaction() as session:
        session.execute(update(OutboxEntry).values(settled_at=NOW))


def dying(*_: object) -> None:
    raise RuntimeError


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


def sealed_on_its_way() -> tuple[Claimed, dict[str, object]]:
    """A mail that was withdrawn and sealed while a worker was sending it, and its payload."""
    promise_mail()
    (claimed,) = claim(lease_seconds=60)
    with transaction() as session:
        session.execute(update(OutboxEntry).values(settled_at=NOW, withdrawn_at=NOW))
    archive.tidy(now=NOW)
    return claimed, claimed.payload


def test_what_was_sent_after_all_keeps_its_payload() -> None:
    claimed, payload = sealed_on_its_way()

    with transaction() as session:
        assert outbox.settle(session, claimed, now=NOW + 1, detail="sent")

    assert (entry().withdrawn_at, entry().settled_at) == (None, NOW + 1)
    assert archive.payload_of(entry()) == payload


@pytest.mark.parametrize("failure", [partial(outbox.postpone, due_at=NOW), outbox.give_up, outbox.drop])
def test_what_was_sealed_is_never_sent_again(failure: Callable[..., bool]) -> None:
    claimed, payload = sealed_on_its_way()

    with transaction() as session:
        assert not failure(session, claimed, now=NOW + 1, detail="no")

    assert claim(now=NOW + 99) == []
    assert archive.payload_of(entry()) == payload


def test_what_was_sealed_is_never_sent_again_when_its_worker_died() -> None:
    sealed_on_its_way()

    assert claim(now=NOW + 61) == []


def test_a_sweep_that_dies_leaves_every_payload_to_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    payload = settled()
    promise_mail()
    settle_all()
    with monkeypatch.context() as broken:
        broken.setattr(archive, "update", dying)
        with pytest.raises(RuntimeError):
            archive.tidy(now=NOW)
    assert payloads() == [payload, payload]

    archive.tidy(now=NOW)

    assert payloads() == [payload, payload]
    assert {each.payload == {} for each in entries()} == {True}


def test_sweeps_at_once_keep_every_payload(app: Flask) -> None:
    payload = settled()

    race(app, [lambda: archive.tidy(now=NOW)] * 4)

    assert payloads() == [payload]
