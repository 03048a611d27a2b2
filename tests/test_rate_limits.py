"""Hits counted in our own database, so that several processes count together."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from tests.builders import MINUTE, NOW
from tests.conftest import StoppedClock
from webapp.extensions import db
from webapp.models import RateLimit
from webapp.rate_limits import DatabaseStorage


@pytest.fixture
def storage(app: Flask, clock: StoppedClock) -> DatabaseStorage:
    return DatabaseStorage()


def test_hits_are_counted_per_key(storage: DatabaseStorage) -> None:
    hits = [storage.incr(key, MINUTE) for key in ("a", "a", "b")]

    assert hits == [1, 2, 1]
    assert (storage.get("a"), storage.get("b"), storage.get("c")) == (2, 1, 0)


def test_a_stretch_of_time_begins_with_its_first_hit(storage: DatabaseStorage, clock: StoppedClock) -> None:
    storage.incr("a", MINUTE)
    clock.advance(seconds=59)

    assert storage.incr("a", MINUTE) == 2
    assert storage.get_expiry("a") == NOW + MINUTE


def test_after_its_time_a_key_is_counted_anew(storage: DatabaseStorage, clock: StoppedClock) -> None:
    storage.incr("a", MINUTE)
    clock.advance(seconds=60)

    assert storage.get("a") == 0
    assert storage.incr("a", MINUTE) == 1
    assert storage.get_expiry("a") == NOW + 2 * MINUTE


def test_a_key_of_any_length_is_counted(storage: DatabaseStorage) -> None:
    assert [storage.incr("k" * 4000, MINUTE) for _ in range(2)] == [1, 2]


def test_a_key_can_be_forgiven(storage: DatabaseStorage) -> None:
    storage.incr("a", MINUTE)
    storage.incr("b", MINUTE)

    storage.clear("a")

    assert (storage.get("a"), storage.get("b")) == (0, 1)


def test_all_can_be_forgiven(storage: DatabaseStorage) -> None:
    storage.incr("a", MINUTE)

    storage.reset()

    assert db.session.scalar(db.select(db.func.count()).select_from(RateLimit)) == 0


def test_no_hit_is_lost_among_many_threads(app: Flask, storage: DatabaseStorage) -> None:
    def hit(_: int) -> int:
        with app.app_context():
            return storage.incr("a", MINUTE)

    with ThreadPoolExecutor(8) as threads:
        counted = list(threads.map(hit, range(40)))

    assert sorted(counted) == list(range(1, 41))
