"""Microsoft Graph does what every kind of calendar must do."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from tests.microsoft_server import MicrosoftServer, event
from tests.providers.contract import Contract
from tests.providers.contract import World as AnyWorld
from webapp.providers import ExternalProvider
from webapp.providers.microsoft import PROVIDER


class World(AnyWorld):
    provider: ExternalProvider = PROVIDER

    def __init__(self, server: MicrosoftServer) -> None:
        token = server.oauth.new_refresh_token()
        self.server = server
        self.settings: Mapping[str, Any] = {"refresh_token": token}
        self.wrong: Sequence[Mapping[str, Any]] = [
            {},
            {"refresh_token": "of nobody"},
            {"code": "of nobody", "code_verifier": "v", "redirect_uri": "https://book.example.org/"},
            {"code": "c", "redirect_uri": "https://book.example.org/"},
            {"refresh_token": token, "email": "somebody.else@example.com"},
        ]
        self.secrets = [token]

    def add(self, name: str, starts_at: int, ends_at: int) -> None:
        self.server.work.put(event(name, starts_at, ends_at))

    def drop(self, name: str) -> None:
        self.server.work.remove(name)

    def lock_out(self) -> None:
        self.server.oauth.lock_out()

    def remove_calendar(self) -> None:
        self.server.calendars.clear()

    def forget_cursors(self) -> None:
        self.server.work.first_place = len(self.server.work.log) + 1


@pytest.fixture
def world(microsoft: MicrosoftServer) -> World:
    return World(microsoft)


class TestMicrosoft(Contract):
    pass
