"""A provider of calendars that lives in memory, with cursors, pages, and failures on demand.

`FakeServer` is the server with its accounts; tests change its calendars behind our back. `FakeProvider` is what a
module in `webapp/providers/` would be: the fixture `fake` adds it under the kind `fake`.
"""

import threading
from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Annotated, Any

import pytest
from pydantic import BaseModel

from tests.fake_own_events import OwnEventsFake
from tests.making_meetings import AT_ONCE, LATER, NEVER
from tests.pushing import Pusher, PushingFake
from webapp import providers
from webapp.errors import InvalidInput, ProviderError
from webapp.lib import fields, http
from webapp.lib.external import (
    CONFIRMED,
    TENTATIVE,
    Access,
    Changes,
    Connected,
    ExternalCalendar,
    ExternalEvent,
    Occurrence,
    WantedEvent,
    Window,
    Written,
)
from webapp.providers import Account

KIND = "fake"
PASSWORD = "app-password-of-the-fake"  # of a server in memory
ZONE = "Europe/Stockholm"
MEETINGS = "Fake Meetings"


class Settings(BaseModel):
    email: Annotated[str, fields.line(254)]
    password: str = ""
    url: str | None = None
    username: str | None = None


@dataclass
class FakeCalendar:
    """`log`: the id of what changed, in the order of the changes. A cursor is a place in it."""

    listed: ExternalCalendar
    events: dict[str, ExternalEvent] = field(default_factory=dict)
    log: list[str] = field(default_factory=list)
    first_cursor: int = 0  # older cursors have expired

    def put(self, event: ExternalEvent) -> None:
        etag = f'"{len(self.log) + 1}"'
        self.events[event.id] = replace(event, etag=etag)
        self.log.append(event.id)

    def remove(self, event_id: str) -> None:
        del self.events[event_id]
        self.log.append(event_id)

    def expire_cursors(self) -> None:
        self.first_cursor = len(self.log) + 1


class FakeServer:
    """`fail`: what the next calls of a method raise, one after the other. `asked`: how often each was called.

    `meetings`: whether a video meeting that is asked for is made at once, later, or never. `links`: those that were
    made, by event; None for what is to be made later.
    """

    def __init__(self) -> None:
        self.calendars: dict[str, FakeCalendar] = {}
        self.password = PASSWORD
        self.token = "token-1"  # of a server in memory
        self.page_size = 100
        self.asked: Counter[str] = Counter()
        self.pages_read = 0
        self.answers_twice = False  # sends each page a second time
        self.fail_after_pages: int | None = None
        self.wanted: dict[str, WantedEvent] = {}  # as last put
        self.meetings = AT_ONCE
        self.links: dict[str, str | None] = {}
        self._failures: dict[str, deque[BaseException]] = {}
        self.pusher = Pusher()
        self.extends = False  # whether its channels can live longer than they were made for
        self.lock = threading.RLock()

    def add_calendar(self, calendar_id: str = "work", **values: Any) -> FakeCalendar:
        given = {"name": calendar_id.title(), "timezone": ZONE, **values}
        self.calendars[calendar_id] = FakeCalendar(ExternalCalendar(id=calendar_id, **given))
        return self.calendars[calendar_id]

    def forget_failures(self) -> None:
        self._failures.clear()

    def fail(self, method: str, *problems: BaseException) -> None:
        self._failures.setdefault(method, deque()).extend(problems)

    def meet(self, method: str) -> None:
        """Count a call, and raise what it is to fail with."""
        http.forbid_open_transaction()
        with self.lock:
            self.asked[method] += 1
            if waiting := self._failures.get(method):
                raise waiting.popleft()

    def make_link(self, event_id: str) -> None:
        """Make the meeting of an event, or see to it that it is made later."""
        if self.meetings != NEVER and self.links.get(event_id) is None:
            self.links[event_id] = None if self.meetings == LATER else f"https://fake.example/{event_id}"

    def make_meetings(self) -> None:
        """Make those that were to be made later."""
        self.meetings = AT_ONCE
        for event_id in self.links:
            self.make_link(event_id)

    def calendar(self, calendar_id: str) -> FakeCalendar:
        if calendar_id not in self.calendars:
            raise ProviderError("provider.gone")
        return self.calendars[calendar_id]


