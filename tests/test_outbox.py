"""Promises: what may be claimed, by whom, in which order, and what an outcome changes. On both databases."""

import threading

import pytest
from flask import Flask

from tests import builders
from tests.builders import NOW
from tests.promises import attempts, claim, entry, promise_mail, promise_webhook
from webapp import outbox
from webapp.extensions import db, transaction
from webapp.models import OutboxEntry, WorkerBeat
from webapp.outbox import Claimed

pytestmark = pytest.mark.usefixtures("app")


def settle(claimed: Claimed, *, now: int = NOW) -> bool:
    with transaction() as session:
        return outbox.settle(session, claimed, now=now, detail="sent")


def test_a_promise_is_gone_when_its_transaction_fails() -> None:
    with pytest.raises(ZeroDivisionError):
        _promise_and_fail()

    assert claim() == []


def test_what_is_claimed_carries_the_frozen_promise() -> None:
    entry_id = promise_mail(to="priya@example.com")

    (claimed,) = claim()

    assert (claimed.id, claimed.kind, claimed.name, claimed.attempt) == (entry_id, "mail", "guest_booked", 1)
    assert claimed.payload["to"]["email"] == "priya@example.com"


def test_nothing_is_claimed_before_it_is_due() -> None:
    promise_mail(due_at=NOW + 60)

    assert claim(now=NOW + 59) == []
    assert len(claim(now=NOW + 60)) == 1


def test_a_claimed_entry_is_not_claimed_again_while_its_lease_lasts() -> None:
    promise_mail()
    claim(lease_seconds=60)

    assert claim(now=NOW + 59) == []


def test_a_lease_that_ran_out_is_taken_over_and_counted() -> None:
    promise_mail()
    (first,) = claim(lease_seconds=60)

    (second,) = claim(now=NOW + 60)

    assert (second.id, second.uid, second.attempt) == (first.id, first.uid, 2)


def test_only_the_head_of_a_stream_is_claimed() -> None:
    first = promise_mail(stream="first")
    second = promise_mail(stream="first")

    (head,) = claim()
    assert head.id == first
    assert settle(head)
    assert [claimed.id for claimed in claim()] == [second]


def test_a_postponed_head_holds_its_stream_and_no_other() -> None:
    promise_mail(stream="first")
    promise_mail(stream="first")
    other = promise_mail(stream="other", due_at=NOW + 1)
    (head,) = claim()
    with transaction() as session:
        outbox.postpone(session, head, now=NOW, due_at=NOW + 60, detail="later")

    assert [claimed.id for claimed in claim(now=NOW + 1)] == [other]


def test_giving_up_lets_the_next_of_the_stream_go() -> None:
    promise_mail(stream="first")
    second = promise_mail(stream="first")
    (head,) = claim()
    with transaction() as session:
        outbox.give_up(session, head, now=NOW, detail="no such user")

    assert [claimed.id for claimed in claim()] == [second]


def test_one_receiver_gets_no_more_than_its_share() -> None:
    for number in range(5):
        promise_mail(to=f"guest{number}@example.com")

    assert len(claim(per_receiver=2)) == 2  # all mails go through one server


def test_a_busy_receiver_is_left_alone() -> None:
    promise_mail()

    assert claim(busy_receivers={"mail"}) == []


def test_looking_for_work_sees_what_a_claim_would_get() -> None:
    promise_mail()

    assert outbox.is_anything_due(db.session(), now=NOW)
    assert not outbox.is_anything_due(db.session(), now=NOW - 1)


def test_settling_writes_the_attempt_down() -> None:
    entry_id = promise_mail()
    (claimed,) = claim()

    settle(claimed, now=NOW + 5)

    assert entry(entry_id).settled_at == NOW + 5
    assert attempts(entry_id) == [(1, "delivered", "sent")]


def test_an_outcome_of_a_lost_claim_changes_nothing() -> None:
    entry_id = promise_mail()
    (late,) = claim(lease_seconds=60)
    claim(now=NOW + 60)

    assert not settle(late)
    assert entry(entry_id).settled_at is None
    assert attempts(entry_id) == []


def test_settling_twice_counts_once() -> None:
    promise_mail()
    (claimed,) = claim()

    assert settle(claimed)
    assert not settle(claimed)


