"""The days on which a rule of RFC 5545 (section 3.3.10) has an occurrence.

Time is a number of days since 1970-01-01 here. The work is bounded by the window that is asked for, wherever the event
begins and whether or not its rule ever has an occurrence: each day, week, month or year of the window is looked at by
itself. What a month or a year consists of is left to dateutil, whose own search goes on until the year 9999.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

from dateutil import rrule as library

from webapp.scheduling import weekday_of

WEEK = 7
# A rule with COUNT is counted from its start, so its length bounds the work.
COUNTED_DAYS_AT_MOST = 36_525  # a hundred years

_EPOCH = date(1970, 1, 1)
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_LIBRARY_NAMES = {
    "BYMONTH": "bymonth",
    "BYMONTHDAY": "bymonthday",
    "BYYEARDAY": "byyearday",
    "BYWEEKNO": "byweekno",
    "BYSETPOS": "bysetpos",
}
# An interval that ends dateutil's search after its first period.
_FAR = {"MONTHLY": 120_000, "YEARLY": 10_000}


@dataclass(frozen=True, slots=True)
class Rule:
    """`count`: occurrences in all, None without an end; `parts`: its other parts as they are written."""

    frequency: str
    interval: int
    count: int | None
    parts: dict[str, str]

    @classmethod
    def of(cls, line: str) -> "Rule":
        """The rule of a line `RRULE:...` that `recurrence.checked` has accepted."""
        parts = dict(part.partition("=")[::2] for part in line.removeprefix("RRULE:").rstrip(";").split(";"))
        frequency, interval, count = parts.pop("FREQ"), parts.pop("INTERVAL", "1"), parts.pop("COUNT", None)
        return cls(frequency, int(interval), None if count is None else int(count), parts)

    def days(self, *, first: int, since: int, until: int) -> list[int]:
        """Days in [since, until) on which an event is held that begins on the day `first`, in order.

        A rule with COUNT is over a hundred years after its first day.
        """
        if self.count is None:
            found = list(self._days(first, since=max(first, since), until=until))
        else:
            counted = self._days(first, since=first, until=min(until, first + COUNTED_DAYS_AT_MOST))
            found = [day for day in islice(counted, self.count) if day >= since]
        if since <= first < until and first not in found:
            found.insert(0, first)  # the first day is held even when the rule would leave it out
        return found

    def _days(self, first: int, *, since: int, until: int) -> Iterator[int]:
        periods = {"DAILY": self._by_day, "WEEKLY": self._by_week, "MONTHLY": self._by_month}
        for period in periods.get(self.frequency, self._by_year)(first, since, until):
            yield from (day for day in self._chosen(period) if since <= day < until)

    def _chosen(self, period: list[int]) -> list[int]:
        """The days of a week that BYSETPOS names; dateutil has chosen those of a month and of a year already."""
        if self.frequency != "WEEKLY" or "BYSETPOS" not in self.parts:
            return period
        numbered = dict(enumerate(period, start=1))
        numbered |= {number - len(period) - 1: day for number, day in numbered.items()}
        return sorted({numbered[place] for place in self._numbers("BYSETPOS") if place in numbered})

    def _by_day(self, first: int, since: int, until: int) -> Iterator[list[int]]:
        for day in range(_next(since, after=first, step=self.interval), until, self.interval):
            if self._lets_through(day):
                yield [day]

    def _by_week(self, first: int, since: int, until: int) -> Iterator[list[int]]:
        begins = _WEEKDAYS.index(self.parts.get("WKST", "MO"))
        named = self.parts["BYDAY"].split(",") if "BYDAY" in self.parts else [_WEEKDAYS[_weekday(first)]]
        offsets = sorted((_WEEKDAYS.index(name) - begins) % WEEK for name in named)
        step = WEEK * self.interval
        for week in range(_next(since - WEEK, after=_week_of(first, begins), step=step), until, step):
            yield [week + offset for offset in offsets if self._lets_through(week + offset)]

    def _by_month(self, first: int, since: int, until: int) -> Iterator[list[int]]:
        begin, end = _month(since), _month(until - 1) + 1
        for month in range(_next(begin, after=_month(first), step=self.interval), end, self.interval):
            yield self._within(date(month // 12, month % 12 + 1, 1), first)

    def _by_year(self, first: int, since: int, until: int) -> Iterator[list[int]]:
        begin, end = _date(since).year, _date(until - 1).year + 1
        for year in range(_next(begin, after=_date(first).year, step=self.interval), end, self.interval):
            yield self._within(date(year, 1, 1), first)

    def _within(self, begin: date, first: int) -> list[int]:
        """The days of the month or the year that begins then."""
        found = library.rrule(
            library.YEARLY if self.frequency == "YEARLY" else library.MONTHLY,
            dtstart=datetime.combine(begin, time.min),
            interval=_FAR[self.frequency],
            wkst=_WEEKDAYS.index(self.parts.get("WKST", "MO")),
            **self._choice(_date(first)),
        )
        return [_day(moment.date()) for moment in found]

    def _choice(self, first: date) -> dict[str, Any]:
        """Which days of a month or a year: what the rule does not say, the first day says."""
        said: dict[str, Any] = {
            name: self._numbers(part) for part, name in _LIBRARY_NAMES.items() if part in self.parts
        }
        if "BYDAY" in self.parts:
            said["byweekday"] = [_library_weekday(name) for name in self.parts["BYDAY"].split(",")]
        if not said.keys() & {"bymonthday", "byyearday", "byweekno", "byweekday"}:
            said["bymonthday"] = first.day
            if self.frequency == "YEARLY":
                said.setdefault("bymonth", first.month)
        return said

    def _lets_through(self, day: int) -> bool:
        """Whether a day of a daily or weekly rule is left by its BYMONTH, BYMONTHDAY and BYDAY."""
        if not self.parts.keys() & {"BYMONTH", "BYMONTHDAY", "BYDAY"}:
            return True
        when = _date(day)
        if "BYMONTH" in self.parts and when.month not in self._numbers("BYMONTH"):
            return False
        if "BYDAY" in self.parts and _WEEKDAYS[when.weekday()] not in self.parts["BYDAY"].split(","):
            return False
        if "BYMONTHDAY" not in self.parts:
            return True
        from_end = -1 - (_first_of_next_month(when) - timedelta(days=1) - when).days
        return bool({when.day, from_end} & set(self._numbers("BYMONTHDAY")))

    def _numbers(self, part: str) -> list[int]:
        return [int(number) for number in self.parts[part].split(",")]


def _next(wanted: int, *, after: int, step: int) -> int:
    """The first of `after`, `after + step`, ... that is not before `wanted`."""
    return after + max(0, -((after - wanted) // step)) * step


def _library_weekday(name: str) -> Any:
    weekday = library.weekdays[_WEEKDAYS.index(name[-2:])]
    return weekday(int(name[:-2])) if name[:-2] else weekday


def _week_of(day: int, begins: int) -> int:
    return day - (_weekday(day) - begins) % WEEK


def _weekday(day: int) -> int:
    return (weekday_of(day) - 1) % WEEK  # Monday is 0 here; the engine counts from Sunday


def _month(day: int) -> int:
    when = _date(day)
    return when.year * 12 + when.month - 1


def _first_of_next_month(when: date) -> date:
    return date(when.year + when.month // 12, when.month % 12 + 1, 1)


def _date(day: int) -> date:
    return _EPOCH + timedelta(days=day)


def _day(when: date) -> int:
    return (when - _EPOCH).days
