"""The fake provider is held to what every provider must do."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from tests.fake_provider import PASSWORD, FakeProvider, FakeServer, meeting
from tests.providers.contract import Contract, World
from webapp.providers import ExternalProvider

pytestmark = pytest.mark.usefixtures("asking_app")


class FakeWorld(World):
    settings: Mapping[str, Any] = {"email": "Ada@example.com", "password": PASSWORD}
    wrong: Sequence[Mapping[str, Any]] = ({"email": "ada@example.com", "password": "guessed"}, {})
    secrets = (PASSWORD,)

    def __init__(self) -> None:
        self.server = FakeServer()
        self.server.add_calendar()
        self.provider: ExternalProvider = FakeProvider(self.server)

    def add(self, name: str, starts_at: int, ends_at: int) -> None:
        self.server.calendars["work"].put(meeting(name, (starts_at, ends_at)))

    def drop(self, name: str) -> None:
        self.server.calendars["work"].remove(name)

    def lock_out(self) -> None:
        self.server.password = "another"  # of a server in memory

    def remove_calendar(self) -> None:
        del self.server.calendars["work"]

    def forget_cursors(self) -> None:
        self.server.calendars["work"].expire_cursors()


class TestFake(Contract):
    @pytest.fixture
    def world(self) -> FakeWorld:
        return FakeWorld()
