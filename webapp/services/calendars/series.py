"""Single occurrences move with their series: each is found by its local date.

A series has at most one occurrence a day, so the local date identifies it whatever its time of day.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.lib import recurrence
from webapp.models import Event
from webapp.scheduling import first_instant, local_day
from webapp.scheduling.spans import Span
from webapp.services.calendars import times


@dataclass(frozen=True, slots=True)
class Series:
    """The times of a recurring event. `lines`: RRULE and EXDATE (RFC 5545). `zone`: in which its dates are read."""

    when: dict[str, Any]
    lines: list[str]
    zone: str

    @classmethod
    def of(cls, event: Event, *, zone: str) -> "Series":
        return cls(dict(event.when), times.spelled(event.when, event.recurrence, zone=zone), zone)

    @property
    def span(self) -> Span:
        return times.bounds(self.when, zone=self.zone)

    def day_of(self, starts_at: int) -> int:
        """The local date of an occurrence, as a day number."""
        return local_day(starts_at, zone=times.clock_of(self.when, zone=self.zone))

    def by_day(self, first: int, last: int) -> dict[int, Span]:
        """The span on each date from `first` to `last` that the rule gives, cancelled or not. Dates are day numbers."""
        clock = times.clock_of(self.when, zone=self.zone)
        since, until = first_instant(first, zone=clock), first_instant(last + 1, zone=clock)
        rule = [text for text in self.lines if text.startswith("RRULE")]
        spans = times.occurrences(self.when, rule, zone=self.zone, since=since - 1, until=until)
        return {self.day_of(span[0]): span for span in spans if span[0] >= since}


def carry_along(session: Session, master: Event, *, before: Series, after: Series) -> list[Event]:
    """Move the changed and cancelled occurrences of a series to its new times. Returns the rows that moved.

    A row moves only if it had the time of its series. Rows whose date is no longer in the series are deleted. When
    the lines themselves are new, their EXDATEs stay as they were given.
    """
    rows = list(session.scalars(select(Event).where(Event.master_id == master.id)))
    cancelled = recurrence.excluded(after.lines) if before.lines == after.lines else []
    places = _places({*cancelled, *(str(row.recurrence_id) for row in rows)}, before, after)
    ids = {old: times.recurrence_id(span[0], after.when, zone=after.zone) for old, span in places.items()}
    moved_dates = [date for date in cancelled if date in ids]
    if moved_dates:
        master.recurrence = recurrence.without(
            recurrence.including(after.lines, moved_dates), [ids[date] for date in moved_dates]
        )
    moved = [row for row in rows if _go_along(row, places.get(str(row.recurrence_id)), before, after)]
    _rename(session, rows, ids)
    _delete_strays(session, master, rows, zone=after.zone)
    return [row for row in moved if row in session]


def _places(recurrence_ids: Iterable[str], before: Series, after: Series) -> Mapping[str, Span]:
    """The new spans of the occurrences with these ids: on their date, else on it shifted as the series has shifted."""
    starts = {name: times.original_start(name, zone=before.zone) for name in recurrence_ids}
    days = {name: before.day_of(at) for name, at in starts.items() if at is not None and at >= before.span[0]}
    if not days:
        return {}
    old_spans = before.by_day(min(days.values()), max(days.values()))
    # An EXDATE that cancelled no occurrence must not cancel one after the move.
    days = {name: day for name, day in days.items() if old_spans.get(day, (None,))[0] == starts[name]}
    if not days:
        return {}
    shift = after.day_of(after.span[0]) - before.day_of(before.span[0])
    new_spans = after.by_day(min(days.values()) + min(shift, 0), max(days.values()) + max(shift, 0))
    # In the same zone a date is what people mean. In another zone the same instant may be on another date.
    offsets = (0, shift) if before.zone == after.zone else (shift,)
    found: dict[str, Span] = {}
    for offset in offsets:
        for name, day in days.items():
            if name not in found and day + offset in new_spans:
                found[name] = new_spans.pop(day + offset)
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
        row.recurrence_id = None  # a row may get the id of another, and ids are unique at every moment
    session.flush()
    for row, name in changed:
        row.recurrence_id = name


def _delete_strays(session: Session, master: Event, rows: Iterable[Event], *, zone: str) -> None:
    for row in rows:
        if times.occurrence(master.when, master.recurrence, row.recurrence_id or "", zone=zone) is None:
            session.delete(row)
    session.flush()