def test_dropping_settles_as_withdrawn() -> None:
    entry_id = promise_mail()
    (claimed,) = claim()
    with transaction() as session:
        outbox.drop(session, claimed, now=NOW, detail="webhook deleted")

    assert (entry(entry_id).settled_at, entry(entry_id).withdrawn_at) == (NOW, NOW)


def test_withdrawing_takes_the_mails_of_one_booking() -> None:
    booking = builders.make_booking(builders.make_configuration())
    _settle_all()
    mail = promise_mail(booking_id=booking.id)
    webhook = promise_webhook(builders.make_webhook(), booking_id=booking.id)
    of_another = promise_mail()

    with transaction() as session:
        outbox.withdraw_mails(session, booking_id=booking.id, now=NOW)

    assert entry(mail).withdrawn_at == NOW
    assert entry(webhook).settled_at is None
    assert entry(of_another).settled_at is None


def test_a_withdrawal_after_the_claim_is_seen_just_before_sending() -> None:
    booking = builders.make_booking(builders.make_configuration())
    _settle_all()
    promise_mail(booking_id=booking.id)
    (claimed,) = claim()
    assert not outbox.is_withdrawn(claimed)

    with transaction() as session:
        outbox.withdraw_mails(session, booking_id=booking.id, now=NOW)

    assert outbox.is_withdrawn(claimed)


def test_what_was_withdrawn_while_it_was_sent_counts_as_sent() -> None:
    booking = builders.make_booking(builders.make_configuration())
    _settle_all()
    entry_id = promise_mail(booking_id=booking.id)
    (claimed,) = claim()
    with transaction() as session:
        outbox.withdraw_mails(session, booking_id=booking.id, now=NOW)

    assert settle(claimed)
    assert entry(entry_id).withdrawn_at is None


def test_what_was_withdrawn_is_not_brought_back_by_a_failure() -> None:
    booking = builders.make_booking(builders.make_configuration())
    _settle_all()
    entry_id = promise_mail(booking_id=booking.id)
    (claimed,) = claim()
    with transaction() as session:
        outbox.withdraw_mails(session, booking_id=booking.id, now=NOW)
    with transaction() as session:
        was_ours = outbox.postpone(session, claimed, now=NOW, due_at=NOW + 60, detail="later")

    assert not was_ours
    assert entry(entry_id).settled_at == NOW


def test_the_next_of_a_stream_waits_for_what_was_withdrawn_on_its_way() -> None:
    booking = builders.make_booking(builders.make_configuration())
    _settle_all()
    promise_mail(booking_id=booking.id, stream="s")
    (claimed,) = claim(lease_seconds=60)
    with transaction() as session:
        outbox.withdraw_mails(session, booking_id=booking.id, now=NOW)
    promise_mail(booking_id=booking.id, stream="s")

    assert claim() == []
    with transaction() as session:
        outbox.release(session, claimed)
    assert len(claim()) == 1


def test_many_workers_at_once_claim_each_entry_once(app: Flask) -> None:
    for number in range(60):
        promise_mail(stream=f"stream {number}")
    claimed: list[int] = []

    def work() -> None:
        with app.app_context():
            while found := claim(limit=4):
                claimed.extend(entry.id for entry in found)

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    # A worker may leave early when all it could see was locked; nothing may be taken twice.
    claimed.extend(entry.id for entry in claim())
    assert sorted(claimed) == sorted(set(claimed))
    assert len(claimed) == 60


def test_beats_of_workers_long_gone_are_forgotten() -> None:
    with transaction() as session:
        outbox.beat(session, "old", NOW)
    with transaction() as session:
        outbox.beat(session, "new", NOW + outbox.BEAT_LIFETIME_SECONDS + 1)

    assert db.session.scalars(db.select(WorkerBeat.id)).all() == ["new"]


def _promise_and_fail() -> None:
    with transaction() as session:
        outbox.promise(
            session, kind="mail", name="n", stream="s", destination="d", payload={}, booking_id=None, now=NOW
        )
        session.flush()
        raise ZeroDivisionError


def _settle_all() -> None:
    with transaction() as session:
        session.execute(db.update(OutboxEntry).values(settled_at=NOW))
