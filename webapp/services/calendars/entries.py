"""Events and single occurrences, by the ids that lists show.

A changed occurrence gets a row of its own; a deleted one becomes an EXDATE of its series. Both happen under the
calendar's lock, and the busy spans are written again in the same transaction.
"""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy.orm import Session

from webapp.errors import InvalidInput, NotFound
from webapp.extensions import db, repeat_on_deadlock, transaction
from webapp.lib import recurrence
from webapp.models import Calendar, Event, new_id
from webapp.services.calendars import changing, events, occurrences, spans, times
from webapp.services.calendars.listing import Entry

LIKE_ITS_SERIES = (
    "calendar_id",
    "ical_uid",
    "sequence",
    "status",
    "busy",
    "title",
    "description",
    "location",
    "extras",
)


def find(calendar: Calendar, entry_id: str) -> Entry:
    """An event by its id, or an occurrence by its own, such as `<id>_20270104T090000Z`. Raises NotFound."""
    event_id, of_series, recurrence_id = entry_id.partition("_")
    event = events.find(calendar, event_id)
    if not of_series:
        return Entry.of(event)
    return _occurrence(db.session(), event, recurrence_id, zone=times.zone_of(calendar))


def update(entry: Entry, changes: Mapping[str, Any], *, now: int, expected: int | None = None) -> Entry:
    """Change the columns named in `changes`; the others stay. Raises NotAllowedNow for a booking's event.

    `expected`: the `sequence` of the event that the caller has seen; for an occurrence without a row, of its series.
    Raises Outdated when it is another one by now.
    """
    if not entry.is_occurrence:
        return Entry.of(events.update(entry.event, changes, now=now, expected=expected))
    if changes.get("recurrence"):
        raise InvalidInput("recurrence.of_occurrence", field="recurrence")
    return _update_occurrence(entry, lambda _: changes, now=now, expected=expected)


def answer(entry: Entry, *, email: str, status: str, now: int) -> None:
    """Note that the participant with this e-mail answers `yes`, `no` or `maybe`."""
    if not entry.is_occurrence:
        events.answer(entry.event, email=email, status=status, now=now)
        return
    _update_occurrence(
        entry, lambda row: {"participants": changing.with_answer(row, email=email, status=status)}, now=now
    )


def destroy(entry: Entry, *, now: int, expected: int | None = None) -> None:
    """Delete an event, or one occurrence, and free its time. Raises NotAllowedNow for a booking's event, Outdated as
    `update` does.
    """
    if entry.is_occurrence:
        _destroy_occurrence(entry, now=now, expected=expected)
    else:
        events.destroy(entry.event, expected=expected)


@repeat_on_deadlock
def _update_occurrence(
    entry: Entry,
    changes_to: Callable[[Event], Mapping[str, Any]],
    *,
    now: int,
    expected: int | None = None,
) -> Entry:
    """`changes_to` is called under the lock, with the row as it is then."""
    with transaction() as session:
        zone = changing.lock_for_writing(session, entry.event.calendar_id)
        master = changing.event_to_change(session, entry.master_id)
        occurrence = _occurrence(session, master, entry.recurrence_id or "", zone=zone)
        changing.refuse_if_changed(occurrence.event, expected)
        row = (
            occurrence.event
            if occurrence.event.master_id
            else _new_row(session, occurrence, zone=zone, now=now)
        )
        changing.apply(row, changes_to(row), zone=zone)
        row.sequence += 1
        row.updated_at = now
        session.flush()
        for event in (row, master):
            spans.rewrite(session, event, zone=zone, now=now)
        return Entry.of(row)


@repeat_on_deadlock
def _destroy_occurrence(entry: Entry, *, now: int, expected: int | None) -> None:
    with transaction() as session:
        zone = changing.lock_for_writing(session, entry.event.calendar_id)
        master = changing.event_to_change(session, entry.master_id)
        occurrence = _occurrence(session, master, entry.recurrence_id or "", zone=zone)
        changing.refuse_if_changed(occurrence.event, expected)
        master.recurrence = recurrence.without(master.recurrence, [entry.recurrence_id or ""])
        master.sequence += 1
        master.updated_at = now
        if occurrence.event.master_id:
            session.delete(occurrence.event)
        session.flush()
        spans.rewrite(session, master, zone=zone, now=now)


def _occurrence(session: Session, master: Event, recurrence_id: str, *, zone: str) -> Entry:
    row = occurrences.find(session, master.id, recurrence_id)
    if row is not None:
        return Entry.of(row)
    span = times.occurrence(master.when, master.recurrence, recurrence_id, zone=zone)
    if span is None:
        raise NotFound("event.unknown")
    return Entry(event=master, starts_at=span[0], ends_at=span[1], recurrence_id=recurrence_id)


def _new_row(session: Session, occurrence: Entry, *, zone: str, now: int) -> Event:
    """A new row for an occurrence, with the values of its series."""
    master = occurrence.event
    row = Event(
        id=new_id(),
        master_id=master.id,
        recurrence_id=occurrence.recurrence_id,
        when=times.moved(master.when, starts_at=occurrence.starts_at, ends_at=occurrence.ends_at, zone=zone),
        participants=list(master.participants),
        fields=dict(master.fields),
        recurrence=[],
        created_at=now,
        **{name: getattr(master, name) for name in LIKE_ITS_SERIES},
    )
    session.add(row)
    return row
