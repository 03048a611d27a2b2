"""What every kind of calendar must do that makes video meetings with its events. Held like `contract.py`."""

from dataclasses import replace
from typing import Any

from tests.making_meetings import LATER, NEVER
from tests.providers.contract import NINE, TEN, TIMEOUT, WANTED, WINDOW, World, code_of, spans

MEETING = replace(WANTED, wants_link=True)


class MeetingWorld(World):
    """`server`: one in memory that makes meetings."""

    server: Any

    def hold_meetings(self) -> None:
        """The server makes them later, when `make_meetings` is called."""
        self.server.meetings = LATER

    def make_meetings(self) -> None:
        """The server makes those that it held back."""
        self.server.make_meetings()

    def have_no_meetings(self) -> None:
        """The account has none."""
        self.server.meetings = NEVER


class Meetings:
    """The tests."""

    def test_a_meeting_that_is_wanted_is_made_once_and_its_link_told(self, world: MeetingWorld) -> None:
        access, calendar_id = world.access(), world.calendar_id()
        first = world.provider.put(access, calendar_id, MEETING, known=None)

        again = world.provider.put(access, calendar_id, MEETING, known=None)
        moved = world.provider.put(access, calendar_id, replace(MEETING, starts_at=NINE + 60), known=again)

        assert first.link is not None
        assert (again.link, moved.link) == (first.link, first.link)
        assert world.provider.link(access, calendar_id, first.id) == first.link

    def test_a_placeholder_gets_its_meeting_once_it_is_confirmed(self, world: MeetingWorld) -> None:
        access, calendar_id = world.access(), world.calendar_id()
        placeholder = replace(WANTED, is_placeholder=True)
        first = world.provider.put(access, calendar_id, placeholder, known=None)

        confirmed = world.provider.put(access, calendar_id, MEETING, known=first)

        assert first.link is None
        assert confirmed.link is not None

    def test_a_meeting_that_takes_a_while_is_there_later(self, world: MeetingWorld) -> None:
        access, calendar_id = world.access(), world.calendar_id()
        world.hold_meetings()

        written = world.provider.put(access, calendar_id, MEETING, known=None)
        again = world.provider.put(access, calendar_id, MEETING, known=written)
        at_first = world.provider.link(access, calendar_id, written.id)
        world.make_meetings()

        assert (written.link, again.link, at_first) == (None, None, None)
        assert world.provider.link(access, calendar_id, written.id) is not None

    def test_an_account_without_meetings_gets_the_event_all_the_same(self, world: MeetingWorld) -> None:
        access, calendar_id = world.access(), world.calendar_id()
        world.have_no_meetings()

        written = world.provider.put(access, calendar_id, MEETING, known=None)

        assert spans(world.provider.events(access, calendar_id, window=WINDOW, timeout=TIMEOUT)) == [
            (NINE, TEN)
        ]
        assert written.link is None
        assert code_of(lambda: world.provider.link(access, calendar_id, written.id)) == "provider.no_meeting"
