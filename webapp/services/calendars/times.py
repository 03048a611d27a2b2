"""The instants of an event's `when`, and of its occurrences when it recurs.

`when` is the contract's object in one of four shapes: time, timespan, date, datespan. All-day events follow
the zone of their calendar, recurring ones the wall clock of the zone in their `when`, else their calendar's.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from webapp.errors import InvalidInput
from webapp.lib import recurrence, recurrence_end, recurrence_spelling
from webapp.models import Calendar
from webapp.scheduling import DAY, DEFAULT_ZONE, day_of, first_instant, label_of, local_day

FIRST_DATE, LAST_DATE = "1970-01-02", "9999-12-30"  # midnight of these days is a valid instant in every zone
SPAN_DAYS_AT_MOST = 3660


def zone_of(calendar: Calendar) -> str:
    """The zone in which a calendar's dates are read: its own, else that of its owner's pages, else UTC."""
    return calendar.timezone or calendar.followed_timezone or DEFAULT_ZONE


def clock_of(when: Mapping[str, Any], *, zone: str) -> str:
    """The zone whose wall clock a recurring event follows. The `when` of an all-day event names none."""
    return when.get("timezone") or when.get("start_timezone") or zone


def spelled(when: Mapping[str, Any], lines: Sequence[str], *, zone: str) -> list[str]:
    """The lines of a recurring event in their one stored spelling: instants, or dates for an all-day event."""
    if not lines:
        return []
    if _is_all_day(when):
        return recurrence_spelling.of_days(lines, zone=zone)
    starts_at, _ = bounds(when, zone=zone)
    return recurrence_spelling.of_times(lines, first=starts_at, zone=clock_of(when, zone=zone))


def bounds(when: Mapping[str, Any], *, zone: str) -> tuple[int, int]:
    """The first instant of an event and the first after it; equal for a point in time.

    Raises InvalidInput.
    """
    if when["object"] == "time":
        return when["time"], when["time"]
    if when["object"] == "timespan":
        starts_at, ends_at = when["start_time"], when["end_time"]
        if ends_at <= starts_at:
            raise InvalidInput("when.ends_before_start", field="when.end_time")
    else:
        first, after = _days(when)
        starts_at, ends_at = first_instant(first, zone=zone), first_instant(after, zone=zone)
    if ends_at - starts_at > SPAN_DAYS_AT_MOST * DAY:
        raise InvalidInput("when.too_long", field="when", days=SPAN_DAYS_AT_MOST)
    return starts_at, ends_at


def days_of(when: Mapping[str, Any]) -> list[str] | None:
    """The first day and the day after the last, as `2027-01-04`; None for an event that is not all-day."""
    return [label_of(day) for day in _days(when)] if _is_all_day(when) else None


def over_at(when: Mapping[str, Any], lines: Sequence[str], *, zone: str) -> int | None:
    """When the last occurrence is over, at most two days late. None without an end, and for what happens once."""
    if not lines:
        return None
    starts_at, ends_at = bounds(when, zone=zone)
    return recurrence_end.over_at(lines, starts_at=starts_at, ends_at=ends_at, zone=clock_of(when, zone=zone))


def occurrences(
    when: Mapping[str, Any], lines: Sequence[str], *, zone: str, since: int, until: int
) -> list[tuple[int, int]]:
    """The spans of an event in the window: those that end after `since` and start before `until`."""
    starts_at, ends_at = bounds(when, zone=zone)
    if not lines:
        return [(starts_at, ends_at)] if starts_at < until and ends_at > since else []
    length = ends_at - starts_at
    if not _is_all_day(when):
        clock = clock_of(when, zone=zone)
        starts = recurrence.instants(
            lines, first=starts_at, zone=clock, since=max(since - length + 1, starts_at), until=until
        )
        return [(start, start + length) for start in starts]
    return _all_day(when, lines, zone=zone, since=since, until=until)


def occurrence(
    when: Mapping[str, Any], lines: Sequence[str], recurrence_id: str, *, zone: str
) -> tuple[int, int] | None:
    """The span of the occurrence with this recurrence id; None when the series has no such occurrence."""
    starts_at = original_start(recurrence_id, zone=zone)
    if starts_at is None or not lines or _is_all_day(when) != recurrence.is_date(recurrence_id):
        return None
    spans = occurrences(when, lines, zone=zone, since=starts_at - 1, until=starts_at + 1)
    return next((span for span in spans if span[0] == starts_at), None)


def original_start(recurrence_id: str, *, zone: str) -> int | None:
    """The start that a recurrence id stands for; None for a text that is no recurrence id."""
    named = recurrence.named_by(recurrence_id)
    if isinstance(named, datetime):
        return int(named.timestamp())
    return None if named is None else first_instant(day_of(named.isoformat()), zone=zone)


def recurrence_id(starts_at: int, when: Mapping[str, Any], *, zone: str) -> str:
    """What names an occurrence within its series: its start, as RFC 5545's RECURRENCE-ID has it."""
    if _is_all_day(when):
        return label_of(local_day(starts_at, zone=zone)).replace("-", "")
    return recurrence.stamp(starts_at)


def moved(when: Mapping[str, Any], *, starts_at: int, ends_at: int, zone: str) -> dict[str, Any]:
    """The `when` of one occurrence, in the shape of its recurring event's."""
    if when["object"] == "time":
        return {**when, "time": starts_at}
    if when["object"] == "timespan":
        return {**when, "start_time": starts_at, "end_time": ends_at}
    first, after = (label_of(local_day(at, zone=zone)) for at in (starts_at, ends_at))
    if when["object"] == "date":
        return {**when, "date": first}
    return {**when, "start_date": first, "end_date": after}


def _is_all_day(when: Mapping[str, Any]) -> bool:
    return when["object"] in ("date", "datespan")


def _all_day(
    when: Mapping[str, Any], lines: Sequence[str], *, zone: str, since: int, until: int
) -> list[tuple[int, int]]:
    first, after = _days(when)
    length = after - first
    # A day more at both ends: the window's edges are instants, and zones are up to a day apart.
    earliest = max(since // DAY - length - 1, first)
    days = recurrence.days(lines, first=first, since=earliest, until=until // DAY + 2)
    spans = [(first_instant(day, zone=zone), first_instant(day + length, zone=zone)) for day in days]
    return [(starts_at, ends_at) for starts_at, ends_at in spans if starts_at < until and ends_at > since]


def _days(when: Mapping[str, Any]) -> tuple[int, int]:
    # The contract's `end_date` is the day after the last day. Equal to `start_date`, it still means that one day.
    if when["object"] == "date":
        first = _day(when, "date")
        return first, first + 1
    first, after = _day(when, "start_date"), _day(when, "end_date")
    if after < first:
        raise InvalidInput("when.dates_reversed", field="when.end_date")
    return first, max(after, first + 1)


def _day(when: Mapping[str, Any], key: str) -> int:
    try:
        day: int | None = day_of(when[key])
    except ValueError:
        day = None
    if day is None or not FIRST_DATE <= when[key] <= LAST_DATE:
        raise InvalidInput("date.invalid", field=f"when.{key}")
    return day
