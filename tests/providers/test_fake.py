"""The fake provider is held to what every provider must do."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from tests.fake_provider import PASSWORD, FakeProvider, FakeServer, meeting
from tests.providers.contract import Contract
from tests.providers.meetings import Meetings, MeetingWorld
from tests.providers.own_events import OwnEvents
from tests.providers.push_contract import PushContract, PushWorld
from tests.pushing import push_all
from webapp.providers import PushingProvider

pytestmark = pytest.mark.usefixtures("asking_app")


class FakeWorld(MeetingWorld, PushWorld):
    settings: Mapping[str, Any] = {"email": "Ada@example.com", "password": PASSWORD}
    wrong: Sequence[Mapping[str, Any]] = ({"email": "ada@example.com", "password": "guessed"}, {})
    secrets = (PASSWORD,)

    def __init__(self) -> None:
        self.server = FakeServer()
        self.server.add_calendar()
        self.provider: PushingProvider = FakeProvider(self.server)
        self.pusher = self.server.pusher

    def add(self, name: str, starts_at: int, ends_at: int) -> None:
        self.server.calendars["work"].put(meeting(name, (starts_at, ends_at)))
        push_all(self.server)

    def drop(self, name: str) -> None:
        self.server.calendars["work"].remove(name)
        push_all(self.server)

    def lock_out(self) -> None:
        self.server.password = "another"  # of a server in memory

    def remove_calendar(self) -> None:
        del self.server.calendars["work"]

    def forget_cursors(self) -> None:
        self.server.calendars["work"].expire_cursors()


class TestFake(Contract, OwnEvents, Meetings, PushContract):
    @pytest.fixture
    def world(self) -> FakeWorld:
        return FakeWorld()
