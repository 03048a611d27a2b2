"""Limits on bookings and booked minutes per day, week and month, counted in the rules' zone.

Beyond the wire contract (`availability_rules.limits`). A booking counts on the local date on which it
starts. The caller passes the spans to count: those of the configuration's live bookings, without the one
that is being rescheduled.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from webapp.scheduling.rules import Limits, Rules
from webapp.scheduling.spans import Span
from webapp.scheduling.wall_clock import first_instant, local_day, month_of, pieces_of

# Day 0 is a Thursday, and a week begins on Monday.
PERIODS: dict[str, Callable[[int], int]] = {
    "day": lambda day: day,
    "week": lambda day: (day + 3) // 7,
    "month": month_of,
}
LONGEST_PERIOD = 31


def caps_window(rules: Rules, *, start: int, end: int) -> Span | None:
    """Return the window of starts of the live bookings that count for [start, end), or None without limits."""
    if rules.limits is None:
        return None
    first_day, last_day = local_day(start, zone=rules.timezone), local_day(end, zone=rules.timezone)
    return (
        first_instant(first_day - LONGEST_PERIOD, zone=rules.timezone),
        first_instant(last_day + LONGEST_PERIOD + 1, zone=rules.timezone),
    )


def used_up(
    rules: Rules, caps_used: Iterable[Span] | None, *, start: int, end: int
) -> list[tuple[int, int, str]]:
    """Return the stretches of [start, end) in which no further booking may start, with the limit's name."""
    if rules.limits is None:
        return []
    counted = _Counted.of(caps_used or (), zone=rules.timezone)
    first_day, last_day = local_day(start, zone=rules.timezone), local_day(end, zone=rules.timezone)
    return [
        (piece.start, piece.end, limit)
        for day in range(first_day - 1, last_day + 2)
        for limit in counted.limits_reached(rules, rules.limits, day=day)
        for piece in pieces_of(day, rules.timezone)
    ]


@dataclass(frozen=True, slots=True)
class _Counted:
    """Bookings and booked seconds by period, such as ("week", 2975)."""

    bookings: Counter[tuple[str, int]]
    seconds: Counter[tuple[str, int]]

    @classmethod
    def of(cls, spans: Iterable[Span], *, zone: str) -> "_Counted":
        counted = cls(Counter(), Counter())
        for start, end in spans:
            day = local_day(start, zone=zone)
            for period, number_of in PERIODS.items():
                counted.bookings[period, number_of(day)] += 1
                counted.seconds[period, number_of(day)] += end - start
        return counted

    def limits_reached(self, rules: Rules, limits: Limits, *, day: int) -> Iterator[str]:
        """Yield the names of the limits that one more booking on this day would break."""
        for period, number_of in PERIODS.items():
            key = period, number_of(day)
            if period in limits.bookings and self.bookings[key] >= limits.bookings[period]:
                yield f"bookings_per_{period}"
            if period in limits.seconds and self.seconds[key] + rules.duration > limits.seconds[period]:
                yield f"minutes_per_{period}"
