"""Lists of a calendar's events: filters, pages, and recurring events as one entry or as one for each occurrence.

A cursor holds the start and the id of the last entry, so a page does not shift when events are added before it.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Select, String, cast, literal, or_, select, tuple_

from webapp.errors import InvalidInput
from webapp.extensions import db
from webapp.lib import cursors
from webapp.models import Calendar, Event
from webapp.models.event import EVENT_CANCELLED
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
            recurrence_id=event.recurrence_id,
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
    query = _matching(calendar, event_filter).order_by(Event.starts_at, Event.id)
    if page_token is not None:
        last = tuple_(*map(literal, cursors.unpack(page_token)))
        query = query.where(tuple_(Event.starts_at, Event.id) > last)
    rows = db.session.scalars(query.limit(limit + 1))
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
    rows = db.session.scalars(
        _matching(calendar, replace(event_filter, start=since, end=until), expanded=True)
    )
    zone = times.zone_of(calendar)
    entries = sorted(
        _entries(rows.all(), zone=zone, since=since, until=until),
        key=lambda entry: (entry.starts_at, entry.id),
    )
    if page_token is not None:
        last = cursors.unpack(page_token)
        entries = [entry for entry in entries if (entry.starts_at, entry.id) > last]
    return _page(entries, limit, mark=lambda entry: entry.id)


def _page(
    entries: list[Entry], limit: int, *, mark: Callable[[Entry], str]
) -> tuple[list[Entry], str | None]:
    if len(entries) <= limit:
        return entries, None
    last = entries[limit - 1]
    return entries[:limit], cursors.pack(last.starts_at, mark(last))


def _entries(events: Sequence[Event], *, zone: str, since: int, until: int) -> Iterable[Entry]:
    series = [event.id for event in events if event.recurrence]
    elsewhere = occurrences.recurrence_ids(db.session(), series)
    for event in events:
        if not event.recurrence:
            yield Entry.of(event)
            continue
        spans = times.occurrences(event.when, event.recurrence, zone=zone, since=since, until=until)
        for starts_at, ends_at in spans:
            recurrence_id = times.recurrence_id(starts_at, event.when, zone=zone)
            if recurrence_id not in elsewhere.get(event.id, ()):
                yield Entry(event=event, starts_at=starts_at, ends_at=ends_at, recurrence_id=recurrence_id)


def _matching(calendar: Calendar, event_filter: EventFilter, *, expanded: bool = False) -> Select[Event]:
    return select(Event).where(
        Event.calendar_id == calendar.id, *_conditions(event_filter, expanded=expanded)
    )


def _conditions(event_filter: EventFilter, *, expanded: bool) -> Iterable[ColumnElement[bool]]:
    recurs = cast(Event.recurrence, String) != "[]"
    if event_filter.start is not None:
        yield or_(Event.ends_at > event_filter.start, recurs)
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
        yield or_(own_rows, Event.id == event_filter.master_id) if expanded else own_rows
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
