"""Two pages, a calendar elsewhere that their bookings go into, and whatever can happen to them.

Only what a worker does keeps them together: it keeps the promises that are due, and reads the calendar when it is due.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from sqlalchemy import select

from tests.builders import DAY, HOUR, MINUTE, NOW, document, make_booking, make_configuration, participant
from tests.conftest import StoppedClock, empty_tables
from tests.fake_provider import PASSWORD, FakeServer, meeting
from tests.services.bookings.deeds import ORGANIZER_SAYS, cancelling, move_to
from tests.services.calendars.elsewhere import calendar_called, make_page_elsewhere
from webapp import outbox
from webapp.errors import NotAllowedNow, ProviderError, TimeslotUnavailable
from webapp.extensions import db, transaction
from webapp.lib.external import CONFIRMED, ExternalEvent
from webapp.models import (
    BOOKED,
    PENDING,
    Booking,
    Configuration,
    Grant,
)
from webapp.models.outbox import CALENDAR
from webapp.services import bookings
from webapp.services.bookings import calendar_changes
from webapp.services.calendars import asking, mirror_claims, mirroring, placing
from webapp.services.configurations import configurations
from webapp.worker import LEASE_SECONDS, deliver_and_record

STEPS = (
    *("book", "book", "request", "move", "cancel", "confirm", "decline", "pause"),
    *("event", "event", "event goes", "entry moves", "entry moves", "entry goes", "entry is accepted"),
    *("work", "work", "work", "only read", "only write"),
    *(
        "away",
        "throttled",
        "no answer",
        "half an answer",
        "answers twice",
        "cursor expired",
        "dies",
        "dies reading",
    ),
)
FIRST_SLOT, SLOTS, HALF_AN_HOUR = NOW + 20 * DAY, 6, 30 * MINUTE
ASKED_FIRST = {"title": "Consultation", "timezone": "UTC", "booking_type": "organizer-confirmation"}
Span = tuple[int, int]


class Killed(BaseException):
    """The worker was killed: nothing of ours may catch this."""


class World:
    """Two pages whose bookings go into a calendar elsewhere: one books at once, one asks Maya first."""

    def __init__(self, fake: FakeServer, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch) -> None:
        self.fake, self.clock, self.monkeypatch = fake, clock, monkeypatch

    def live_through(self, steps: list[str], seed: int) -> None:
        self.begin(seed)
        for step in steps:
            self.do(step)
            db.session.close()
            self.clock.advance(seconds=self.chance.choice((1, MINUTE, 5 * MINUTE, HOUR, 9 * HOUR)))
        self.settle()

    def begin(self, seed: int) -> None:
        db.session.remove()
        empty_tables()
        asking._failed.clear()
        self.chance = Random(seed)
        self.clock.at = NOW
        self.fake.forget_failures()
        self.fake.password, self.fake.page_size = PASSWORD, self.chance.randint(1, 4)
        self.fake.fail_after_pages, self.fake.answers_twice = None, False
        self.fake.calendars.clear()
        self.calendar = self.fake.add_calendar()
        policy = self.chance.choice((None, {"mode": "lenient", "max_age_minutes": 60}))
        self.is_lenient, self.is_dying = policy is not None, False
        self.page = make_page_elsewhere(policy=policy)
        work: dict[str, Any] = {
            "availability": {"calendar_ids": [calendar_called().id]},
            "booking": {"calendar_id": calendar_called().id},
        }
        self.asking_page = make_configuration(
            db.session.get_one(Grant, calendar_called().grant_id),
            slug="consultation",
            event_booking=ASKED_FIRST,
            participants=[participant(**work)],
            scheduler={**document()["scheduler"], "calendar_policy": policy},
        )
        self.calendar_id = calendar_called().id
        db.session.close()

    # What happens

    def do(self, step: str) -> None:
        slot = FIRST_SLOT + self.chance.randrange(SLOTS) * HALF_AN_HOUR
        now = self.clock.at
        match step:
            case "book" | "request":
                page = self.page if step == "book" else self.asking_page
                with self.judged():
                    make_booking(db.session.get_one(Configuration, page.id), slot, now=now)
            case "move" if booking := self.one_of(BOOKED, PENDING):
                with self.judged():
                    bookings.reschedule(booking, move_to(slot), now=now)
            case "cancel" if booking := self.one_of(BOOKED, PENDING):
                bookings.cancel(booking, cancelling(), now=now)
            case "confirm" if booking := self.one_of(PENDING):
                with self.judged():
                    bookings.confirm(booking, ORGANIZER_SAYS, now=now)
            case "decline" if booking := self.one_of(PENDING):
                bookings.decline(booking, ORGANIZER_SAYS, now=now)
            case "pause":
                page = db.session.get_one(Configuration, self.page.id)
                configurations.update(page, {"paused": not page.document.get("paused")}, now=now)
            case "event":
                name = f"event-{self.chance.randrange(4)}"
                self.calendar.put(meeting(name, (slot, slot + HOUR), busy=self.chance.random() < 0.8))
            case "event goes" if others := self.others():
                self.calendar.remove(self.chance.choice(others).id)
            case "entry moves" if entry := self.an_entry():
                slot += HALF_AN_HOUR * (slot == entry.occurrences[0].starts_at)
                self.change(entry, starts_at=slot, ends_at=slot + HALF_AN_HOUR)
            case "entry is accepted" if entry := self.an_entry():
                self.change(entry, status=CONFIRMED)
            case "entry goes" if entry := self.an_entry():
                self.calendar.remove(entry.id)
            case "cursor expired":
                self.calendar.expire_cursors()
            case "dies":
                self.is_dying = True
            case "dies reading":
                self.fake.fail(self.chance.choice(("changes", "page")), Killed())
                self.read()
            case "answers twice":
                self.fake.answers_twice = not self.fake.answers_twice
            case "half an answer":
                self.fake.fail_after_pages = self.chance.randint(0, 2)
                self.read()
                self.fake.fail_after_pages = None
            case "away" | "throttled":
                values = {} if step == "away" else {"seconds": 900}
                code = "provider.unreachable" if step == "away" else "provider.throttled"
                for method in ("changes", "put", "remove", "events"):
                    failures = [ProviderError(code, **values) for _ in range(self.chance.randint(0, 3))]
                    self.fake.fail(method, *failures)
            case "no answer":
                self.fake.fail("events", ProviderError("provider.unreachable"))
            case "work":
                self.write()
                self.clock.advance(seconds=2)
                self.read()
                self.write()
            case "only read":
                self.read()
            case "only write":
                self.write()

    def change(self, entry: ExternalEvent, **values: Any) -> None:
        [occurrence] = entry.occurrences
        self.calendar.put(replace(entry, occurrences=(replace(occurrence, **values),)))

    def one_of(self, *statuses: str) -> str | None:
        query = (
            select(Booking.id)
            .where(Booking.status.in_(statuses))
            .order_by(Booking.created_at, Booking.starts_at)
        )
        ids = db.session.scalars(query).all()
        db.session.close()
        return self.chance.choice(ids) if ids else None

    def others(self) -> list[ExternalEvent]:
        return [event for event in self.calendar.events.values() if event.mark is None]

    def entries(self) -> list[ExternalEvent]:
        return [event for event in self.calendar.events.values() if event.mark is not None]

    def an_entry(self) -> ExternalEvent | None:
        entries = self.entries()
        return self.chance.choice(entries) if entries else None

    # What the worker does

    def write(self) -> None:
        """Keep all promises that are due; those beside the calendar's are kept at once."""
        now = self.clock.at
        while True:
            with transaction() as session:
                claimed = outbox.claim(session, now=now, limit=50, lease_seconds=LEASE_SECONDS)
            if not claimed:
                return
            for entry in claimed:
                if entry.kind == CALENDAR:
                    self.write_entry(entry)
                    continue
                with transaction() as session:
                    outbox.settle(session, entry, now=now, detail="sent")

    def write_entry(self, entry: outbox.Claimed) -> None:
        with self.monkeypatch.context() as dying:
            if self.is_dying:
                dying.setattr(placing, "keep", _die)
            try:
                deliver_and_record(entry)
            except Killed:
                self.is_dying = False
                db.session.remove()

    def read(self) -> None:
        """Read the calendar if it is due."""
        now = self.clock.at
        due = mirror_claims.due_accounts(now=now, limit=1)
        db.session.close()
        for grant_id in due:
            try:
                with self.judged():
                    mirroring.sync_account(
                        grant_id, now=now, told=lambda changes: calendar_changes.follow(changes, now=now)
                    )
            except Killed:
                db.session.remove()

    def settle(self) -> None:
        """Nothing fails any more, and all waiting has ended."""
        self.fake.forget_failures()
        self.is_dying = False
        for _ in range(6):
            self.clock.advance(seconds=13 * HOUR)
            self.round()

    def round(self) -> None:
        self.write()
        self.clock.advance(seconds=2)
        self.read()
        self.write()

    # What has to be

    @contextmanager
    def judged(self) -> Iterator[None]:
        """Whatever is refused in here is refused; whatever got a time in here was free at the provider."""
        before = self.taken()
        with suppress(TimeslotUnavailable, NotAllowedNow, ProviderError):
            yield
        db.session.close()
        if self.is_lenient:
            return
        for booking_id, span in self.taken().items():
            if before.get(booking_id) != span:
                assert not any(_overlap(span[:2], busy) for busy in self.busy()), "booked over an event"

    def taken(self) -> dict[str, tuple[int, int, str]]:
        query = select(Booking.id, Booking.starts_at, Booking.ends_at, Booking.status)
        rows = db.session.execute(query.where(Booking.status.in_((BOOKED, PENDING)))).all()
        db.session.close()
        return {booking_id: (start, end, status) for booking_id, start, end, status in rows}

    def busy(self) -> list[Span]:
        return sorted(
            (each.starts_at, each.ends_at)
            for event in self.others()
            for each in event.occurrences
            if each.busy
        )


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and one[1] > other[0] and other[0] < other[1]


def _die(*_args: object, **_values: object) -> None:
    raise Killed
