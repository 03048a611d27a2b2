"""The busy spans of events that programs enter.

They are written in the event's own transaction, under its calendar's lock. A person may overlap their own
events, so these spans are never exclusive. A recurring event is entered for a horizon that
`services.calendars.events.extend_horizon` moves on as days pass.
"""

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from webapp.models import BusySpan, Calendar, Event
from webapp.models.event import EVENT_CANCELLED
from webapp.scheduling import DAY
from webapp.services.calendars import occurrences, times
from webapp.services.calendars.series import Series, carry_along

HORIZON_DAYS = 400
PAST_DAYS = 31


def rewrite(session: Session, event: Event, *, zone: str, now: int) -> None:
    """Replace an event's spans by what it means now."""
    session.execute(delete(BusySpan).where(BusySpan.event_id == event.id))
    _insert(session, event, expected(session, event, zone=zone, now=now))


def missing(session: Session, event: Event, *, zone: str, now: int) -> list[tuple[int, int]]:
    """The spans that the horizon has come to since the event was last entered."""
    there = set(session.scalars(select(BusySpan.starts_at).where(BusySpan.event_id == event.id)))
    return [span for span in expected(session, event, zone=zone, now=now) if span[0] not in there]


def extend(session: Session, event: Event, *, zone: str, now: int) -> int:
    """Enter what is missing. Returns how many spans that were."""
    spans = missing(session, event, zone=zone, now=now)
    _insert(session, event, spans)
    return len(spans)


def follow_zone(session: Session, calendar: Calendar, *, before: str, now: int) -> None:
    """Work out anew what depends on a calendar's zone, after it has changed: all-day and recurring events."""
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
        rewrite(session, event, zone=zone, now=now)


def expected(session: Session, event: Event, *, zone: str, now: int) -> list[tuple[int, int]]:
    """The spans that an event makes busy: all of a single one, a recurring one's within the horizon.

    Occurrences that have a row of their own are left to it.
    """
    if not event.busy or event.status == EVENT_CANCELLED or event.starts_at == event.ends_at:
        return []
    if not event.recurrence:
        return [(event.starts_at, event.ends_at)]
    since, until = now - PAST_DAYS * DAY, now + HORIZON_DAYS * DAY
    held = times.occurrences(event.when, event.recurrence, zone=zone, since=since, until=until)
    elsewhere = occurrences.recurrence_ids(session, [event.id]).get(event.id)
    if elsewhere:
        held = [span for span in held if times.recurrence_id(span[0], event.when, zone=zone) not in elsewhere]
    return held


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
