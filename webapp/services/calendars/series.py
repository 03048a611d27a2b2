"""What becomes of single occurrences when their series moves: they go along, by their date.

At most one occurrence a day is possible, so the local date names an occurrence whatever its time of day.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.lib import recurrence
from webapp.models import Event
from webapp.scheduling import first_instant, local_day
from webapp.services.calendars import times

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Series:
    """When a recurring event is held, its dates read in its calendar's zone."""

    when: dict[str, Any]
    lines: list[str]
    zone: str

    @classmethod
    def of(cls, event: Event, *, zone: str) -> "Series":
        return cls(dict(event.when), list(event.recurrence), zone)

    @property
    def span(self) -> Span:
        return times.bounds(self.when, zone=self.zone)

    def day_of(self, starts_at: int) -> int:
        """The local date of an occurrence, as a day number."""
        return local_day(starts_at, zone=times.clock_of(self.when, zone=self.zone))

    def by_day(self, first: int, last: int) -> dict[int, Span]:
        """Each time that the rule alone gives on the dates first to last, cancelled or not."""
        clock = times.clock_of(self.when, zone=self.zone)
        since, until = first_instant(first, zone=clock), first_instant(last + 1, zone=clock)
        rule = [line for line in self.lines if line.startswith("RRULE")]
        held = times.occurrences(self.when, rule, zone=self.zone, since=since - 1, until=until)
        return {self.day_of(span[0]): span for span in held if span[0] >= since}


def carry_along(session: Session, master: Event, *, before: Series, after: Series) -> list[Event]:
    """Take the changed and cancelled occurrences of a series to where it is now. Returns the rows that moved in time.

    One that had the time of its series gets the new one. Rows whose date the series no longer has are deleted. With
    lines that are new themselves, what they exclude is taken as it was given.
    """
    rows = list(session.scalars(select(Event).where(Event.master_id == master.id)))
    cancelled = recurrence.excluded(after.lines) if before.lines == after.lines else []
    places = _places({*cancelled, *(str(row.recurrence_id) for row in rows)}, before, after)
    ids = {old: times.recurrence_id(span[0], after.when, zone=after.zone) for old, span in places.items()}
    gone = [one for one in cancelled if one in ids]
    if gone:
        master.recurrence = recurrence.without(
            recurrence.including(after.lines, gone), [ids[one] for one in gone]
        )
    moved = [row for row in rows if _go_along(row, places.get(str(row.recurrence_id)), before, after)]
    _rename(session, rows, ids)
    _delete_strays(session, master, rows, zone=after.zone)
    return [row for row in moved if row in session]


def _places(recurrence_ids: Iterable[str], before: Series, after: Series) -> Mapping[str, Span]:
    """Where the occurrences with these ids are now: on their date, else as far from it as the series has moved."""
    named = {one: times.original_start(one, zone=before.zone) for one in recurrence_ids}
    days = {one: before.day_of(at) for one, at in named.items() if at is not None and at >= before.span[0]}
    if not days:
        return {}
    were_held = before.by_day(min(days.values()), max(days.values()))
    # An EXDATE at which nothing was held cancels nothing, and shall not begin to.
    days = {one: day for one, day in days.items() if were_held.get(day, (None,))[0] == named[one]}
    if not days:
        return {}
    shift = after.day_of(after.span[0]) - before.day_of(before.span[0])
    held = after.by_day(min(days.values()) + min(shift, 0), max(days.values()) + max(shift, 0))
    # In another zone the same instant may be on another date; in the same zone a date is what people mean.
    offsets = (0, shift) if before.zone == after.zone else (shift,)
    found: dict[str, Span] = {}
    for offset in offsets:
        for one, day in days.items():
            if one not in found and day + offset in held:
                found[one] = held.pop(day + offset)
    return found


def _go_along(row: Event, span: Span | None, before: Series, after: Series) -> bool:
    """Move a row that had the time of its series. Returns whether it did."""
    original = times.original_start(str(row.recurrence_id), zone=before.zone) or 0
    length = before.span[1] - before.span[0]
    if span is None or span == (row.starts_at, row.ends_at):
        return False
    if (row.starts_at, row.ends_at) != (original, original + length):
        return False
    row.when = times.moved(after.when, starts_at=span[0], ends_at=span[1], zone=after.zone)
    row.starts_at, row.ends_at = span
    return True


def _rename(session: Session, rows: Iterable[Event], ids: Mapping[str, str]) -> None:
    changed = [(row, ids[str(row.recurrence_id)]) for row in rows if str(row.recurrence_id) in ids]
    changed = [(row, name) for row, name in changed if row.recurrence_id != name]
    for row, _ in changed:
        row.recurrence_id = None  # one may take the id that another gives up: ids are unique at each moment
    session.flush()
    for row, name in changed:
        row.recurrence_id = name


def _delete_strays(session: Session, master: Event, rows: Iterable[Event], *, zone: str) -> None:
    for row in rows:
        if times.occurrence(master.when, master.recurrence, row.recurrence_id or "", zone=zone) is None:
            session.delete(row)
    session.flush()
