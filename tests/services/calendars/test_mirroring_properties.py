"""Whatever becomes of a calendar elsewhere, and however its provider fails: in the end our copy is what it has."""

from random import Random

import pytest
from flask import Flask
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.builders import DAY, HOUR, NOW, make_application
from tests.fake_provider import KIND, PASSWORD, FakeCalendar, FakeServer, meeting
from webapp.errors import ProviderError
from webapp.extensions import db
from webapp.models import BusySpan, Event, Grant, new_id
from webapp.services.calendars import calendars, connecting, mirroring

STEPS = (
    *("put", "put series", "remove", "sync", "sync"),
    *("unreachable", "throttled", "half a page", "cursor expired", "a mistake", "killed", "password"),
)
FEW = settings(max_examples=20, suppress_health_check=list(HealthCheck))
MANY = settings(max_examples=60, suppress_health_check=list(HealthCheck))
HISTORIES = st.tuples(st.lists(st.sampled_from(STEPS), min_size=5, max_size=15), st.integers(0, 2**32))


class Killed(BaseException):
    """The worker was killed: nothing of ours may catch this."""


@FEW
@given(HISTORIES)
@example((["put", "put series", "sync", "remove"], 1))
@example((["put series", "half a page", "sync", "remove", "killed"], 2))
def test_the_copy_becomes_what_the_provider_has(
    sqlite_app: Flask, fake: FakeServer, history: tuple[list[str], int]
) -> None:
    World(fake, seed=history[1]).live_through(history[0])


@pytest.mark.slow
@MANY
@given(HISTORIES)
def test_after_many_histories_it_becomes_that_on_postgresql(
    postgres_app: Flask, fake: FakeServer, history: tuple[list[str], int]
) -> None:
    World(fake, seed=history[1]).live_through(history[0])


class World:
    """An account whose provider changes behind our back, and fails."""

    def __init__(self, fake: FakeServer, *, seed: int) -> None:
        self.chance, self.fake, self.now = Random(seed), fake, NOW
        fake.calendars.clear()
        fake.page_size = self.chance.randint(1, 4)
        fake.password, fake.fail_after_pages = PASSWORD, None
        fake.forget_failures()
        self.calendar = fake.add_calendar("work")
        self.email = f"{new_id()}@elsewhere.example"
        self.grant = self.connect()

    def connect(self) -> Grant:
        sign_in = {"email": self.email, "password": self.fake.password}
        return connecting.connect(make_application().id, KIND, sign_in, now=self.now)

    def live_through(self, steps: list[str]) -> None:
        for step in steps:
            self.do(step)
            self.now += self.chance.choice((1, 60, HOUR, DAY))
        self.settle()
        assert self.copied() == expected(self.calendar, now=self.now)

    def do(self, step: str) -> None:
        name = f"event-{self.chance.randint(0, 4)}"
        match step:
            case "put":
                self.calendar.put(meeting(name, self.span(), busy=self.chance.random() < 0.8))
            case "put series":
                self.calendar.put(meeting(name, *sorted({self.span() for _ in range(4)})))
            case "remove" if self.calendar.events:
                self.calendar.remove(self.chance.choice(sorted(self.calendar.events)))
            case "cursor expired":
                self.calendar.expire_cursors()
            case "half a page":
                self.fake.fail_after_pages = self.chance.randint(0, 2)
                self.sync()
                self.fake.fail_after_pages = None
            case "password":
                self.fake.password = f"password-{self.chance.random()}"
                self.sync()
                self.connect()
            case "sync":
                self.sync()
            case "unreachable" | "throttled" | "a mistake" | "killed":
                self.fake.fail(self.chance.choice(("changes", "page")), problem(step))
                self.sync()

    def span(self) -> tuple[int, int]:
        starts_at = NOW + self.chance.randint(-35 * 24, 410 * 24) * HOUR
        return starts_at, starts_at + self.chance.randint(0, 30) * HOUR

    def sync(self) -> None:
        try:
            mirroring.sync_account(self.grant.id, now=self.now)
        except Killed:
            db.session.remove()

    def settle(self) -> None:
        """Nothing fails any more, and all waiting has ended."""
        self.fake.forget_failures()
        self.now += 2 * DAY
        self.sync()

    def copied(self) -> tuple[list[tuple[object, ...]], list[tuple[int, int]]]:
        calendar_id = calendars.find(self.grant, "primary").id
        rows = db.session.execute(
            select(Event.provider_event_id, Event.starts_at, Event.ends_at, Event.busy, Event.etag).where(
                Event.calendar_id == calendar_id
            )
        ).all()
        spans = db.session.execute(
            select(BusySpan.starts_at, BusySpan.ends_at).where(BusySpan.calendar_id == calendar_id)
        ).all()
        db.session.close()
        return sorted(map(tuple, rows)), sorted((starts_at, ends_at) for starts_at, ends_at in spans)


def problem(step: str) -> BaseException:
    return {
        "unreachable": ProviderError("provider.unreachable"),
        "throttled": ProviderError("provider.throttled", seconds=900),
        "a mistake": ValueError("a mistake"),
        "killed": Killed(),
    }[step]


def expected(calendar: FakeCalendar, *, now: int) -> tuple[list[tuple[object, ...]], list[tuple[int, int]]]:
    """What the provider has in the window, as rows and as busy time."""
    since, until = now - 31 * DAY, now + 400 * DAY
    times = [
        (event, each)
        for event in calendar.events.values()
        for each in event.occurrences
        if each.starts_at < until and each.ends_at > since
    ]
    rows = sorted((event.id, each.starts_at, each.ends_at, each.busy, event.etag) for event, each in times)
    spans = sorted(
        (each.starts_at, each.ends_at) for _, each in times if each.busy and each.starts_at < each.ends_at
    )
    return [tuple(row) for row in rows], spans
