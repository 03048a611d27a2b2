"""Dates and times of a file as the wall time of a clock."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from icalendar.prop import vDuration

from webapp.lib.ical.lines import Line
from webapp.lib.ical.zones import EPOCH, Clock, Clocks, named

LAST_YEAR = 9000
DAYS_AT_MOST = 36_525  # a hundred years

_SPELLING = re.compile(r"\d{4}-?\d{2}-?\d{2}(T[\d:]{4,8}(Z|[+-]\d{2}:?\d{2})?)?")
_AS_DATE = "DATE"


@dataclass(frozen=True, slots=True)
class Moment:
    """`local`: what `clock` shows, a date's midnight. `is_guess`: nobody explains the TZID that was named."""

    local: datetime
    clock: Clock
    is_date: bool = False
    is_guess: bool = False
    timezone: str | None = None

    @property
    def instant(self) -> int:
        """In Unix seconds."""
        return self.clock.instant(self.local)

    @property
    def day(self) -> int:
        """Days since 1970-01-01."""
        return (self.local - EPOCH).days


@dataclass(frozen=True, slots=True)
class Length:
    """A DURATION (RFC 5545, section 3.3.6): days by the wall clock, then seconds."""

    days: int
    seconds: int


def moment(line: Line, clocks: Clocks) -> Moment:
    """The date or the time of a property. Raises ValueError."""
    tzid, value = line.params.get("TZID", ""), line.value
    if ":" in value and not _SPELLING.fullmatch(value.strip().upper()):
        # A TZID with a colon and no quotes around it, such as (UTC+01:00) Amsterdam, Berlin.
        rest, _, value = value.rpartition(":")
        tzid += f":{rest}"
    return _read(value, tzid, line.params.get("VALUE", ""), clocks)


def moments(line: Line, clocks: Clocks) -> list[Moment]:
    """The dates and times of a property that may have several. Raises ValueError."""
    tzid, kind = line.params.get("TZID", ""), line.params.get("VALUE", "")
    return [_read(value, tzid, kind, clocks) for value in line.value.split(",") if value.strip()]


def periods(line: Line, clocks: Clocks) -> list[tuple[Moment, Moment | Length | None]]:
    """Starts with their ends, or with nothing where there is no period. Raises ValueError."""
    tzid, kind = line.params.get("TZID", ""), line.params.get("VALUE", "")
    found: list[tuple[Moment, Moment | Length | None]] = []
    for value in filter(str.strip, line.value.split(",")):
        start, slash, end = value.partition("/")
        begins = _read(start, tzid, kind, clocks)
        if not slash:
            found.append((begins, None))
        elif end.strip().upper().lstrip("+-").startswith("P"):
            found.append((begins, length(end)))
        else:
            found.append((begins, _read(end, tzid, kind, clocks)))
    return found


def length(value: str) -> Length:
    """A duration. Raises ValueError for one that is negative or longer than a hundred years."""
    given: timedelta = vDuration.from_ical(value.strip().upper())  # type: ignore[no-untyped-call]
    if given < timedelta(0) or given.days > DAYS_AT_MOST:
        raise ValueError("no length of time")
    # Hours are hours even when they are a whole day of them.
    hours_only = re.fullmatch(r"\+?PT.*", value.strip().upper())
    seconds = int(given.total_seconds())
    return Length(0, seconds) if hours_only else Length(given.days, given.seconds)


def _read(value: str, tzid: str, kind: str, clocks: Clocks) -> Moment:
    value = value.strip().upper()
    spelled = _SPELLING.fullmatch(value)
    if not spelled:
        raise ValueError("no date and no time")
    if spelled[1] is None or kind.upper() == _AS_DATE:
        day = datetime.fromisoformat(value[:10] if "-" in value[:8] else value[:8])
        return _in_reach(Moment(day, clocks.home, is_date=True, timezone=clocks.home.name))
    when = _leap_second_before(value)
    if when.tzinfo is not None:
        return _in_reach(Moment(when.astimezone(UTC).replace(tzinfo=None), named("UTC"), timezone="UTC"))
    clock = clocks.of(tzid) if tzid else clocks.home
    name = getattr(clock, "name", None)
    if clock is None:
        return _in_reach(Moment(when, clocks.home, is_guess=True, timezone=clocks.home.name))
    return _in_reach(Moment(when, clock, timezone=name))


def _leap_second_before(value: str) -> datetime:
    return datetime.fromisoformat(re.sub(r"(T\d{2}:?\d{2}:?)60", r"\g<1>59", value))


def _in_reach(moment: Moment) -> Moment:
    """Some programs write the last second of the year 9999 for what never ends. Nobody can count from there."""
    return (
        replace(moment, local=moment.local.replace(year=LAST_YEAR, day=1))
        if moment.local.year > LAST_YEAR
        else moment
    )
