"""From a TZID to a clock: names of the IANA, of Windows and of old programs, else the rules that the file brings.

A name that we know wins over the rules beside it, which are often those of years ago. Rules of a file are followed for
that file alone.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Protocol
from zoneinfo import ZoneInfo

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from webapp.lib import zone_names
from webapp.lib.ical import rules, work
from webapp.lib.ical.lines import Component
from webapp.lib.ical.work import Work
from webapp.lib.recurrence_rule import Rule

EPOCH = datetime.combine(date(1970, 1, 1), time.min)
_NEVER = datetime.combine(date(9999, 1, 1), time.min)
ONSETS_AT_MOST = 1000  # that a VTIMEZONE may list one by one

_OTHER_NAMES = {
    "z": "UTC",
    "gmt": "UTC",
    "utc": "UTC",
    "coordinated universal time": "UTC",
    "tzone://microsoft/utc": "UTC",
}
_FIXED = re.compile(r"(?:UTC|GMT)([+-])(\d{1,2}):?(\d{2})?", re.IGNORECASE)
_OFFSET = re.compile(r"([+-])(\d{2}):?(\d{2}):?(\d{2})?")
_PARTS_OF_A_NAME = 3  # America/Argentina/Salta


class Clock(Protocol):
    """Tells when a wall clock shows a time."""

    def instant(self, local: datetime) -> int:
        """Unix seconds. Of a repeated hour the first; in a skipped one by the offset before it (RFC 5545, 3.3.5)."""


class Named:
    """The clock of a zone of the IANA."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._zone = ZoneInfo(name)

    def instant(self, local: datetime) -> int:
        """See Clock."""
        return int(local.replace(tzinfo=self._zone).timestamp())

    def local(self, instant: int) -> datetime:
        """What this clock shows at an instant, without a zone."""
        return datetime.fromtimestamp(instant, self._zone).replace(tzinfo=None)


class Fixed:
    """A clock that is always so many seconds ahead of UTC."""

    def __init__(self, seconds: int) -> None:
        self._seconds = seconds

    def instant(self, local: datetime) -> int:
        """See Clock."""
        return seconds_since_epoch(local) - self._seconds


class Ruled:
    """The clock of a VTIMEZONE (RFC 5545, section 3.6.5)."""

    def __init__(self, observances: Sequence["_Observance"], budget: Work) -> None:
        self._observances, self._work = observances, budget
        self._onsets: dict[int, list[tuple[datetime, int, int]]] = {}

    def instant(self, local: datetime) -> int:
        """See Clock."""
        before = [onset for onset in self._around(local.year) if onset[0] <= local]
        if not before:
            first = min(self._observances, key=lambda observance: observance.start)
            return seconds_since_epoch(local) - first.before
        begin, offset_before, offset = before[-1]
        skipped = local < begin + timedelta(seconds=max(0, offset - offset_before))
        return seconds_since_epoch(local) - (offset_before if skipped else offset)

    def _around(self, year: int) -> list[tuple[datetime, int, int]]:
        if year not in self._onsets:
            self._work.spend(work.ONSET * len(self._observances))
            self._onsets[year] = sorted(
                (onset, observance.before, observance.after)
                for observance in self._observances
                for onset in observance.onsets(year)
            )
        return self._onsets[year]


class _Observance:
    """STANDARD or DAYLIGHT. Raises ValueError for one that says not when, or not what."""

    def __init__(self, part: Component) -> None:
        self.before, self.after = (_seconds(part.value(name)) for name in ("TZOFFSETFROM", "TZOFFSETTO"))
        self.start = _wall(part.value("DTSTART"))
        listed = [value for line in part.lines.get("RDATE", []) for value in line.value.split(",")]
        self._listed = [_wall(value) for value in listed[:ONSETS_AT_MOST]]
        self._rule, self._last = _rule(part.value("RRULE"), self.start, self.before)

    def onsets(self, year: int) -> list[datetime]:
        """The last that was before this year, as far as rules say, and those of the year."""
        since, end = _first_day(year - 1), _first_day(year + 1)
        found = [self.start, *self._listed]
        if self._rule is not None:
            # A rule that has ended leaves its last onset in force.
            since = min(since, _first_day(self._last.year - 1))
            until = min(end, self._last + timedelta(days=1))
            days = self._rule.days(first=_day(self.start), since=_day(since), until=_day(until))
            starts = [EPOCH + timedelta(days=day, seconds=_second_of_day(self.start)) for day in days]
            found += [onset for onset in starts if onset <= self._last]
        return [onset for onset in found if onset < end]


