"""Lists of a calendar's events: filters, pages, and recurring events as one entry or as one for each occurrence.

A cursor holds the start and the id of the last entry, so a page does not shift when events are added before it.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import (
    ColumnElement,
    String,
    and_,
    case,
    cast,
    literal,
    or_,
    select,
    true,
    tuple_,
    union_all,
)
from sqlalchemy.orm import aliased

from webapp.errors import InvalidInput
from webapp.extensions import db
from webapp.lib import cursors
from webapp.models import Calendar, Event
from webapp.models.event import EVENT_CANCELLED, ending_after, going_on, happening_once, recurring
from webapp.scheduling import DAY
from webapp.services.calendars import occurrences, times

EXPANDED_DAYS = 31
EXPANDED_DAYS_AT_MOST = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFilter:
    """None leaves a filter out. An event matches when it ends after `start` and begins before `end`.

    `title`, `description` and `location` match a part of the text, `attendees` whoever takes part of these.
    """

    start: int | None = None
    end: int | None = None
    title: str | None = None
    description: str | None = None
    location: str | None = None
    ical_uid: str | None = None
    busy: bool | None = None
    metadata: tuple[tuple[str, str], ...] = ()
    attendees: tuple[str, ...] = ()
    updated_after: int | None = None
    updated_before: int | None = None
    show_cancelled: bool = False
    master_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An event, or one occurrence of a recurring event, with its own start and end.

    For an occurrence, `event` is its own row, or the series when it has no row.
    """

    event: Event
    starts_at: int
    ends_at: int
    recurrence_id: str | None = None

    @classmethod
    def of(cls, event: Event) -> "Entry":
        """The entry of a row: an event, a series, or an occurrence that differs from it."""
        return cls(
            event=event,
            starts_at=event.starts_at,
            ends_at=event.ends_at,
            # What is copied from elsewhere has no series here, so that each of its occurrences is an event.
            recurrence_id=event.recurrence_id if event.master_id else None,
        )

    @property
    def is_occurrence(self) -> bool:
        return self.recurrence_id is not None

    @property
    def master_id(self) -> str:
        """The id of the series, or of the event itself."""
        return self.event.master_id or self.event.id

    @property
    def id(self) -> str:
        """The event's id; for an occurrence followed by its recurrence id, as in `<id>_20270104T090000Z`."""
        return f"{self.master_id}_{self.recurrence_id}" if self.is_occurrence else self.event.id


def listing(
    calendar: Calendar, event_filter: EventFilter, *, limit: int, page_token: str | None
) -> tuple[list[Entry], str | None]:
    """Events by start, a recurring event once, and the cursor of the next page.

    Occurrences that differ from their series are entries of their own.
    """
    parts = [true()] if event_filter.start is None else _reaching_beyond(event_filter.start)
    conditions = [Event.calendar_id == calendar.id, *_conditions(event_filter)]
    after = None if page_token is None else cursors.unpack(page_token)
    rows = first(parts, conditions, after=after, limit=limit + 1)
    return _page([Entry.of(row) for row in rows], limit, mark=lambda entry: entry.event.id)


def expanded(
    calendar: Calendar, event_filter: EventFilter, *, limit: int, page_token: str | None, now: int
) -> tuple[list[Entry], str | None]:
    """Events by start, a recurring event once for each occurrence in the window, and the cursor of the next page.

    The window is `start` to `end`, by default a month from now. Raises InvalidInput when it is longer than 400 days.
    """
    since = now if event_filter.start is None else event_filter.start
    until = since + EXPANDED_DAYS * DAY if event_filter.end is None else event_filter.end
    if until - since > EXPANDED_DAYS_AT_MOST * DAY:
        raise InvalidInput("events.window_too_long", field="end", days=EXPANDED_DAYS_AT_MOST)
    after = None if page_token is None else cursors.unpack(page_token)
    conditions = [
        Event.calendar_id == calendar.id,
        *_conditions(replace(event_filter, end=until), with_series=True),
    ]
    single = [*conditions, happening_once()]
    rows = first(ending_after(since), single, named_by=_entry_id, after=after, limit=limit + 1)
    zones = {calendar.id: times.zone_of(calendar)}
    repeated = occurrences_of(series(conditions, since=since), zones=zones, since=since, until=until)
    entries = [
        *map(Entry.of, rows),
        *(entry for entry in repeated if after is None or _place(entry) > after),
    ]
    entries.sort(key=_place)
    return _page(entries, limit, mark=lambda entry: entry.id)


def series(conditions: Sequence[ColumnElement[bool]], *, since: int) -> Sequence[Event]:
    """The series that fulfil the conditions and are not over by then. One query, which reads no other."""
    parts = [select(Event).where(*conditions, part) for part in going_on(since)]
    return db.session.scalars(select(aliased(Event, union_all(*parts).subquery()))).all()


