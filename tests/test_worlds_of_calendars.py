"""Whatever guests, organizers, their calendar elsewhere and its provider do: in the end both sides agree."""

from itertools import pairwise

import pytest
from flask import Flask
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from tests.conftest import StoppedClock
from tests.fake_provider import FakeServer
from tests.services.bookings.deeds import count
from tests.worlds import STEPS, World
from webapp.extensions import db
from webapp.models import BOOKED, PENDING, Booking, BookingChange, BusySpan, Event, OutboxEntry

FEW = settings(max_examples=5, suppress_health_check=list(HealthCheck))
MANY = settings(max_examples=60, suppress_health_check=list(HealthCheck))
HISTORIES = st.tuples(st.lists(st.sampled_from(STEPS), min_size=5, max_size=25), st.integers(0, 2**32))


@pytest.fixture
def world(fake: FakeServer, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch) -> World:
    return World(fake, clock, monkeypatch)


@FEW
@given(HISTORIES)
@example((["book", "work", "entry goes", "cursor expired", "work"], 1))
@example((["book", "work", "entry moves", "no answer", "work", "work"], 1))
@example((["book", "work", "pause", "entry moves", "work"], 1))
@example((["book", "dies", "only write", "entry moves", "work"], 1))
def test_both_sides_agree_in_the_end(sqlite_app: Flask, world: World, history: tuple[list[str], int]) -> None:
    live_and_check(world, history)


@pytest.mark.slow
@MANY
@given(HISTORIES)
def test_both_sides_agree_after_many_histories(
    app: Flask, world: World, history: tuple[list[str], int]
) -> None:
    live_and_check(world, history)


def live_and_check(world: World, history: tuple[list[str], int]) -> None:
    world.live_through(*history)
    check_copy(world)
    check_bookings(world)
    check_promises()
    check_no_echo(world)


def check_copy(world: World) -> None:
    rows = db.session.execute(
        select(BusySpan.starts_at, BusySpan.ends_at).where(
            BusySpan.calendar_id == world.calendar_id, BusySpan.booking_id.is_(None)
        )
    )
    assert sorted(map(tuple, rows)) == world.busy()
    names = db.session.scalars(select(Event.provider_event_id).where(Event.booking_id.is_(None)))
    assert sorted(filter(None, names)) == sorted(event.id for event in world.others())


def check_bookings(world: World) -> None:
    spans = sorted((start, end) for start, end, _ in world.taken().values())
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    wanted = db.session.execute(
        select(Event.id, Booking.starts_at, Booking.ends_at, Event.title)
        .join(Booking, Booking.event_id == Event.id)
        .where(Booking.status.in_((BOOKED, PENDING)))
    )
    there = [
        (event.mark, each.starts_at, each.ends_at, each.title)
        for event in world.entries()
        for each in event.occurrences
    ]
    assert sorted(map(tuple, wanted)) == sorted(there)


def check_promises() -> None:
    waiting = select(func.count()).where(OutboxEntry.settled_at.is_(None))
    untold = select(func.count()).where(OutboxEntry.given_up_at.is_not(None), OutboxEntry.failed_at.is_(None))
    assert (db.session.scalar(waiting), db.session.scalar(untold)) == (0, 0)
    db.session.close()


def check_no_echo(world: World) -> None:
    before = traces(world)
    for _ in range(2):
        world.clock.advance(days=1)
        world.round()
    assert traces(world) == before


def traces(world: World) -> tuple[object, ...]:
    counts = count(BookingChange), count(OutboxEntry)
    db.session.close()
    return (*counts, world.fake.asked["put"], world.fake.asked["remove"], len(world.calendar.log))
