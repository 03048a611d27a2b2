"""Dates and times as an organizer asks for them in an address."""

import re
from dataclasses import dataclass

from flask import request

from webapp import scheduling
from webapp.errors import InvalidInput
from webapp.lib import text
from webapp.scheduling.clock_changes import instants_of

FIRST_DATE, LAST_DATE = "1970-01-03", "9999-12-20"  # a week around them lies within what instants can say
LAST_YEAR = 9000  # the day after it can be computed in every zone
_CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)(?::[0-5]\d)?", re.ASCII)


def day_of(date: str) -> int | None:
    """The day number of a date like `2027-03-14`, or None for anything else."""
    try:
        day = scheduling.day_of(date)
    except ValueError:
        return None
    return day if scheduling.day_of(FIRST_DATE) <= day <= scheduling.day_of(LAST_DATE) else None


def wall_time_of(time: str) -> int | None:
    """The seconds after midnight of a wall time like `09:30`, whole minutes; None for anything else."""
    given = _CLOCK.fullmatch(time)
    return int(given[1]) * 3600 + int(given[2]) * 60 if given else None


def end_of_day(date: str, zone: str, *, field: str) -> int | None:
    """The first instant after a date like `2027-03-14` in a zone, None for no date. Raises InvalidInput."""
    if not date:
        return None
    day = text.date_of(date)
    if day is None or day.year > LAST_YEAR:
        raise InvalidInput("date.invalid", field=field)
    return scheduling.first_instant(scheduling.day_of(date) + 1, zone=zone)


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedTime:
    """What was typed, and what it means: a day number, and seconds after its midnight; None when it means nothing."""

    date: str
    time: str
    day: int | None
    wall: int | None

    @property
    def is_complete(self) -> bool:
        return self.day is not None and self.wall is not None

    @property
    def is_unclear(self) -> bool:
        """Whether something was typed that cannot be answered."""
        return bool(self.date or self.time) and not self.is_complete

    def instants(self, zone: str) -> list[int]:
        """What it means in a zone: none where clocks skip the time, two where they show it twice."""
        if self.day is None or self.wall is None:
            return []
        return instants_of(self.day, wall=self.wall, zone=zone)


def typed_time() -> TypedTime:
    """The `date` and the `time` in the address."""
    date, time = request.args.get("date", ""), request.args.get("time", "")
    return TypedTime(date=date, time=time, day=day_of(date), wall=wall_time_of(time))