class Clocks:
    """The clocks of one file. `home` is the zone of the calendar that the file is read for."""

    def __init__(self, home: str, zones: Sequence[Component], budget: Work | None = None) -> None:
        self.home = named(home)
        self._work = budget or Work()
        self._own = {_bare(zone.value("TZID")): zone for zone in zones}
        self._known: dict[str, Clock | None] = {}

    def of(self, tzid: str) -> Clock | None:
        """The clock of this TZID; None for a name that nobody explains."""
        if tzid not in self._known:
            self._known[tzid] = self._found(_bare(tzid))
        return self._known[tzid]

    def _found(self, tzid: str) -> Clock | None:
        zone = self._own.get(tzid)
        name = name_of(tzid) or (zone and name_of(zone.value("X-LIC-LOCATION")))
        if name:
            return named(name)
        fixed = _FIXED.fullmatch(tzid)
        if zone is None:
            return Fixed(_seconds_of(*fixed.groups("0"))) if fixed else None
        try:
            observances = [_Observance(part) for part in zone.parts if part.kind in ("STANDARD", "DAYLIGHT")]
        except (ValueError, OverflowError):
            return None
        return Ruled(observances, self._work) if observances else None


@cache
def named(name: str) -> Named:
    """The clock of a zone by its name of the IANA."""
    return Named(name)


def name_of(tzid: str) -> str | None:
    """The name of the IANA that a TZID means, such as `/mozilla.org/20070129_1/Europe/Berlin` or a name of Windows."""
    parts = tzid.strip("/").split("/")
    endings = ("/".join(parts[-count:]) for count in range(_PARTS_OF_A_NAME, 1, -1))
    for name in (
        tzid,
        _OTHER_NAMES.get(tzid.casefold(), ""),
        _of_windows().get(tzid.casefold(), ""),
        *endings,
    ):
        if known := zone_names.known(name):
            return known
    return None


def seconds_since_epoch(local: datetime) -> int:
    """Unix seconds of a time that is in UTC."""
    return (local - EPOCH) // timedelta(seconds=1)


@cache
def _of_windows() -> dict[str, str]:
    return {name.casefold(): zone for name, zone in WINDOWS_TO_OLSON.items()}


def _bare(tzid: str) -> str:
    return tzid.strip().strip('"').strip()


def _rule(value: str, start: datetime, before: int) -> tuple[Rule | None, datetime]:
    """A yearly rule and its last local time; no rule when there is none. Raises ValueError for any other rule."""
    if not value:
        return None, _NEVER
    rule, until = rules.parsed(value, start)
    if rule is None or (rule.frequency, rule.interval, rule.count) != ("YEARLY", 1, None):
        raise ValueError("no rule for every year")
    if until is None:
        return rule, _NEVER
    last = datetime.fromisoformat(until)
    if last.tzinfo:
        last = last.replace(tzinfo=None) + timedelta(seconds=before)
    return rule, last if "T" in until else last + timedelta(days=1)


def _wall(value: str) -> datetime:
    return datetime.fromisoformat(value.strip().upper()).replace(tzinfo=None)


def _seconds(value: str) -> int:
    found = _OFFSET.fullmatch(value)
    if found is None:
        raise ValueError("no offset")
    sign, hours, minutes, seconds = found.groups("0")
    return _seconds_of(sign, hours, minutes, seconds)


def _seconds_of(sign: str, hours: str, minutes: str, seconds: str = "0") -> int:
    total = int(hours) * 3600 + int(minutes) * 60 + int(seconds)
    return -total if sign == "-" else total


def _first_day(year: int) -> datetime:
    return datetime.combine(date(max(year, 1), 1, 1), time.min)


def _day(when: datetime) -> int:
    return (when - EPOCH).days


def _second_of_day(when: datetime) -> int:
    return when.hour * 3600 + when.minute * 60 + when.second