def occurrences_of(
    recurring_events: Sequence[Event], *, zones: Mapping[str, str], since: int, until: int
) -> Iterable[Entry]:
    """An entry for each time that one of these takes place in the window, but for those that have rows of their own.

    `zones`: in which the dates of each calendar are read, by its id. One query.
    """
    if not recurring_events:
        return
    longest = max(event.ends_at - event.starts_at for event in recurring_events)
    elsewhere = occurrences.recurrence_ids(
        db.session(), [event.id for event in recurring_events], since=since - longest, until=until
    )
    for event in recurring_events:
        zone = zones[event.calendar_id]
        spans = times.occurrences(event.when, event.recurrence, zone=zone, since=since, until=until)
        for starts_at, ends_at in spans:
            recurrence_id = times.recurrence_id(starts_at, event.when, zone=zone)
            if recurrence_id not in elsewhere.get(event.id, ()):
                yield Entry(event=event, starts_at=starts_at, ends_at=ends_at, recurrence_id=recurrence_id)


def _reaching_beyond(since: int) -> list[ColumnElement[bool]]:
    """Conditions that exclude each other: an event ends after `since`, or its series may go on."""
    return [*ending_after(since), and_(recurring(), Event.ends_at <= since)]


def _place(entry: Entry) -> tuple[int, str]:
    return entry.starts_at, entry.id


def _event_id(event: type[Event]) -> ColumnElement[str]:
    return event.id.expression


def _entry_id(event: type[Event]) -> ColumnElement[str]:
    """`Entry.id` of a row that is no series."""
    of_occurrence = event.master_id + "_" + event.recurrence_id
    return case((event.master_id.is_(None), event.id), else_=of_occurrence)


def first(
    parts: Sequence[ColumnElement[bool]],
    conditions: Sequence[ColumnElement[bool]],
    *,
    named_by: Callable[[type[Event]], ColumnElement[str]] = _event_id,
    after: tuple[int, str] | None = None,
    limit: int,
) -> Sequence[Event]:
    """The first events, by start and name, that fulfil the conditions and one of the parts, each as its index has them.

    `after` is the start and the name of the last one that is left out.
    """
    name = named_by(Event)
    beyond: list[ColumnElement[bool]] = []
    if after is not None:
        beyond = [Event.starts_at >= after[0], tuple_(Event.starts_at, name) > tuple_(*map(literal, after))]
    in_order = select(Event).where(*conditions, *beyond).order_by(Event.starts_at, name).limit(limit)
    firsts = [select(in_order.where(part).subquery()) for part in parts]
    event = aliased(Event, union_all(*firsts).subquery())
    return db.session.scalars(select(event).order_by(event.starts_at, named_by(event)).limit(limit)).all()


def _page(
    entries: list[Entry], limit: int, *, mark: Callable[[Entry], str]
) -> tuple[list[Entry], str | None]:
    if len(entries) <= limit:
        return entries, None
    last = entries[limit - 1]
    return entries[:limit], cursors.pack(last.starts_at, mark(last))


def _conditions(event_filter: EventFilter, *, with_series: bool = False) -> Iterable[ColumnElement[bool]]:
    """All that a filter demands but for its `start`: for that see `_reaching_beyond`."""
    if event_filter.end is not None:
        yield Event.starts_at < event_filter.end
    if not event_filter.show_cancelled:
        yield Event.status != EVENT_CANCELLED
    if event_filter.busy is not None:
        yield Event.busy.is_(event_filter.busy)
    if event_filter.ical_uid is not None:
        yield Event.ical_uid == event_filter.ical_uid
    if event_filter.updated_after is not None:
        yield Event.updated_at > event_filter.updated_after
    if event_filter.updated_before is not None:
        yield Event.updated_at < event_filter.updated_before
    if event_filter.master_id is not None:
        own_rows = Event.master_id == event_filter.master_id
        yield or_(own_rows, Event.id == event_filter.master_id) if with_series else own_rows
    yield from _texts(event_filter)
    if event_filter.attendees:
        yield or_(*map(_takes_part, event_filter.attendees))
    for key, value in event_filter.metadata:
        yield Event.fields[key].as_string() == value


def _takes_part(email: str) -> ColumnElement[bool]:
    # Participants are JSON text: an address stands there in quotes, with its case as it was sent.
    return cast(Event.participants, String).icontains(f'"email": {json.dumps(email)}', autoescape=True)


def _texts(event_filter: EventFilter) -> Iterable[ColumnElement[bool]]:
    texts: tuple[tuple[Any, str | None], ...] = (
        (Event.title, event_filter.title),
        (Event.description, event_filter.description),
        (Event.location, event_filter.location),
    )
    for column, part in texts:
        if part is not None:
            yield column.icontains(part, autoescape=True)