class FakeProvider(PushingFake, OwnEventsFake):
    """Asks a `FakeServer`."""

    server: FakeServer
    settings = Settings
    first_calendar = "Calendar"
    proves_email = False
    writes = True
    meetings: str | None = MEETINGS
    named_by_hand = False

    def __init__(self, server: FakeServer) -> None:
        self.server = server

    def account(self, settings: Mapping[str, Any]) -> Account:
        given = fields.checked(Settings, settings, within="settings")
        if "@" not in given.email:
            raise InvalidInput("email.invalid", field="settings.email")
        place = given.model_dump(include={"url", "username"}, exclude_none=True)
        return Account(email=given.email.lower(), settings={"email": given.email.lower(), **place})

    def connect(self, settings: Mapping[str, Any]) -> Connected:
        account = self.account(settings)
        self.server.meet("connect")
        if settings.get("password") != self.server.password:
            raise ProviderError("provider.refused")
        return Connected(
            email=account.email,
            settings=account.settings,
            secret={"password": settings["password"], "token": self.server.token},
            calendars=self._listed(),
        )

    def calendars(self, access: Access) -> Sequence[ExternalCalendar]:
        self._let_in("calendars", access)
        return self._listed()

    def changes(
        self, access: Access, calendar_id: str, *, cursor: str | None, window: Window
    ) -> Iterator[Changes]:
        self._let_in("changes", access)
        calendar = self.server.calendar(calendar_id)
        if cursor is not None and int(cursor) < calendar.first_cursor:
            raise ProviderError("provider.cursor_expired")
        with self.server.lock:
            last = len(calendar.log)
            changed = sorted(calendar.events) if cursor is None else sorted(set(calendar.log[int(cursor) :]))
            events = [_cut(calendar.events[each], window) for each in changed if each in calendar.events]
            gone = [each for each in changed if each not in calendar.events]
        size = self.server.page_size
        pages = [events[at : at + size] for at in range(0, len(events), size)] or [[]]
        for number, page in enumerate(pages):
            if number:
                self._let_in("page", access)
            if self.server.fail_after_pages is not None and number >= self.server.fail_after_pages:
                raise ProviderError("provider.unreachable")
            http.forbid_open_transaction()
            self.server.pages_read += 1
            is_last = number == len(pages) - 1
            answer = Changes(
                events=tuple(page),
                gone=tuple(gone) if is_last else (),
                is_whole=cursor is None,
                cursor=str(last) if is_last else None,
            )
            yield from [answer] * (2 if self.server.answers_twice else 1)

    def events(
        self, access: Access, calendar_id: str, *, window: Window, timeout: float
    ) -> Sequence[ExternalEvent]:
        self._let_in("events", access)
        calendar = self.server.calendar(calendar_id)
        with self.server.lock:
            cut = [_cut(event, window) for event in calendar.events.values()]
        return [event for event in cut if event.occurrences]

    def has(self, access: Access, calendar_id: str, event_id: str) -> bool:
        self._let_in("has", access)
        return event_id in self.server.calendar(calendar_id).events

    def put(self, access: Access, calendar_id: str, event: WantedEvent, *, known: Written | None) -> Written:
        self._let_in("put", access)
        calendar = self.server.calendar(calendar_id)
        with self.server.lock:
            calendar.put(copy_of(event))
            self.server.wanted[event.id] = event
            if event.wants_link:
                self.server.make_link(event.id)
            link = self.server.links.get(event.id)
            return Written(id=event.id, etag=calendar.events[event.id].etag, link=link)

    def remove(self, access: Access, calendar_id: str, event: WantedEvent, *, known: Written | None) -> None:
        self._let_in("remove", access)
        calendar = self.server.calendar(calendar_id)
        with self.server.lock:
            if event.id in calendar.events:
                calendar.remove(event.id)

    def link(self, access: Access, calendar_id: str, event_id: str) -> str | None:
        self._let_in("link", access)
        with self.server.lock:
            if event_id not in self.server.links:
                raise ProviderError("provider.no_meeting")
            return self.server.links[event_id]

    def _listed(self) -> tuple[ExternalCalendar, ...]:
        return tuple(calendar.listed for calendar in self.server.calendars.values())

    def _let_in(self, method: str, access: Access) -> None:
        self.server.meet(method)
        if access.secret.get("password") != self.server.password:
            raise ProviderError("provider.refused")


def copy_of(event: WantedEvent) -> ExternalEvent:
    """The provider's copy of an event of ours."""
    occurrence = Occurrence(
        recurrence_id=None,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        busy=True,
        timezone=event.timezone,
        status=TENTATIVE if event.is_placeholder else CONFIRMED,
        title=event.title,
    )
    return ExternalEvent(id=event.id, uid=event.uid, mark=event.id, occurrences=(occurrence,))


def meeting(event_id: str, *spans: tuple[int, int], busy: bool = True, **values: Any) -> ExternalEvent:
    """An event with an occurrence for each span; with several of them, a series."""
    occurrences = tuple(
        Occurrence(
            recurrence_id=None if len(spans) == 1 else f"{number:08d}",
            starts_at=starts_at,
            ends_at=ends_at,
            busy=busy,
            **{"title": event_id, **values},
        )
        for number, (starts_at, ends_at) in enumerate(spans)
    )
    return ExternalEvent(id=event_id, uid=f"{event_id}@elsewhere", occurrences=occurrences)


def _cut(event: ExternalEvent, window: Window) -> ExternalEvent:
    kept = [
        each for each in event.occurrences if each.starts_at < window.until and each.ends_at > window.since
    ]
    return replace(event, occurrences=tuple(kept))


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> FakeServer:
    """A server with a calendar `work`, and the kind `fake` that asks it."""
    server = FakeServer()
    server.add_calendar()
    known = {**providers.registry(), KIND: FakeProvider(server)}
    monkeypatch.setattr(providers, "registry", lambda: known)
    return server


@pytest.fixture
def caldav_in_memory(monkeypatch: pytest.MonkeyPatch) -> FakeServer:
    """The same server, asked by the kind `caldav`, which forms know."""
    server = FakeServer()
    server.add_calendar()
    known = {**providers.registry(), "caldav": FakeProvider(server)}
    monkeypatch.setattr(providers, "registry", lambda: known)
    return server
