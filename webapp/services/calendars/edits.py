"""Events that somebody enters, changes and deletes here in calendars that are kept elsewhere.

Our copy shows it at once, and the calendar's provider is promised it in the same transaction; what came of it is in
`edit_outcomes.py`. Until then no reading of the calendar undoes it (`edited.py`).
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from webapp import outbox, providers
from webapp.errors import InvalidInput, NotAllowedNow, NotFound
from webapp.extensions import repeat_on_deadlock, transaction
from webapp.models import Calendar, Event, EventEdit, Grant, Mirror, new_id
from webapp.models.event import EVENT_CANCELLED
from webapp.models.event_edit import ADD, CHANGE, DELETE
from webapp.models.grant import VALID
from webapp.models.outbox import EVENT
from webapp.providers import ExternalProvider
from webapp.services import locks
from webapp.services.calendars import changing, spans, times
from webapp.services.calendars.listing import Entry

WRITTEN = ("title", "when", "busy", "location", "description")


@repeat_on_deadlock
def create(
    calendar: Calendar, values: Mapping[str, Any], *, now: int, replaces: Event | None = None
) -> Event:
    """Enter an event. Raises InvalidInput, NotAllowedNow.

    `replaces`: an event of a calendar of ours that is deleted once this one is where it belongs.
    """
    _refuse_unwritten(values)
    event_id = new_id()
    event = Event(id=event_id, ical_uid=event_id, calendar_id=calendar.id, created_at=now, updated_at=now)
    with transaction() as session:
        _, zone = lock_for_writing(session, calendar.id)
        changing.apply(event, _only(values), zone=zone)
        session.add(event)
        session.flush()
        spans.rewrite(session, event, zone=zone, now=now)
        then = {} if replaces is None else {"replaces": [replaces.id, replaces.sequence]}
        promise(session, event, ADD, _only(values), now=now, **then)
        return event


@repeat_on_deadlock
def update(entry: Entry, changes: Mapping[str, Any], *, now: int, expected: int | None = None) -> Entry:
    """Change what is named in `changes`. Raises InvalidInput, NotAllowedNow, NotFound, and Outdated as there."""
    _refuse_unwritten(changes)
    with transaction() as session:
        provider, zone = lock_for_writing(session, entry.event.calendar_id)
        event = event_to_change(session, provider, entry.event.id)
        changing.refuse_if_changed(event, expected)
        wanted = {name: value for name, value in _only(changes).items() if _differs(event, name, value, zone)}
        if not wanted:
            return Entry.of(event)
        changing.apply(event, wanted, zone=zone)
        event.sequence += 1
        event.updated_at = now
        session.flush()
        spans.rewrite(session, event, zone=zone, now=now)
        promise(session, event, CHANGE, wanted, now=now)
        return Entry.of(event)


@repeat_on_deadlock
def destroy(entry: Entry, *, now: int, expected: int | None = None) -> None:
    """Delete an event and free its time. Raises as `update` does."""
    with transaction() as session:
        provider, _ = lock_for_writing(session, entry.event.calendar_id)
        event = event_to_change(session, provider, entry.event.id)
        changing.refuse_if_changed(event, expected)
        take_away(session, event, now=now)


def take_away(session: Session, event: Event, *, now: int) -> None:
    """Let an event be gone here, and promise so. Its row stays until the provider has taken it away."""
    event.status, event.busy = (
        EVENT_CANCELLED,
        False,
    )  # both, so that a reading that finds it makes it busy again
    event.sequence += 1
    event.updated_at = now
    spans.remove(session, [event.id])
    promise(session, event, DELETE, {}, now=now)


def provider_of(grant: Grant) -> ExternalProvider | None:
    """The provider that takes what is written to this account. None for one that takes nothing."""
    provider = providers.registry().get(grant.provider)
    if provider is None or not providers.is_external(provider) or not provider.writes:
        return None
    return provider


def lock_for_writing(session: Session, calendar_id: str) -> tuple[ExternalProvider, str]:
    """Lock a calendar elsewhere that can be written. Returns its provider and the zone of its dates.

    Raises NotFound, NotAllowedNow.
    """
    locks.calendars(session, [calendar_id])
    calendar = session.get(Calendar, calendar_id, populate_existing=True)
    if calendar is None or session.get(Mirror, calendar_id) is None:
        raise NotFound("event.unknown")
    provider = provider_of(calendar.grant)
    if provider is None:
        raise NotAllowedNow("event.kept_elsewhere")
    if calendar.read_only:
        raise NotAllowedNow("calendar.read_only")
    if calendar.grant.status != VALID:
        raise NotAllowedNow("event.account_lost")
    return provider, times.zone_of(calendar)


def event_to_change(session: Session, provider: ExternalProvider, event_id: str) -> Event:
    """Read an event again, under its calendar's lock. Raises NotFound, NotAllowedNow."""
    event = changing.event_to_change(session, event_id)
    if event.status == EVENT_CANCELLED:
        raise NotFound("event.unknown")
    if event.recurrence_id is not None and not provider.changes_one_of_series:
        raise NotAllowedNow("event.series_elsewhere")
    return event


def promise(
    session: Session, event: Event, kind: str, wanted: Mapping[str, Any], *, now: int, **then: Any
) -> None:
    """Promise the provider this edit. Those of one event are kept in their order."""
    edit = EventEdit(
        id=new_id(),
        calendar_id=event.calendar_id,
        event_id=event.id,
        kind=kind,
        title=event.title,
        starts_at=event.starts_at,
        wanted=dict(wanted),
        created_at=now,
    )
    session.add(edit)
    calendar = session.get_one(Calendar, event.calendar_id)
    outbox.promise(
        session,
        kind=EVENT,
        name=kind,
        stream=f"{EVENT}:{event.id}",
        destination=calendar.grant.email,
        payload={
            "edit_id": edit.id,
            "event_id": event.id,
            "event": {**_said(event, wanted), "decided_at": now},
            **then,
        },
        booking_id=None,
        now=now,
    )


def _said(event: Event, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """The values of an `OwnEvent`, as JSON."""
    said: dict[str, Any] = {name: wanted[name] for name in ("title", "busy") if name in wanted}
    said |= {name: wanted[name] or "" for name in ("location", "description") if name in wanted}
    if "when" in wanted:
        said["span"] = [event.starts_at, event.ends_at]
        said["days"] = times.days_of(event.when)
    return said


def _differs(event: Event, name: str, value: Any, zone: str) -> bool:
    if name != "when":
        return bool(getattr(event, name) != value)
    is_same_shape = times.days_of(value) == times.days_of(event.when)
    return not is_same_shape or times.bounds(value, zone=zone) != (event.starts_at, event.ends_at)


def _only(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: values[name] for name in WRITTEN if name in values}


def _refuse_unwritten(values: Mapping[str, Any]) -> None:
    """Refuse what no provider would be told, instead of losing it."""
    if values.get("recurrence"):
        raise InvalidInput("event.recurs_elsewhere", field="recurrence")
    for name, value in values.items():
        if name not in WRITTEN and value:
            raise InvalidInput("event.not_written_elsewhere", field="metadata" if name == "fields" else name)
