"""What the tests of events do and see. A recurring event of theirs is held on four days."""

from typing import Any

from tests.builders import DAY, NOW, busy_times
from webapp.models import Calendar, Event
from webapp.services.calendars import entries, listing
from webapp.services.calendars.listing import Entry, EventFilter

DAILY = ["RRULE:FREQ=DAILY;COUNT=4"]
SECOND = "20270106T100000Z"
DAY_OFF = {"object": "date", "date": "2027-01-05"}


def occurrence(calendar: Calendar, master: Event, recurrence_id: str = SECOND) -> Entry:
    return entries.find(calendar, f"{master.id}_{recurrence_id}")


def update(calendar: Calendar, master: Event, recurrence_id: str = SECOND, **changes: Any) -> Entry:
    return entries.update(occurrence(calendar, master, recurrence_id), changes, now=NOW)


def starts(calendar: Calendar) -> list[int]:
    """The start of each busy span."""
    return [start for start, _ in busy_times(calendar)]


def shown(calendar: Calendar, **filters: Any) -> list[tuple[str, str, int]]:
    """(recurrence id, title, start) of all that a list of thirty days shows."""
    window = EventFilter(start=NOW, end=NOW + 30 * DAY, **filters)
    listed, _ = listing.expanded(calendar, window, limit=50, page_token=None, now=NOW)
    return [(entry.id.partition("_")[2], entry.event.title, entry.starts_at) for entry in listed]


def titles(calendar: Calendar, **filters: Any) -> list[str]:
    """The titles of a list that is not expanded."""
    found, _ = listing.listing(calendar, EventFilter(**filters), limit=50, page_token=None)
    return [entry.event.title for entry in found]
