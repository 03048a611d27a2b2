"""Events of a calendar, as programs enter, read, change and delete them.

An event that belongs to a booking can be read here and nothing more: the booking decides about its time, its
guests and its end, and answers for them in mails and webhooks. A deleted event is gone at once (section 11).
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import String, cast, select
from sqlalchemy.orm import Session, contains_eager

from webapp.errors import InvalidInput, NotAllowedNow, NotFound
from webapp.extensions import db, repeat_on_deadlock, transaction
from webapp.lib.ids import is_id
from webapp.models import Calendar, Event, new_id
from webapp.models.event import EVENT_CANCELLED
from webapp.scheduling import DAY, DEFAULT_ZONE
from webapp.services import locks
from webapp.services.calendars import spans, times
from webapp.services.calendars.series import Series, carry_along

RECURRING_DAYS_AT_MOST = 366
RSVP_STATUSES = ("yes", "no", "maybe")


def find(calendar: Calendar, event_id: str) -> Event:
    """One event of this calendar. Raises NotFound."""
    event = None
    if is_id(event_id):
        event = db.session.scalar(select(Event).where(Event.id == event_id, Event.calendar_id == calendar.id))
    if event is None:
        raise NotFound("event.unknown")
    return event


@repeat_on_deadlock
def create(calendar: Calendar, values: Mapping[str, Any], *, now: int) -> Event:
    """Enter an event; `values` holds columns, with `when` and `recurrence` in one spelling.

    Raises InvalidInput.
    """
    event_id = new_id()
    event = Event(id=event_id, ical_uid=event_id, calendar_id=calendar.id, created_at=now, updated_at=now)
    with transaction() as session:
        zone = zone_of_locked(session, calendar.id)
        apply(event, values, zone=zone)
        session.add(event)
        session.flush()
        spans.rewrite(session, event, zone=zone, now=now)
        return event


@repeat_on_deadlock
def update(event: Event, changes: Mapping[str, Any], *, now: int) -> Event:
    """Change the columns named in `changes`; the others stay. Raises NotAllowedNow for a booking's event."""
    with transaction() as session:
        zone = zone_of_locked(session, event.calendar_id)
        kept = free_event(session, event.id)
        before = Series.of(kept, zone=zone)
        apply(kept, changes, zone=zone)
        kept.sequence += 1
        kept.updated_at = now
        session.flush()
        after = Series.of(kept, zone=zone)
        moved = (
            carry_along(session, kept, before=before, after=after) if before.lines and before != after else []
        )
        for one in (kept, *moved):
            spans.rewrite(session, one, zone=zone, now=now)
        return kept


@repeat_on_deadlock
def destroy(event: Event) -> None:
    """Delete an event and free its time. Raises NotAllowedNow for a booking's event."""
    with transaction() as session:
        zone_of_locked(session, event.calendar_id)
        session.delete(free_event(session, event.id))


@repeat_on_deadlock
def answer(event: Event, *, email: str, status: str, now: int) -> Event:
    """Note that the participant with this e-mail answers `yes`, `no` or `maybe`."""
    with transaction() as session:
        zone_of_locked(session, event.calendar_id)
        kept = free_event(session, event.id)
        kept.participants = answered(kept, email=email, status=status)
        kept.updated_at = now
        return kept


def answered(event: Event, *, email: str, status: str) -> list[dict[str, Any]]:
    """The event's participants after one has answered. Raises InvalidInput, or NotAllowedNow for a stranger."""
    if status not in RSVP_STATUSES:
        raise InvalidInput("event.no_answer", field="status")
    mine = [one for one in event.participants if str(one.get("email", "")).lower() == email.lower()]
    if not mine:
        raise NotAllowedNow("event.not_invited")
    return [{**one, "status": status} if one in mine else one for one in event.participants]


def extend_horizon(*, now: int) -> int:
    """Enter the occurrences of recurring events that the horizon has come to. Returns how many those were.

    To be called once a day or so. Nothing is locked for an event that has nothing to add.
    """
    added = 0
    for event_id in _recurring():
        event, zone = _with_zone(db.session(), event_id)
        if event is not None and spans.missing(db.session(), event, zone=zone, now=now):
            added += _extend(event, now=now)
    return added


@repeat_on_deadlock
def _extend(event: Event, *, now: int) -> int:
    with transaction() as session:
        zone = zone_of_locked(session, event.calendar_id)
        kept = session.get(Event, event.id)
        return spans.extend(session, kept, zone=zone, now=now) if kept is not None else 0


def _recurring() -> list[str]:
    query = select(Event.id).where(
        cast(Event.recurrence, String) != "[]", Event.busy, Event.status != EVENT_CANCELLED
    )
    return list(db.session.scalars(query))


def _with_zone(session: Session, event_id: str) -> tuple[Event | None, str]:
    event = session.scalar(
        select(Event).join(Event.calendar).options(contains_eager(Event.calendar)).where(Event.id == event_id)
    )
    return event, times.zone_of(event.calendar) if event is not None else DEFAULT_ZONE


def zone_of_locked(session: Session, calendar_id: str) -> str:
    """Lock a calendar that may be written. Returns the zone of its dates."""
    locks.calendars(session, [calendar_id])
    calendar = session.get(Calendar, calendar_id, populate_existing=True)
    if calendar is None:
        raise NotFound("event.unknown")
    if calendar.read_only:
        raise NotAllowedNow("calendar.read_only")
    return times.zone_of(calendar)


def free_event(session: Session, event_id: str) -> Event:
    """Read an event again, under the lock. Raises NotFound, or NotAllowedNow for a booking's event."""
    event = session.get(Event, event_id, populate_existing=True)
    if event is None:
        raise NotFound("event.unknown")
    if event.booking_id is not None:
        raise NotAllowedNow("event.of_booking")
    return event


def apply(event: Event, values: Mapping[str, Any], *, zone: str) -> None:
    """Set columns, and what follows from them. Raises InvalidInput."""
    for column, value in values.items():
        setattr(event, column, value)
    event.starts_at, event.ends_at = times.bounds(event.when, zone=zone)
    if event.recurrence and event.ends_at - event.starts_at > RECURRING_DAYS_AT_MOST * DAY:
        raise InvalidInput("event.recurring_too_long", field="when", days=RECURRING_DAYS_AT_MOST)
