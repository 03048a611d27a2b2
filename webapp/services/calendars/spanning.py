"""What stands in several calendars between two instants, as a week or a month is drawn. At most three queries.

Events of bookings are left out: who draws them asks for the bookings (`services/bookings/held.py`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from webapp.models import Calendar, Event
from webapp.models.event import EVENT_CANCELLED, ending_after, happening_once
from webapp.services.calendars import listing, times
from webapp.services.calendars.listing import Entry

ENTRIES_AT_MOST = 1000


@dataclass(frozen=True, slots=True)
class Spanned:
    """`is_whole`: False when there are more than `ENTRIES_AT_MOST`, of which these are the first."""

    entries: Sequence[Entry]
    is_whole: bool


def entries(calendars: Sequence[Calendar], *, since: int, until: int) -> Spanned:
    """Events and occurrences that touch [since, until), by start. One without length counts where it begins."""
    zones = {calendar.id: times.zone_of(calendar) for calendar in calendars}
    if not zones:
        return Spanned((), is_whole=True)
    conditions = (
        Event.calendar_id.in_(list(zones)),
        Event.starts_at < until,
        Event.booking_id.is_(None),
        Event.status != EVENT_CANCELLED,
    )
    # A second earlier, because what has no length ends where it begins.
    reaching = ending_after(since - 1)
    once = listing.first(reaching, [*conditions, happening_once()], limit=ENTRIES_AT_MOST + 1)
    series = listing.series(conditions, since=since - 1)
    repeated = listing.occurrences_of(series, zones=zones, since=since - 1, until=until)
    found = [entry for entry in (*map(Entry.of, once), *repeated) if _touches(entry, since)]
    found.sort(key=lambda entry: (entry.starts_at, entry.id))
    return Spanned(found[:ENTRIES_AT_MOST], is_whole=len(found) <= ENTRIES_AT_MOST)


def _touches(entry: Entry, since: int) -> bool:
    return entry.ends_at > since or entry.starts_at == entry.ends_at == since
