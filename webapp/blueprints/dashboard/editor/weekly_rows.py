"""Rows of weekly hours, as documents have them, and the grid in which people see them.

A grid has seven lists, Sunday first as documents count, each with the blocks of its day in order. Rows that mean the
same make the same grid, however their days are put together. A time input has no 24:00: as an end, 0:00 stands for it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from webapp.scheduling import day_of, weekday_of

DAYS = range(7)
WORKDAYS = (1, 2, 3, 4, 5)
END_OF_DATE, MIDNIGHT = "24:00", "00:00"

Block = tuple[str, str]
Grid = list[list[Block]]
Row = Mapping[str, Any]


def as_input(time: str) -> str:
    """A document's time as an input of type `time` takes it: two digits of hours, and midnight for the end of a day."""
    return MIDNIGHT if time == END_OF_DATE else time.zfill(len(MIDNIGHT))


def as_end(typed: str) -> str:
    """The end of a block as a document has it. Nothing can end where its day begins, so that is the day's end."""
    return END_OF_DATE if typed == MIDNIGHT else typed


def grid_of(rows: Iterable[Row]) -> Grid:
    """The blocks of each weekday."""
    grid: Grid = [[] for _ in DAYS]
    for row in rows:
        for day in dict.fromkeys(row["days"]):
            grid[day].append((as_input(row["start"]), as_input(row["end"])))
    return [sorted(blocks) for blocks in grid]


def whole_week() -> Grid:
    """Every day as a whole: what counts where a document has no hours at all."""
    return [[(MIDNIGHT, MIDNIGHT)] for _ in DAYS]


def rows_of(grid: Grid, *, before: Iterable[Row], timezone: str | None) -> list[dict[str, Any]]:
    """Rows that mean the grid, each with all days that share its times.

    `before`: the rows that the grid replaces. A block that was there before keeps the dates on which it does not count.
    """
    exdates = _exdates_of(before)
    rows: dict[tuple[str, str, int], dict[str, Any]] = {}
    for day, blocks in enumerate(grid):
        for at, (start, end) in enumerate(blocks):
            # The same block twice on a day makes two rows, which the document refuses.
            row = rows.setdefault(
                (start, end, blocks[:at].count((start, end))),
                {"days": [], "start": start, "end": as_end(end), "exdates": [], "timezone": timezone},
            )
            row["days"].append(day)
            row["exdates"] = sorted({*row["exdates"], *exdates[day, start, end]})
    return list(rows.values())


def closed_dates(rows: Sequence[Row]) -> set[str]:
    """The dates on which no row counts, although the week has hours on that day."""
    exdates = _exdates_of(rows)
    by_day = defaultdict(list)
    for (day, _, _), dates in exdates.items():
        by_day[day].append(dates)
    return {date for dates in by_day.values() for date in set.intersection(*dates)}


def without(rows: Iterable[Row], dates: set[str]) -> list[dict[str, Any]]:
    """The same rows, which count on these dates as on others."""
    return [
        {**row, "exdates": [date for date in row.get("exdates") or () if date not in dates]} for row in rows
    ]


def _exdates_of(rows: Iterable[Row]) -> defaultdict[tuple[int, str, str], set[str]]:
    """The dates on which each block of each weekday does not count."""
    found: defaultdict[tuple[int, str, str], set[str]] = defaultdict(set)
    for row in rows:
        for day in row["days"]:
            dates = {date for date in row.get("exdates") or () if weekday_of(day_of(date)) == day}
            found[day, as_input(row["start"]), as_input(row["end"])] |= dates
    return found
