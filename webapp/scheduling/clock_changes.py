"""When clocks are put forward or back, and which instants a wall time means on such a day.

For code that shows times to people; the offer does not use it.
"""

from typing import NamedTuple

from webapp.scheduling.wall_clock import DAY, local_day, pieces_of


class ClockChange(NamedTuple):
    """The first instant under the new offset, and by how many seconds clocks go forward (negative: back)."""

    at: int
    seconds: int


def clock_changes(start: int, *, end: int, zone: str) -> list[ClockChange]:
    """Return the changes of a zone's clocks in [start, end), in order."""
    changes = []
    before: int | None = None
    for day in range(local_day(start, zone=zone) - 1, local_day(end, zone=zone) + 2):
        for piece in pieces_of(day, zone):
            if before is not None and piece.offset != before and start <= piece.start < end:
                changes.append(ClockChange(piece.start, piece.offset - before))
            before = piece.offset
    return changes


def instants_of(day: int, *, wall: int, zone: str) -> list[int]:
    """Return the instants at which clocks in a zone show `wall` seconds after midnight on a local date.

    One as a rule; two where clocks were put back over it, none where they were put forward over it.
    """
    shown = [(day * DAY + wall - piece.offset, piece) for piece in pieces_of(day, zone)]
    return [instant for instant, piece in shown if piece.start <= instant < piece.end]
