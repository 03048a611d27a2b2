"""When a participant is open: rows of hours on local dates become instants (wire.md 7, rules 1 and 2).

Knows no bookings and no slots.
"""

from collections.abc import Iterable

from webapp.scheduling.rules import OpenHours, Rules
from webapp.scheduling.spans import Span, joined, shared
from webapp.scheduling.wall_clock import DAY, block_of, weekday_of


def opening_of(open_hours: OpenHours, *, start: int, end: int) -> list[Span]:
    """Return the joined stretches in which a participant is open, complete within [start, end)."""
    # A local date reaches at most into the UTC dates beside its own.
    first, past = start // DAY - 1, end // DAY + 2
    blocks = _weekly_blocks(open_hours, first, past) + _specific_blocks(open_hours, first, past)
    return joined(block for block in blocks if block is not None)


def _weekly_blocks(open_hours: OpenHours, first: int, past: int) -> list[Span | None]:
    """Return the blocks of the weekly hours on the dates [first, past), row by row."""
    named = open_hours.specific.keys() | open_hours.closed_days
    blocks = []
    for weekday, rows in enumerate(open_hours.by_weekday):
        days = range(first + (weekday - weekday_of(first)) % 7, past, 7)
        for row in rows:
            zone, opens, closes, exdates = row.zone, row.opens, row.closes, row.exdates
            blocks += [
                block_of(day, zone, opens, closes) for day in days if day not in named and day not in exdates
            ]
    return blocks


def _specific_blocks(open_hours: OpenHours, first: int, past: int) -> list[Span | None]:
    """Return the blocks of the dates [first, past) that have hours of their own."""
    return [
        block_of(day, row.zone, row.opens, row.closes)
        for day, rows in open_hours.specific.items()
        if first <= day < past
        for row in rows
    ]


def is_closed_date(day: int, open_hours: OpenHours) -> bool:
    """Tell whether a date that would have hours is closed by an exdate, a closed day or empty specific hours."""
    if day in open_hours.specific:
        return all(row.opens == row.closes for row in open_hours.specific[day])
    rows = open_hours.by_weekday[weekday_of(day)]
    return bool(rows) and (day in open_hours.closed_days or all(day in row.exdates for row in rows))


def openings_of(rules: Rules, *, start: int, end: int) -> dict[OpenHours, list[Span]]:
    """Return the opening of each distinct set of hours, so that a team with the same hours is computed once."""
    distinct = {participant.open_hours for participant in rules.participants}
    return {open_hours: opening_of(open_hours, start=start, end=end) for open_hours in distinct}


def common_opening(rules: Rules, openings: Iterable[list[Span]]) -> list[Span]:
    """Return the stretches in which everyone (collective) or anyone (round robin) is open: rule 3."""
    first, *others = openings
    if rules.is_round_robin:
        return joined(span for opening in (first, *others) for span in opening)
    for opening in others:
        first = shared(first, opening)
    return first
