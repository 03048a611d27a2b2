"""What is read from calendars elsewhere and written to them, in one shape for every kind of provider.

Instants are whole Unix seconds, spans are half-open. These are values only: nothing here asks a provider or a
database. `webapp/providers/` makes them, `webapp/services/calendars/` stores what they say.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

CONFIRMED, TENTATIVE, CANCELLED = "confirmed", "maybe", "cancelled"
YES, NO, MAYBE = "yes", "no", "maybe"


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """How to reach an account: what its grant stores openly, and what it stores encrypted.

    `renew` stores another secret, when the provider has given one (a refresh token that was exchanged). It opens a
    transaction of its own.
    """

    email: str
    settings: Mapping[str, Any]
    secret: Mapping[str, Any]
    renew: Callable[[Mapping[str, Any]], None] = field(default=lambda secret: None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExternalCalendar:
    """`id`: the provider's name of it. `timezone`: an IANA name, None when the provider names none that we know."""

    id: str
    name: str
    timezone: str | None = None
    description: str | None = None
    is_primary: bool = False
    read_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """One time at which an event happens.

    `recurrence_id`: which occurrence of its series this is (`20270104T090000Z`, `20270104`); None for an event that
    happens once. `days`: the first day and the day after the last, as `2027-01-04`, of an all-day event.
    `busy` is false for what takes no time: free, cancelled, or declined by the owner of the calendar.
    """

    recurrence_id: str | None
    starts_at: int
    ends_at: int
    busy: bool
    days: tuple[str, str] | None = None
    timezone: str | None = None
    status: str = CONFIRMED
    title: str = ""
    location: str | None = None
    description: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExternalEvent:
    """An event as its provider has it, with every occurrence in the window that was asked for.

    `id`: the provider's name of it: an href of CalDAV, an event id of Google or Microsoft, the UID in an ICS file.
    `uid`: its iCalendar UID. `mark`: the id of our own event, where the provider keeps one beside its copy.
    `answer`: what the owner of the calendar answered to it: yes, no, maybe, or None for nothing.
    `trouble`: why it could not be read as it stands, as a code from TROUBLES; its time then counts as busy.
    """

    id: str
    uid: str
    etag: str | None = None
    mark: str | None = None
    answer: str | None = None
    occurrences: tuple[Occurrence, ...] = ()
    trouble: str | None = None


# Why an event could not be read as it stands.
TROUBLES = frozenset(("unreadable", "zone_unknown", "rule_unsupported", "too_many_occurrences"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """A page of what has changed in a calendar.

    `gone`: ids of events that the provider says are deleted. `is_whole`: these pages together list everything in the
    window, so that what is not among them is gone too. `cursor`: where to go on next time; on the last page alone.
    """

    events: tuple[ExternalEvent, ...] = ()
    gone: tuple[str, ...] = ()
    is_whole: bool = False
    cursor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """What to read: everything that overlaps [since, until). `timezone`: in which floating times are read."""

    since: int
    until: int
    timezone: str


EVER = Window(since=0, until=253_370_764_800, timezone="UTC")  # until the year 9999


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedEvent:
    """How an event of ours should stand in a calendar elsewhere. `id` is our event's, `uid` its iCalendar UID.

    `decided_at`: when we decided so. The same decision makes the same entry, however often it is written.
    `attendees`: names and addresses. No provider may send them anything: our own mails invite them.
    `wants_link`: whether the provider should make a link to a video meeting.
    """

    id: str
    uid: str
    sequence: int
    title: str
    starts_at: int
    ends_at: int
    timezone: str
    decided_at: int = 0
    is_placeholder: bool = False
    description: str | None = None
    location: str | None = None
    organizer: tuple[str, str] | None = None
    attendees: tuple[tuple[str, str], ...] = ()
    wants_link: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnEvent:
    """An event of a calendar's owner, as they enter or change it here. What is None stays as the provider has it.

    `id`: of our row; a new event gets its name at the provider from it, so that entering it again makes no second one.
    `decided_at`: when they decided so.
    `span`: from when to when; with `days`, the first day and the day after the last of an all-day event.
    """

    id: str
    decided_at: int = 0
    title: str | None = None
    span: tuple[int, int] | None = None
    days: tuple[str, str] | None = None
    busy: bool | None = None
    location: str | None = None
    description: str | None = None

    def stands_in(self, read: ExternalEvent) -> bool:
        """Whether the provider has it like this already. Not every provider tells all notes."""
        if len(read.occurrences) != 1:
            return False
        there = read.occurrences[0]
        if self.span is not None and self.days != there.days:
            return False
        wanted = (
            (self.title, there.title),
            (self.span if self.days is None else None, (there.starts_at, there.ends_at)),
            (self.busy, there.busy),
            (self.location, there.location or ""),
        )
        return all(ours is None or ours == theirs for ours, theirs in wanted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Where the provider keeps an event of ours. `link`: the meeting that it made, if it was asked for one."""

    id: str
    etag: str | None = None
    link: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyChange:
    """What a provider says of its copy of an event of ours. `event_id`: ours. `copy`: None when it was deleted there.

    `read_at`: when the reading began that found it; whatever we wrote since then is not in it.
    """

    event_id: str
    copy: ExternalEvent | None
    read_at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedChannel:
    """How a provider is to tell us that a calendar has changed: at `address`, with `token`, until `until` at most.

    `id`: our own name of the channel, new for each. `token`: proves that it is the provider who tells.
    """

    id: str
    token: str
    address: str
    until: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A channel that a provider has made. `id`: ours. `provider_id`: what it takes to end it. `until`: its own end."""

    id: str
    provider_id: str
    until: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Push:
    """What a provider sent to a channel's address. Only the token is believed; the rest tells what to look at.

    `tokens`: every one that was sent; all must be the channel's. `channel_id`: our name of it, where it was sent.
    `greeting`: asks to be answered with just this text, to show that the address is ours. `is_news`: whether the
    calendar may have changed. `is_ending`: whether the channel must be renewed to go on.
    """

    tokens: tuple[str, ...] = ()
    channel_id: str | None = None
    greeting: str | None = None
    is_news: bool = True
    is_ending: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Connected:
    """An account that let us in. `secret` is stored encrypted; `calendars` are all of its calendars."""

    email: str
    settings: dict[str, Any]
    secret: Mapping[str, Any]
    calendars: tuple[ExternalCalendar, ...] = ()
