"""The busy spans of events that programs enter, and of those that are copied from calendars elsewhere.

They are written in the event's own transaction, under its calendar's lock. They are never exclusive, because a
person's own events may overlap. A recurring event has spans up to a horizon, which
`services.calendars.events.extend_horizon` moves on every day.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from webapp.models import BusySpan, Calendar, Event
from webapp.models.event import EVENT_CANCELLED
from webapp.scheduling import DAY
from webapp.services.calendars import occurrences, times
from webapp.services.calendars.series import Series, carry_along

AT_ONCE = 500  # ids in a statement

_table: Any = BusySpan.__table__
HORIZON_DAYS = 400
PAST_DAYS = 31


def rewrite(session: Session, event: Event, *, zone: str, now: int) -> None:
    """Write the spans of an event again, after it has changed."""
    session.execute(delete(BusySpan).where(BusySpan.event_id == event.id))
    _insert(session, event, expected(session, event, zone=zone, now=now))


def missing(session: Session, event: Event, *, zone: str, now: int) -> list[tuple[int, int]]:
    """The spans that the horizon now includes and that are not written yet."""
    existing = set(session.scalars(select(BusySpan.starts_at).where(BusySpan.event_id == event.id)))
    return [span for span in expected(session, event, zone=zone, now=now) if span[0] not in existing]


def extend(session: Session, event: Event, *, zone: str, now: int) -> int:
    """Write the missing spans. Returns how many there were."""
    spans = missing(session, event, zone=zone, now=now)
    _insert(session, event, spans)
    return len(spans)


def add(session: Session, rows: Iterable[Mapping[str, Any]]) -> None:
    """Write the spans of these rows of events, as far as they make time busy. None of them comes again."""
    spans = [
        {
            "calendar_id": row["calendar_id"],
            "event_id": row["id"],
            "starts_at": row["starts_at"],
            "ends_at": row["ends_at"],
            "exclusive": False,
        }
        for row in rows
        if row["busy"] and row["status"] != EVENT_CANCELLED and row["starts_at"] < row["ends_at"]
    ]
    if spans:
        session.connection().execute(insert(_table), spans)


def remove(session: Session, event_ids: Sequence[str]) -> None:
    """Remove the spans of these events."""
    for at in range(0, len(event_ids), AT_ONCE):
        session.execute(delete(BusySpan).where(BusySpan.event_id.in_(event_ids[at : at + AT_ONCE])))


def put_into(session: Session, event_ids: Sequence[str], calendar_id: str) -> None:
    """Put the spans of these events into another calendar, as the events are. Both calendars are locked."""
    session.execute(update(BusySpan).where(BusySpan.event_id.in_(event_ids)).values(calendar_id=calendar_id))


def follow_zone(session: Session, calendar: Calendar, *, before: str, now: int) -> None:
    """Move the all-day and recurring events of a calendar whose zone has changed."""
    zone = times.zone_of(calendar)
    mine = select(Event).where(Event.calendar_id == calendar.id, Event.booking_id.is_(None))
    affected = [
        event
        for event in session.scalars(mine).all()
        if event.recurrence or event.when["object"] in ("date", "datespan")
    ]
    moved: list[Event] = []
    for event in affected:
        if event.recurrence:
            was, is_now = Series.of(event, zone=before), Series.of(event, zone=zone)
            moved += carry_along(session, event, before=was, after=is_now)
    for event in filter(session.__contains__, {*affected, *moved}):
        event.starts_at, event.ends_at = times.bounds(event.when, zone=zone)
        event.over_at = times.over_at(event.when, event.recurrence, zone=zone)
        rewrite(session, event, zone=zone, now=now)


def expected(session: Session, event: Event, *, zone: str, now: int) -> list[tuple[int, int]]:
    """The spans that an event makes busy; of a recurring event those within the horizon.

    Occurrences with a row of their own are left out: their row has its own span.
    """
    if not event.busy or event.status == EVENT_CANCELLED or event.starts_at == event.ends_at:
        return []
    if not event.recurrence:
        return [(event.starts_at, event.ends_at)]
    since, until = now - PAST_DAYS * DAY, now + HORIZON_DAYS * DAY
    found = times.occurrences(event.when, event.recurrence, zone=zone, since=since, until=until)
    elsewhere = occurrences.recurrence_ids(session, [event.id]).get(event.id)
    if elsewhere:
        found = [
            span for span in found if times.recurrence_id(span[0], event.when, zone=zone) not in elsewhere
        ]
    return found


def _insert(session: Session, event: Event, spans: list[tuple[int, int]]) -> None:
    rows = [
        {
            "calendar_id": event.calendar_id,
            "event_id": event.id,
            "starts_at": starts_at,
            "ends_at": ends_at,
            "exclusive": False,
        }
        for starts_at, ends_at in spans
    ]
    if rows:
        session.execute(insert(BusySpan), rows)
