"""One spelling for the lines of a recurring event (RFC 5545), whatever they came in.

EXDATE and UNTIL may be dates, wall times of a named zone, floating wall times, or instants. Here they become instants
in UTC for an event with times, and dates for an all-day event. What is spelled in one way can be compared, and can be
moved with its series.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from webapp.scheduling import DAY, LAST_INSTANT

VALUES_A_LINE = 200  # 17 characters each, below the limit of a line
EARLIEST = date(1970, 1, 2)

UNTIL = re.compile(r"UNTIL=([0-9TZ]+)")
EXDATE_OF_DATES, EXDATE_OF_INSTANTS = "EXDATE;VALUE=DATE:", "EXDATE:"

_ZONE = re.compile(r"TZID=([^;:]+)")
_LAST_SECOND = time(23, 59, 59)


def of_times(lines: Sequence[str], *, first: int, zone: str) -> list[str]:
    """The lines of an event that first begins at `first`, in Unix seconds, by the wall clock of `zone`.

    An EXDATE with a date means the occurrence of that date. UNTIL becomes the last second of the last local day that
    has an occurrence, so that it still includes that day when the series is moved to a later hour. `lines` as
    `recurrence.checked` returns them.
    """
    # Of the start only the time of day counts. Some zones have no date for the very last instants.
    start = datetime.fromtimestamp(first - DAY if first > LAST_INSTANT - DAY else first, ZoneInfo(zone))

    def named(value: str, clock: str) -> str:
        moment = datetime.combine(_moment(value).date(), start.time()) if "T" not in value else _moment(value)
        return _stamp(_aware(moment, clock or zone))

    def last(value: str) -> str:
        local = _aware(_moment(value), zone).astimezone(start.tzinfo)
        day = local.date()
        if "T" in value and local.time() < start.time():
            day -= timedelta(days=1)
        return _stamp(datetime.combine(max(day, EARLIEST), _LAST_SECOND, start.tzinfo))

    values = [named(value, clock) for clock, value in exdates(lines)]
    return [
        UNTIL.sub(lambda found: f"UNTIL={last(found[1])}", rule(lines)),
        *_in_lines(EXDATE_OF_INSTANTS, values),
    ]


def of_days(lines: Sequence[str], *, zone: str) -> list[str]:
    """The lines of an all-day event whose dates are read in `zone`. An instant becomes its date there."""

    def day(value: str) -> str:
        moment = _moment(value)
        return f"{moment.astimezone(ZoneInfo(zone)) if moment.tzinfo else moment:%Y%m%d}"

    values = [day(value) for _, value in exdates(lines)]
    return [
        UNTIL.sub(lambda found: f"UNTIL={day(found[1])}", rule(lines)),
        *_in_lines(EXDATE_OF_DATES, values),
    ]


def rule(lines: Sequence[str]) -> str:
    """The line `RRULE:...` among the lines of an event."""
    return next(line for line in lines if line.startswith("RRULE"))


def exdates(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """(the zone that is named or nothing, value) for each value of every EXDATE, in whatever spelling."""
    for line in lines:
        head, _, values = line.rpartition(":")
        if head.startswith("EXDATE"):
            zone = _ZONE.search(head)
            yield from ((zone[1] if zone else "", value) for value in values.split(","))


def _in_lines(head: str, values: Iterable[str]) -> list[str]:
    once = list(dict.fromkeys(values))
    return [head + ",".join(once[at : at + VALUES_A_LINE]) for at in range(0, len(once), VALUES_A_LINE)]


def _moment(value: str) -> datetime:
    return datetime.fromisoformat(value)


def _aware(moment: datetime, zone: str) -> datetime:
    # A repeated hour is its first, and a skipped one counts by the offset before it (RFC 5545, 3.3.5).
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))


def _stamp(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
