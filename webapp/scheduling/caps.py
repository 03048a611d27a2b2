"""Limits on bookings and booked minutes per day, week and month, counted in the rules' zone.

Beyond the wire contract (`availability_rules.limits`). A booking counts on the local date on which it
starts. What is counted is handed in: the spans of the configuration's live bookings, without the one
that is being rescheduled.
"""

from collections import Counter
from collections.abc import Callable, Iterable

from webapp.scheduling.rules import Rules
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
    """Return where live bookings must start to be counted for [start, end), or None without limits."""
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
    bookings: Counter[tuple[str, int]] = Counter()
    seconds: Counter[tuple[str, int]] = Counter()
    for booking_start, booking_end in caps_used or ():
        day = local_day(booking_start, zone=rules.timezone)
        for period, number_of in PERIODS.items():
            bookings[period, number_of(day)] += 1
            seconds[period, number_of(day)] += booking_end - booking_start

    stretches = []
    first_day, last_day = local_day(start, zone=rules.timezone), local_day(end, zone=rules.timezone)
    for day in range(first_day - 1, last_day + 2):
        for period, number_of in PERIODS.items():
            key = period, number_of(day)
            reached = []
            if period in rules.limits.bookings and bookings[key] >= rules.limits.bookings[period]:
                reached.append(f"bookings_per_{period}")
            if (
                period in rules.limits.seconds
                and seconds[key] + rules.duration > rules.limits.seconds[period]
            ):
                reached.append(f"minutes_per_{period}")
            for limit in reached:
                stretches += [(piece.start, piece.end, limit) for piece in pieces_of(day, rules.timezone)]
    return stretches
