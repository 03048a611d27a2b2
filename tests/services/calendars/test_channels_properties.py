"""Whatever happens to an account and its channels: in the end one channel tells, and all others are refused."""

from contextlib import suppress

import pytest
from flask import Flask
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from tests.builders import NOW, make_organizer
from tests.conftest import StoppedClock, empty_tables
from tests.fake_provider import KIND, PASSWORD, FakeServer, meeting
from tests.mirrors import mirror, titles
from tests.push_channels import deliver, rows
from tests.pushing import Pusher, PushingFake, push_all
from webapp.errors import ProviderError
from webapp.extensions import db
from webapp.lib.external import Channel
from webapp.models import Grant, Mirror
from webapp.services.calendars import channels, connecting, grants, mirror_claims, mirroring
from webapp.services.calendars.channel_rows import QUIET_SECONDS

STEPS = (
    *("look", "look", "change", "change", "a minute", "an hour", "days"),
    *("dies watching", "refuses", "away", "no end", "extends", "connect again", "calendar goes"),
)
LONG_ENOUGH = 8  # looks after which all waiting has ended
SPAN = (NOW + 3600, NOW + 7200)


@pytest.fixture
def app(sqlite_app: Flask) -> Flask:
    """On SQLite alone: `test_channels.py` is on both."""
    return sqlite_app


class Killed(BaseException):
    """The worker was killed: nothing of ours may catch this."""


class World:
    """An account whose provider reaches us, most of the time."""

    def __init__(self, app: Flask, fake: FakeServer, clock: StoppedClock, patch: pytest.MonkeyPatch) -> None:
        self.app, self.fake, self.clock, self.patch = app, fake, clock, patch
        db.session.remove()
        empty_tables()
        clock.at = NOW
        fake.forget_failures()
        fake.pusher, fake.extends = Pusher(), False
        fake.pusher.listener = lambda sent: deliver(app, sent)
        fake.calendars.clear()
        fake.add_calendar()
        self.maya = make_organizer()
        self.changes = 0
        self.connect()

    def connect(self) -> None:
        given = {"email": "maya@elsewhere.example", "password": PASSWORD}
        owner = self.maya
        grant = connecting.connect(owner.application_id, KIND, given, now=self.clock.at, organizer=owner)
        self.grant_id = grant.id
        self.look()

    def do(self, step: str) -> None:
        match step:
            case "look":
                self.look()
            case "change":
                self.change()
            case "a minute" | "an hour" | "days":
                self.clock.advance(minutes={"a minute": 1, "an hour": 60, "days": 5 * 1440}[step])
            case "dies watching":
                with self.patch.context() as patch:
                    patch.setattr(PushingFake, "watch", _die_after(PushingFake.watch))
                    self.look()
            case "refuses":
                self.fake.fail("watch", ProviderError("provider.pushes_refused"))
            case "away":
                for method in ("watch", "unwatch", "extend", "changes"):
                    self.fake.fail(method, ProviderError("provider.unreachable"))
            case "no end":
                self.fake.fail("unwatch", ProviderError("provider.failed", status=500))
            case "extends":
                self.fake.extends = not self.fake.extends
            case "connect again":
                grants.destroy(db.session.get_one(Grant, self.grant_id), now=self.clock.at)
                self.connect()
            case "calendar goes" if self.is_read():
                self.fake.calendars.clear()
                self.fake.add_calendar(f"work-{self.clock.at}")

    def is_read(self) -> bool:
        """Whether the calendar was read: an account of which nothing was read is not listed again."""
        read_at = db.session.scalar(select(func.min(Mirror.synced_at)))
        db.session.close()
        return read_at is not None

    def change(self) -> None:
        self.changes += 1
        for calendar in self.fake.calendars.values():
            calendar.put(meeting(f"event-{self.changes}", SPAN))
        push_all(self.fake)

    def look(self) -> None:
        """What a worker's threads do when they look."""
        now = self.clock.at
        due = mirror_claims.due_accounts(now=now, limit=1)
        ending = channels.due_ends(now=now, limit=9)
        db.session.close()
        with suppress(Killed):
            for grant_id in due:
                mirroring.sync_account(grant_id, now=now)
                channels.tend(grant_id, now=now)
            for channel_id in ending:
                channels.end(channel_id, now=now)
        db.session.remove()

    def settle(self) -> None:
        """Nothing fails any more, and all waiting has ended."""
        self.fake.forget_failures()
        for _ in range(LONG_ENOUGH):
            self.clock.advance(minutes=12 * 60)
            self.look()


def _die_after(watch: object) -> object:
    def died(*asked: object) -> Channel:
        watch(*asked)  # type: ignore[operator]  # it is passed on as it came
        raise Killed

    return died


@settings(max_examples=6, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(STEPS), min_size=5, max_size=20))
@example(["look", "dies watching", "change", "days", "look", "connect again", "look"])
@example(["look", "look", "days", "dies watching", "look", "change", "no end", "calendar goes", "look"])
def test_in_the_end_one_channel_tells_and_all_others_are_refused(
    public: Flask, fake: FakeServer, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch, steps: list[str]
) -> None:
    world = World(public, fake, clock, monkeypatch)
    for step in steps:
        world.do(step)
    world.settle()

    (row,) = rows()
    assert (row.provider_id in fake.pusher.channels, (row.until or 0) > clock.at) == (True, True)
    taken = {sent.address: deliver(public, sent)[0] == 202 for sent in fake.pusher.sent}
    assert [address.rpartition("/")[2] for address, is_taken in taken.items() if is_taken] == [row.id]

    clock.advance(seconds=QUIET_SECONDS)
    world.change()
    world.look()
    assert f"event-{world.changes}" in titles()
    assert mirror(next(iter(fake.calendars))).failure is None
