"""Local dates and wall times of a zone as Unix seconds, exact on every day of the year.

The only module of the engine that uses `datetime`. A local date is a day number (days since 1970-01-01 in the
local calendar), so the rest of the engine adds and compares integers. It never reads the current time, and it
never converts a slot to local time: the offsets at both ends of a date are enough for the whole date.

The caches hold values from the zone database, which does not change while a process runs.
"""

import re
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo, available_timezones

from webapp.scheduling.spans import Span

DAY = 86_400
LAST_INSTANT = 253_402_300_799  # 9999-12-31T23:59:59Z
DEFAULT_ZONE = "UTC"
EPOCH_ORDINAL = date(1970, 1, 1).toordinal()
LAST_DAY = date.max.toordinal() - EPOCH_ORDINAL

# `date.fromisoformat` accepts other forms as well; the wire has only this one.
LABEL = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)

# Seconds. No zone was ever this far from UTC, so a local date lies within its UTC date plus this much on each side.
FARTHEST_OFFSET = 16 * 3600

# Entries in each cache.
CACHE_SIZE = 65_536


class Piece(NamedTuple):
    """A stretch of one local date under one offset: instants [start, end), wall time = instant + offset."""

    start: int
    end: int
    offset: int


@lru_cache(maxsize=1)
def zones() -> frozenset[str]:
    """Return the zones a configuration may name: IANA names without `localtime` and `Factory` (this machine)."""
    return frozenset(available_timezones() - {"localtime", "Factory"})


def day_of(label: str) -> int:
    """Return the day number of a label like `2027-03-14`; ValueError for anything else."""
    if not LABEL.fullmatch(label):
        raise ValueError(f"{label!r} is not a date like 2027-03-14")
    return date.fromisoformat(label).toordinal() - EPOCH_ORDINAL


def label_of(day: int) -> str:
    """Return the label of a day number, such as `2027-03-14`."""
    return date.fromordinal(day + EPOCH_ORDINAL).isoformat()


def weekday_of(day: int) -> int:
    """Return the weekday of a day number as the wire counts it: 0 is Sunday."""
    return (day + 4) % 7


def month_of(day: int) -> int:
    """Return a number that is the same for all days of one calendar month."""
    in_month = date.fromordinal(day + EPOCH_ORDINAL)
    return in_month.year * 12 + in_month.month


def offset_at(instant: int, *, zone: str) -> int:
    """Return the seconds to add to an instant to read its wall time in the zone."""
    # Two days before the last instant of a datetime, because a zone's wall time may be later than UTC.
    instant = min(instant, LAST_INSTANT - 2 * DAY)
    wall = datetime.fromtimestamp(instant, ZoneInfo(zone)).replace(tzinfo=UTC)
    return int(wall.timestamp()) - instant


def wall_time(instant: int, *, zone: str) -> str:
    """Return what a clock in the zone shows at an instant, to the minute: `2027-03-14T09:30`."""
    return datetime.fromtimestamp(instant, ZoneInfo(zone)).strftime("%Y-%m-%dT%H:%M")


def local_day(instant: int, *, zone: str) -> int:
    """Return the day number that the zone's calendar shows at an instant."""
    return (instant + offset_at(instant, zone=zone)) // DAY


# Positional, like the two other cached functions: keyword arguments double the time of a cache look-up.
@lru_cache(maxsize=CACHE_SIZE)
def pieces_of(day: int, zone: str) -> tuple[Piece, ...]:
    """Return the pieces of a local date in order: one, two around a change, none if the date was skipped."""
    midnight, next_midnight = day * DAY, (day + 1) * DAY
    # Any two changes of a zone are at least seven days apart, so equal offsets at both ends mean no change between.
    before = offset_at(midnight - FARTHEST_OFFSET, zone=zone)
    after = offset_at(next_midnight + FARTHEST_OFFSET, zone=zone)
    if before == after:
        return (Piece(midnight - before, next_midnight - before, before),)

    change = _change_between(midnight - FARTHEST_OFFSET, next_midnight + FARTHEST_OFFSET, zone=zone)
    pieces = (
        Piece(midnight - before, min(next_midnight - before, change), before),
        Piece(max(midnight - after, change), next_midnight - after, after),
    )
    return tuple(piece for piece in pieces if piece.start < piece.end)


def _change_between(low: int, high: int, *, zone: str) -> int:
    """Return the first instant under the new offset, given that the offsets at both ends differ."""
    before = offset_at(low, zone=zone)
    while high - low > 1:
        middle = (low + high) // 2
        if offset_at(middle, zone=zone) == before:
            low = middle
        else:
            high = middle
    return high


def first_instant(day: int, *, zone: str) -> int:
    """Return the first instant of a local date, or of the next one that exists if it was skipped."""
    while not (pieces := pieces_of(day, zone)):
        day += 1
    return pieces[0].start


@lru_cache(maxsize=CACHE_SIZE)
def block_of(day: int, zone: str, opens: int, closes: int) -> Span | None:
    """Return the instants of hours [opens, closes) on a local date, in seconds of wall time, or None.

    From the first instant of the date with wall time >= opens to the end of the last with wall time
    < closes (wire.md 7.1): a bound in a skipped hour is the change itself; a repeated hour counts both times.
    """
    midnight = day * DAY
    pieces = pieces_of(day, zone)
    starts = [
        max(start, midnight + opens - offset)
        for start, end, offset in pieces
        if midnight + opens - offset < end
    ]
    ends = [
        min(end, midnight + closes - offset)
        for start, end, offset in pieces
        if midnight + closes - offset > start
    ]
    if not starts or not ends or starts[0] >= ends[-1]:
        return None
    return starts[0], ends[-1]


@lru_cache(maxsize=CACHE_SIZE)
def rounded_up(instant: int, zone: str, step: int) -> int:
    """Return the first instant at or after this one whose wall time is a multiple of `step` seconds."""
    while True:
        day = local_day(instant, zone=zone)
        piece = next(piece for piece in pieces_of(day, zone) if piece.start <= instant < piece.end)
        wall = instant + piece.offset - day * DAY
        rounded = instant + -wall % step
        if rounded < piece.end:
            return rounded
        instant = piece.end
