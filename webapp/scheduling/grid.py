"""Which instants are starts at all: one grid for all participants (wire.md 7, rules 3, 4 and 6).

A stretch of common opening of up to 24 hours has one grid from its start; a longer one restarts at each
local midnight, so that an always-open page does not drift. Knows nothing of who is busy.
"""

from collections.abc import Iterator

from webapp.scheduling.rules import Rules
from webapp.scheduling.spans import Span
from webapp.scheduling.wall_clock import DAY, local_day, pieces_of, rounded_up

# How far before a window its openings must be known. More than one day, to tell a stretch of over 24 hours; more
# than two, so that the last local midnight is included, also in a zone that skips a date.
LOOK_BACK = 3 * DAY


def stretch_window(rules: Rules, *, start: int, end: int) -> Span:
    """Return the window of openings that decide which starts in [start, end) are on the grid and fit."""
    return start - LOOK_BACK, end + rules.duration + DAY


def grid_runs(stretches: list[Span], *, rules: Rules, start: int, end: int) -> list[range]:
    """Return the starts in [start, end) whose slot fits, as evenly spaced runs in order."""
    zone, interval, round_to = rules.timezone, rules.interval, rules.round_to
    runs = []
    for opens, closes in stretches:
        latest = min(closes - rules.duration + 1, end)
        if opens >= latest or start >= latest:
            continue
        is_long = closes - opens > DAY
        sections = _sections(opens, closes, zone=zone, start=start, end=end) if is_long else [(opens, closes)]
        for begins, ends in sections:
            first = rounded_up(begins, zone, round_to)
            if first < start:
                first += -((first - start) // interval) * interval
            if first < (stop := min(ends, latest)):
                runs.append(range(first, stop, interval))
    return runs


def _sections(opens: int, closes: int, *, zone: str, start: int, end: int) -> Iterator[Span]:
    """Yield the parts of a stretch over a day long that have a grid of their own and matter in [start, end)."""
    begins, until = opens, min(closes, end)
    # One date further than the calendar shows: where a date runs backwards, the next one has begun before.
    for day in range(local_day(max(opens, start), zone=zone), local_day(until, zone=zone) + 2):
        pieces = pieces_of(day, zone)
        if pieces and begins < pieces[0].start < until:
            if pieces[0].start > start:
                yield begins, pieces[0].start
            begins = pieces[0].start
    yield begins, closes
