"""Events of a calendar, as programs enter, read, change and delete them.

An event that belongs to a booking can only be read here: changing it would bypass the booking and its mails and
webhooks. A deleted event is gone at once (wire contract section 11).
"""

from collections.abc import Mapping
from functools import partial
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy import update as update_rows
from sqlalchemy.orm import Session, contains_eager

from webapp.errors import NotFound
from webapp.extensions import db, repeat_on_deadlock, transaction
from webapp.lib.ids import is_id
from webapp.models import Calendar, Event, new_id
from webapp.models.event import EVENT_CANCELLED, going_on
from webapp.scheduling import DEFAULT_ZONE
from webapp.services import locks, one_by_one
from webapp.services.calendars import changing, spans, times
from webapp.services.calendars.series import Series, carry_along


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
        zone = changing.lock_for_writing(session, calendar.id)
        changing.apply(event, values, zone=zone)
        session.add(event)
        session.flush()
        spans.rewrite(session, event, zone=zone, now=now)
        return event


@repeat_on_deadlock
def update(
    event: Event,
    changes: Mapping[str, Any],
    *,
    now: int,
    expected: int | None = None,
    into: str | None = None,
) -> Event:
    """Change the columns named in `changes`; the others stay. Raises NotAllowedNow for a booking's event.

    `expected`: the `sequence` that the caller has seen. Raises Outdated when it is another one by now. `into`: the
    calendar that it is moved to, with the single occurrences of a series.
    """
    with transaction() as session:
        locks.calendars(session, {event.calendar_id, into or event.calendar_id})
        zone = changing.lock_for_writing(session, event.calendar_id)
        locked = changing.event_to_change(session, event.id)
        changing.refuse_if_changed(locked, expected)
        before = Series.of(locked, zone=zone)
        if into is not None:
            zone = changing.lock_for_writing(session, into)
            _put_into(session, locked, into)
        changing.apply(locked, changes, zone=zone)
        locked.sequence += 1
        locked.updated_at = now
        session.flush()
        after = Series.of(locked, zone=zone)
        moved = (
            carry_along(session, locked, before=before, after=after)
            if before.lines and before != after
            else []
        )
        for changed in (locked, *moved):
            spans.rewrite(session, changed, zone=zone, now=now)
        return locked


def _put_into(session: Session, event: Event, calendar_id: str) -> None:
    mine = list(
        session.scalars(select(Event.id).where(or_(Event.id == event.id, Event.master_id == event.id)))
    )
    session.execute(update_rows(Event).where(Event.id.in_(mine)).values(calendar_id=calendar_id))
    spans.put_into(session, mine, calendar_id)
    session.refresh(event)


@repeat_on_deadlock
def destroy(event: Event, *, expected: int | None = None) -> None:
    """Delete an event and free its time. Raises NotAllowedNow for a booking's event, Outdated as `update` does."""
    with transaction() as session:
        changing.lock_for_writing(session, event.calendar_id)
        locked = changing.event_to_change(session, event.id)
        changing.refuse_if_changed(locked, expected)
        session.delete(locked)


@repeat_on_deadlock
def answer(event: Event, *, email: str, status: str, now: int) -> Event:
    """Note that the participant with this e-mail answers `yes`, `no` or `maybe`."""
    with transaction() as session:
        changing.lock_for_writing(session, event.calendar_id)
        locked = changing.event_to_change(session, event.id)
        locked.participants = changing.with_answer(locked, email=email, status=status)
        locked.updated_at = now
        return locked


def extend_horizon(*, now: int) -> int:
    """Add busy spans for the occurrences that the horizon now includes. Returns how many were added.

    To be called once a day or so. Nothing is locked for an event that has nothing to add.
    """
    return one_by_one.total(partial(_extend_if_due, now=now), _recurring(now), task="extend the event")


def _extend_if_due(event_id: str, *, now: int) -> int:
    event, zone = _with_zone(db.session(), event_id)
    if event is None or not spans.missing(db.session(), event, zone=zone, now=now):
        return 0
    return _extend(event, now=now)


@repeat_on_deadlock
def _extend(event: Event, *, now: int) -> int:
    with transaction() as session:
        zone = changing.lock_for_writing(session, event.calendar_id)
        locked = session.get(Event, event.id)
        return spans.extend(session, locked, zone=zone, now=now) if locked is not None else 0


def _recurring(now: int) -> list[str]:
    query = select(Event.id).where(or_(*going_on(now)), Event.busy, Event.status != EVENT_CANCELLED)
    return list(db.session.scalars(query.order_by(Event.id)))


def _with_zone(session: Session, event_id: str) -> tuple[Event | None, str]:
    event = session.scalar(
        select(Event).join(Event.calendar).options(contains_eager(Event.calendar)).where(Event.id == event_id)
    )
    return event, times.zone_of(event.calendar) if event is not None else DEFAULT_ZONE
