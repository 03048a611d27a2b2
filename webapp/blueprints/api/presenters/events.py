"""An event, or one occurrence of a recurring one, as the contract spells it (section 11)."""

from typing import Any

from webapp.models import Calendar, Event, Grant
from webapp.services.calendars import times
from webapp.services.calendars.listing import Entry


def event_object(event: Event, calendar: Calendar, grant: Grant) -> dict[str, Any]:
    """`id, grant_id, calendar_id, busy, participants, when` and `when.object` must be there for the SDK."""
    return {
        "object": "event",
        "id": event.id,
        "grant_id": grant.id,
        "calendar_id": event.calendar_id,
        "title": event.title,
        "description": event.description,
        "location": event.location,
        "when": event.when,
        "busy": event.busy,
        "status": event.status,
        "read_only": calendar.read_only or event.booking_id is not None,
        "participants": event.participants,
        "organizer": {"name": "", "email": grant.email},
        "recurrence": event.recurrence,
        "ical_uid": event.ical_uid,
        "metadata": event.fields,
        **event.extras,
        "created_at": event.created_at,
        "updated_at": event.updated_at,
    }


def entry_object(entry: Entry, calendar: Calendar, grant: Grant) -> dict[str, Any]:
    """An event as it is; an occurrence with its master, its own time, and the time its series gave it."""
    event = event_object(entry.event, calendar, grant)
    if not entry.is_occurrence:
        return event
    zone = times.zone_of(calendar)
    return {
        **event,
        "id": entry.id,
        "master_event_id": entry.master_id,
        "original_start_time": times.original_start(entry.recurrence_id or "", zone=zone),
        "when": times.moved(entry.event.when, starts_at=entry.starts_at, ends_at=entry.ends_at, zone=zone),
        "recurrence": [],
    }
