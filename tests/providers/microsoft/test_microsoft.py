"""Microsoft Graph does what every kind of calendar must do."""

import pytest

from tests.microsoft_server import MicrosoftServer, event
from tests.providers.contract import Contract
from tests.providers.meetings import Meetings
from tests.providers.oauth_world import OAuthWorld
from tests.providers.own_events import OwnEvents
from tests.providers.push_contract import PushContract
from webapp.providers import PushingProvider
from webapp.providers.microsoft import PROVIDER


class World(OAuthWorld):
    provider: PushingProvider = PROVIDER

    def forget_cursors(self) -> None:
        self.server.work.first_place = len(self.server.work.log) + 1


@pytest.fixture
def world(microsoft: MicrosoftServer) -> World:
    return World(microsoft, event)


class TestMicrosoft(Contract, OwnEvents, Meetings, PushContract):
    pass
