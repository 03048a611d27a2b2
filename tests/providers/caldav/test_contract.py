"""CalDAV is held to what every provider must do, on both servers."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest

from tests.caldav_answers import event
from tests.caldav_servers import PASSWORD, USERNAME, CalDavServer
from tests.providers.contract import Contract, World
from tests.providers.own_events import OwnEvents
from tests.receivers import closed_port
from webapp.providers import ExternalProvider
from webapp.providers.caldav import PROVIDER


class CalDavWorld(World):
    """A calendar of `alice`, who has others beside it."""

    provider: ExternalProvider = PROVIDER
    secrets = (PASSWORD,)

    def __init__(self, server: CalDavServer) -> None:
        self.server = server
        self.url = server.new_calendar()
        self.texts: dict[str, str] = {}
        self.settings: Mapping[str, Any] = {
            "url": server.url,
            "username": USERNAME,
            "email": "ada@example.com",
            "password": PASSWORD,
        }
        away = f"http://127.0.0.1:{closed_port()}/"
        self.wrong: Sequence[Mapping[str, Any]] = [
            {},
            {**self.settings, "password": ""},
            {**self.settings, "url": away},
        ]

    def calendar_id(self) -> str:
        return self.url

    def add(self, name: str, starts_at: int, ends_at: int) -> None:
        self.texts[name] = event(name, starts_at=starts_at, ends_at=ends_at)
        self.server.write(f"{self.url}{name}.ics", self.texts[name])

    def drop(self, name: str) -> None:
        del self.texts[name]
        self.server.delete(f"{self.url}{name}.ics")

    def lock_out(self) -> None:
        assert self.server.users is not None
        self.server.users.write_text("bob:another password\n")

    def remove_calendar(self) -> None:
        self.server.delete(self.url)

    def forget_cursors(self) -> None:
        """The calendar is made anew with what another program has saved of it: its server has told nothing of this one.

        One of the servers knows a calendar by what is in it, so that not even the same text may be there again.
        """
        self.server.delete(self.url)
        self.server.make(self.url)
        for name, text in self.texts.items():
            self.server.write(f"{self.url}{name}.ics", text.replace("Another program", "A third one"))


class TestRadicale(Contract, OwnEvents):
    @pytest.fixture
    def world(self, radicale_server: CalDavServer) -> Iterator[CalDavWorld]:
        assert radicale_server.users is not None
        users = radicale_server.users.read_text()
        yield CalDavWorld(radicale_server)
        radicale_server.users.write_text(users)

    def test_a_wrong_password_is_refused(self, world: CalDavWorld) -> None:
        world.wrong = [{**world.settings, "password": "guessed"}]
        self.test_settings_that_do_not_let_us_in_are_refused(world)


class TestXandikos(Contract, OwnEvents):
    @pytest.fixture
    def world(self, xandikos_server: CalDavServer) -> CalDavWorld:
        return CalDavWorld(xandikos_server)

    def test_an_account_that_lets_us_in_no_more_is_told(self, world: World) -> None:
        """This server asks for no password, and so it lets everybody in: the other server is asked about this."""
        assert isinstance(world, CalDavWorld)
        assert world.server.users is None
