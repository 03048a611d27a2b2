"""Events that are entered, changed, moved and deleted, wherever their calendar is kept."""

from collections.abc import Mapping
from typing import Any

from webapp.errors import NotAllowedNow
from webapp.extensions import db
from webapp.models import Calendar, Event, Mirror
from webapp.services.calendars import changing, edits, entries, events
from webapp.services.calendars.listing import Entry


def create(calendar: Calendar, values: Mapping[str, Any], *, now: int) -> Event:
    """Enter an event; `values` holds columns. Raises InvalidInput, NotAllowedNow."""
    enter = edits.create if is_elsewhere(calendar.id) else events.create
    return enter(calendar, values, now=now)


def update(entry: Entry, changes: Mapping[str, Any], *, now: int, expected: int | None = None) -> Entry:
    """Change the columns named in `changes`. Raises InvalidInput, NotAllowedNow, NotFound, and Outdated as `events`."""
    change = edits.update if is_elsewhere(entry.event.calendar_id) else entries.update
    return change(entry, changes, now=now, expected=expected)


def destroy(entry: Entry, *, now: int, expected: int | None = None) -> None:
    """Delete an event, or one occurrence. Raises as `update` does."""
    remove = edits.destroy if is_elsewhere(entry.event.calendar_id) else entries.destroy
    remove(entry, now=now, expected=expected)


def move(
    entry: Entry, into: Calendar, values: Mapping[str, Any], *, now: int, expected: int | None = None
) -> Event:
    """Let an event be in another calendar, with these values. Raises as `update` does.

    Between calendars that are kept here, at once. Into one elsewhere it is entered first, and taken away here once it
    is there. One that a provider keeps has more to it than we know, so it stays where it is.
    """
    event = entry.event
    if is_elsewhere(event.calendar_id):
        raise NotAllowedNow("event.kept_elsewhere")
    if not is_elsewhere(into.id):
        return events.update(event, values, now=now, expected=expected, into=into.id)
    if entry.is_occurrence or event.recurrence:
        raise NotAllowedNow("event.series_stays")
    if event.booking_id is not None:
        raise NotAllowedNow("event.of_booking")
    changing.refuse_if_changed(event, expected)
    unwritten = {name: getattr(event, name) for name in ("participants", "fields", "extras")}
    return edits.create(into, {**unwritten, **values}, now=now, replaces=event)


def is_elsewhere(calendar_id: str) -> bool:
    """Whether a provider keeps this calendar."""
    return db.session.get(Mirror, calendar_id) is not None
