"""What every change of an event needs, whether it is an event, a series or a single occurrence."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from webapp.errors import InvalidInput, NotAllowedNow, NotFound, Outdated
from webapp.lib import recurrence
from webapp.lib.addresses import is_same
from webapp.models import Calendar, Event, Mirror
from webapp.scheduling import DAY
from webapp.services import locks
from webapp.services.calendars import times

RECURRING_DAYS_AT_MOST = 366
RSVP_STATUSES = ("yes", "no", "maybe")


def lock_for_writing(session: Session, calendar_id: str) -> str:
    """Lock a calendar that programs may write. Returns the zone of its dates. Raises NotFound, NotAllowedNow."""
    locks.calendars(session, [calendar_id])
    calendar = session.get(Calendar, calendar_id, populate_existing=True)
    if calendar is None:
        raise NotFound("event.unknown")
    if session.get(Mirror, calendar_id) is not None:
        raise NotAllowedNow("event.kept_elsewhere")
    if calendar.read_only:
        raise NotAllowedNow("calendar.read_only")
    return times.zone_of(calendar)


def event_to_change(session: Session, event_id: str) -> Event:
    """Read an event again, under its calendar's lock. Raises NotFound, or NotAllowedNow for a booking's event."""
    event = session.get(Event, event_id, populate_existing=True)
    if event is None:
        raise NotFound("event.unknown")
    if event.booking_id is not None:
        raise NotAllowedNow("event.of_booking")
    return event


def refuse_if_changed(event: Event, expected: int | None) -> None:
    """Raises Outdated when the event is not the one with this `sequence` any more. None: whatever it is by now."""
    if expected is not None and event.sequence != expected:
        raise Outdated("event.changed")


def apply(event: Event, values: Mapping[str, Any], *, zone: str) -> None:
    """Set columns, and what follows from them. Of `extras` only what is given is set. Raises InvalidInput."""
    for column, value in values.items():
        setattr(event, column, _extras(event, value) if column == "extras" else value)
    event.starts_at, event.ends_at = times.bounds(event.when, zone=zone)
    if values.get("recurrence"):
        event.recurrence = recurrence.checked(times.spelled(event.when, event.recurrence, zone=zone))
    event.over_at = times.over_at(event.when, event.recurrence or (), zone=zone)
    if event.recurrence and event.ends_at - event.starts_at > RECURRING_DAYS_AT_MOST * DAY:
        raise InvalidInput("event.recurring_too_long", field="when", days=RECURRING_DAYS_AT_MOST)


def _extras(event: Event, given: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in {**(event.extras or {}), **given}.items() if value is not None}


def with_answer(event: Event, *, email: str, status: str) -> list[dict[str, Any]]:
    """The event's participants with the new answer. Raises InvalidInput, NotAllowedNow for a stranger."""
    if status not in RSVP_STATUSES:
        raise InvalidInput("event.no_answer", field="status")
    mine = [person for person in event.participants if is_same(str(person.get("email", "")), email)]
    if not mine:
        raise NotAllowedNow("event.not_invited")
    return [{**person, "status": status} if person in mine else person for person in event.participants]
