"""What every kind of calendar that is kept elsewhere must do, whoever keeps it.

A test module of a kind makes a subclass of `Contract` with a fixture `world`: a server of that kind, and how its
calendar is changed behind our back. A kind that makes meetings is held to `meetings.py` too, and so is the fake
provider, in `tests/providers/test_fake.py`.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from webapp.errors import InvalidInput, ProviderError
from webapp.extensions import db
from webapp.lib.external import Access, Changes, Connected, ExternalEvent, WantedEvent, Window
from webapp.providers import ExternalProvider

DAY = 86_400
HOUR = 3_600
MONDAY = int(datetime(2027, 1, 4, tzinfo=UTC).timestamp())
WINDOW = Window(since=MONDAY, until=MONDAY + 7 * DAY, timezone="Europe/Berlin")
NINE, TEN, NOON = MONDAY + 9 * HOUR, MONDAY + 10 * HOUR, MONDAY + 12 * HOUR
TIMEOUT = 60.0
WANTED = WantedEvent(
    id="our-event",
    uid="our-event@openslot",
    sequence=0,
    title="Call with Maya",
    starts_at=NINE,
    ends_at=TEN,
    timezone="Europe/Berlin",
    organizer=("Ada", "ada@example.com"),
    attendees=(("Maya", "maya@example.com"),),
)

State = dict[str, ExternalEvent]


class World(ABC):
    """A server with one calendar. `settings` let us in; `wrong` are settings of which each does not.

    `secrets`: what must not stand among what a grant stores openly.
    """

    provider: ExternalProvider
    settings: Mapping[str, Any]
    wrong: Sequence[Mapping[str, Any]]
    secrets: Sequence[str]

    @abstractmethod
    def add(self, name: str, starts_at: int, ends_at: int) -> None:
        """Somebody puts an event into the calendar, or another in the place of the one of this name."""

    @abstractmethod
    def drop(self, name: str) -> None:
        """Somebody deletes an event."""

    @abstractmethod
    def lock_out(self) -> None:
        """The server lets us in no more."""

    @abstractmethod
    def remove_calendar(self) -> None:
        """Somebody deletes the calendar."""

    @abstractmethod
    def forget_cursors(self) -> None:
        """The server no longer knows what it has told us. Nothing happens at one that always tells everything."""

    def connected(self) -> Connected:
        return self.provider.connect(self.settings)

    def access(self) -> Access:
        connected = self.connected()
        return Access(email=connected.email, settings=connected.settings, secret=connected.secret)

    def calendar_id(self) -> str:
        """The calendar that events are put into: the first one that the account lists."""
        return self.connected().calendars[0].id


def pages(world: World, access: Access, cursor: str | None = None) -> list[Changes]:
    return list(world.provider.changes(access, world.calendar_id(), cursor=cursor, window=WINDOW))


def after(state: State, changes: Iterable[Changes]) -> State:
    """What a mirror has after these pages."""
    changes = list(changes)
    is_whole = any(page.is_whole for page in changes)
    state = {} if is_whole else dict(state)
    for page in changes:
        state |= {event.id: event for event in page.events}
        for gone in page.gone:
            state.pop(gone, None)
    return state


def spans(events: Iterable[ExternalEvent]) -> list[tuple[int, int]]:
    """When somebody is busy, in order."""
    return sorted((at.starts_at, at.ends_at) for event in events for at in event.occurrences if at.busy)


def code_of(refused: Callable[[], object]) -> str:
    with pytest.raises(ProviderError) as problem:
        refused()
    return problem.value.code


class Contract:
    """The tests. Those of writing are passed by a kind that says that it does not write when it refuses to."""

    def test_an_account_that_lets_us_in_is_connected_with_its_calendars(self, world: World) -> None:
        connected = world.connected()

        assert connected.email == connected.email.lower() != ""
        assert connected.calendars

    def test_what_is_stored_openly_holds_no_secret(self, world: World) -> None:
        connected = world.connected()

        assert connected.secret
        assert not [secret for secret in world.secrets if secret in str(connected.settings)]

    def test_what_is_stored_names_the_same_account(self, world: World) -> None:
        connected = world.connected()

        assert world.provider.account(connected.settings).email == connected.email

    def test_settings_that_do_not_let_us_in_are_refused(self, world: World) -> None:
        for settings in world.wrong:
            with pytest.raises((InvalidInput, ProviderError)) as refused:
                world.provider.connect(settings)
            if isinstance(refused.value, InvalidInput):
                assert refused.value.field.startswith("settings")

    def test_calendars_have_the_ids_that_they_had_when_they_were_connected(self, world: World) -> None:
        listed = world.provider.calendars(world.access())

        assert [each.id for each in listed] == [each.id for each in world.connected().calendars]

    def test_the_first_reading_is_whole_and_ends_with_a_cursor(self, world: World) -> None:
        world.add("standup", NINE, TEN)
        read = pages(world, world.access())

        assert all(page.is_whole for page in read)
        assert [page.cursor is None for page in read] == [True] * (len(read) - 1) + [False]
        assert spans(after({}, read).values()) == [(NINE, TEN)]

    def test_a_calendar_with_nothing_in_it_is_read_as_such(self, world: World) -> None:
        read = pages(world, world.access())

        assert after({"old": ExternalEvent(id="old", uid="old")}, read) == {}
        assert read[-1].cursor is not None

    def test_when_nothing_is_new_nothing_is_told(self, world: World) -> None:
        world.add("standup", NINE, TEN)
        access = world.access()
        cursor = pages(world, access)[-1].cursor
        (told,) = pages(world, access, cursor)

        assert (told.events, told.gone, told.is_whole) == ((), (), False)
        assert told.cursor is not None

    def test_what_is_added_moved_or_deleted_is_told(self, world: World) -> None:
        access = world.access()
        world.add("standup", NINE, TEN)
        world.add("lunch", NOON, NOON + HOUR)
        read = pages(world, access)
        state = after({}, read)

        world.add("standup", TEN, TEN + HOUR)
        world.drop("lunch")
        world.add("review", NINE + DAY, TEN + DAY)
        state = after(state, pages(world, access, read[-1].cursor))

        assert spans(state.values()) == [(TEN, TEN + HOUR), (NINE + DAY, TEN + DAY)]

    def test_what_is_moved_keeps_its_id(self, world: World) -> None:
        access = world.access()
        world.add("standup", NINE, TEN)
        first = after({}, pages(world, access))
        world.add("standup", TEN, TEN + HOUR)

        assert set(after({}, pages(world, access))) == set(first)

    def test_a_cursor_that_has_expired_is_refused_or_everything_is_read(self, world: World) -> None:
        access = world.access()
        world.add("standup", NINE, TEN)
        cursor = pages(world, access)[-1].cursor
        world.forget_cursors()
        world.add("lunch", NOON, NOON + HOUR)

        assert _told_anew(world, access, cursor) in ("refused", [(NINE, TEN), (NOON, NOON + HOUR)])

    def test_a_window_has_what_overlaps_it_right_now(self, world: World) -> None:
        access, calendar_id = world.access(), world.calendar_id()
        world.add("before", NINE - HOUR, NINE)
        world.add("standup", NINE, TEN)
        world.add("after", TEN, TEN + HOUR)

        def busy(since: int, until: int) -> list[tuple[int, int]]:
            window = replace(WINDOW, since=since, until=until)
            return spans(world.provider.events(access, calendar_id, window=window, timeout=TIMEOUT))

        assert busy(NINE + 60, TEN - 60) == [(NINE, TEN)]
        assert busy(NOON, NOON + HOUR) == []

    def test_an_account_that_lets_us_in_no_more_is_told(self, world: World) -> None:
        access, calendar_id = world.access(), world.calendar_id()
        world.lock_out()

        assert code_of(lambda: world.provider.calendars(access)) == "provider.refused"
        assert code_of(lambda: _read(world, access, calendar_id)) == "provider.refused"
        assert code_of(lambda: _ask(world, access, calendar_id)) == "provider.refused"

    def test_a_calendar_that_is_gone_is_told(self, world: World) -> None:
        access, calendar_id = world.access(), world.calendar_id()
        world.remove_calendar()

        assert code_of(lambda: _read(world, access, calendar_id)) == "provider.gone"
        assert code_of(lambda: _ask(world, access, calendar_id)) == "provider.gone"

    def test_nothing_is_asked_while_a_transaction_is_open(self, world: World) -> None:
        access, calendar_id = world.access(), world.calendar_id()
        db.session.execute(db.text("SELECT 1"))

        with pytest.raises(RuntimeError, match="transaction"):
            _ask(world, access, calendar_id)

    def test_an_event_of_ours_is_put_once_moved_and_removed(self, world: World) -> None:
        access, calendar_id = world.access(), world.calendar_id()
        if not world.provider.writes:
            assert code_of(lambda: _put(world, access, calendar_id)) == "provider.read_only"
            return
        written = _put(world, access, calendar_id)
        again = world.provider.put(access, calendar_id, WANTED, known=None)
        assert again.id == written.id
        assert spans(_ask(world, access, calendar_id)) == [(NINE, TEN)]

        moved = replace(WANTED, sequence=1, starts_at=TEN, ends_at=TEN + HOUR)
        written = world.provider.put(access, calendar_id, moved, known=again)
        (ours,) = _ask(world, access, calendar_id)
        assert spans([ours]) == [(TEN, TEN + HOUR)]
        assert (ours.uid, ours.mark) in ((WANTED.uid, WANTED.id), (WANTED.uid, None), (ours.uid, WANTED.id))

        assert world.provider.has(access, calendar_id, written.id)
        world.provider.remove(access, calendar_id, moved, known=written)
        world.provider.remove(access, calendar_id, moved, known=written)
        assert _ask(world, access, calendar_id) == []
        assert not world.provider.has(access, calendar_id, written.id)

    def test_one_that_makes_no_meetings_says_so(self, world: World) -> None:
        access, calendar_id = world.access(), world.calendar_id()

        if world.provider.meetings is None:
            refused = code_of(lambda: world.provider.link(access, calendar_id, WANTED.id))
            assert refused == "provider.no_meeting"

    def test_an_event_that_was_never_put_can_be_removed(self, world: World) -> None:
        access, calendar_id = world.access(), world.calendar_id()

        if world.provider.writes:
            world.provider.remove(access, calendar_id, WANTED, known=None)
        else:
            refused = code_of(lambda: world.provider.remove(access, calendar_id, WANTED, known=None))
            assert refused == "provider.read_only"


def _told_anew(world: World, access: Access, cursor: str | None) -> list[tuple[int, int]] | str:
    try:
        return spans(after({}, pages(world, access, cursor)).values())
    except ProviderError as problem:
        return "refused" if problem.code == "provider.cursor_expired" else problem.code


def _read(world: World, access: Access, calendar_id: str) -> list[Changes]:
    return list(world.provider.changes(access, calendar_id, cursor=None, window=WINDOW))


def _ask(world: World, access: Access, calendar_id: str) -> Sequence[ExternalEvent]:
    return list(world.provider.events(access, calendar_id, window=WINDOW, timeout=TIMEOUT))


def _put(world: World, access: Access, calendar_id: str) -> Any:
    return world.provider.put(access, calendar_id, WANTED, known=None)
