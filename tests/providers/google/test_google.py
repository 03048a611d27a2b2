"""Google Calendar does what every kind of calendar must do."""

import pytest

from tests.google_server import GoogleServer, event
from tests.providers.contract import Contract
from tests.providers.meetings import Meetings
from tests.providers.oauth_world import OAuthWorld
from tests.providers.own_events import OwnEvents
from tests.providers.push_contract import PushContract
from webapp.providers import PushingProvider
from webapp.providers.google import PROVIDER


class World(OAuthWorld):
    provider: PushingProvider = PROVIDER

    def forget_cursors(self) -> None:
        self.server.work.first_token = len(self.server.work.log) + 1


@pytest.fixture
def world(google: GoogleServer) -> World:
    return World(google, event)


class TestGoogle(Contract, OwnEvents, Meetings, PushContract):
    pass
