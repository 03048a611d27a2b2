import pytest
from flask import Flask

from tests.builders import (
    DAY,
    NOW,
    TOMORROW_AT_TEN,
    make_booking,
    make_configuration,
    make_grant,
    make_pending_configuration,
)
from webapp import outbox
from webapp.extensions import transaction
from webapp.models import MetricsSnapshot
from webapp.services import health


@pytest.fixture(autouse=True)
def _ground(app: Flask) -> None:
    """Every test here reads the database."""


def test_bookings_are_counted_by_status() -> None:
    grant = make_grant()
    make_booking(make_configuration(grant))
    make_booking(make_pending_configuration(grant), TOMORROW_AT_TEN + DAY)

    health.count(now=NOW)

    assert _counted().bookings == {"booked": 1, "pending": 1}


def test_nothing_was_counted_before_the_first_count() -> None:
    assert health.snapshot() is None


def test_a_count_stands_for_five_minutes_whichever_worker_made_it() -> None:
    page = make_configuration()
    health.count(now=NOW)
    make_booking(page)

    health.count(now=NOW + health.COUNT_SECONDS - 1)
    assert (_counted().bookings, _counted().counted_at) == ({}, NOW)

    health.count(now=NOW + health.COUNT_SECONDS)
    assert (_counted().bookings, _counted().counted_at) == ({"booked": 1}, NOW + health.COUNT_SECONDS)


def test_a_count_from_the_future_is_made_again() -> None:
    health.count(now=NOW + DAY)

    health.count(now=NOW)

    assert _counted().counted_at == NOW


def test_promises_that_are_due_are_counted_up_to_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "DUE_AT_MOST", 2)
    for _ in range(3):
        _promise(due_at=NOW)

    assert health.due_promises(now=NOW) == 2


def test_a_promise_is_due_from_its_second_on() -> None:
    _promise(due_at=NOW + 10)

    assert [health.due_promises(now=NOW + seconds) for seconds in (9, 10)] == [0, 1]


def test_a_promise_that_was_given_up_is_counted_and_not_due_any_more() -> None:
    _promise(due_at=NOW)
    with transaction() as session:
        (claimed,) = outbox.claim(session, now=NOW, limit=1, lease_seconds=60)
        outbox.give_up(session, claimed, now=NOW, detail="gone")

    health.count(now=NOW)

    assert (health.due_promises(now=NOW), _counted().given_up) == (0, 1)


def test_each_worker_counts_by_its_last_beat() -> None:
    assert health.beats() == {}

    with transaction() as session:
        outbox.beat(session, "first", NOW)
        outbox.beat(session, "second", NOW - 5)

    assert health.beats() == {"first": NOW, "second": NOW - 5}


def _counted() -> MetricsSnapshot:
    counted = health.snapshot()
    assert counted is not None
    return counted


def _promise(*, due_at: int) -> None:
    with transaction() as session:
        outbox.promise(
            session,
            kind="mail",
            name="guest_booked",
            stream="stream",
            destination="priya@example.com",
            payload={},
            booking_id=None,
            now=NOW,
            due_at=due_at,
        )
