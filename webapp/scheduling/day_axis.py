"""Where the instants of a day stand on an axis that several days share, also when clocks change in between.

For code that draws days side by side; the offer does not use it. The axis is the wall clock from midnight to midnight.
An hour that clocks repeat on one of the days has a place of its own: on the other days that place is a gap, and so is
an hour that clocks skip on the day on which they do.
"""

from collections.abc import Iterable
from typing import NamedTuple

from webapp.scheduling.spans import Span
from webapp.scheduling.wall_clock import DAY, Piece, pieces_of

HOUR = 3600


class Repeat(NamedTuple):
    """What clocks repeat on a day: the `seconds` of wall time before `until`, which is after midnight."""

    day: int
    until: int
    seconds: int


class DayAxis:
    """The axis of some days of a zone. Places on it are seconds from its top."""

    def __init__(self, days: Iterable[int], *, zone: str) -> None:
        self.zone = zone
        self.repeats = [repeat for day in days if (repeat := _repeat(day, zone))]

    @property
    def length(self) -> int:
        return DAY + sum(repeat.seconds for repeat in self.repeats)

    def span(self, starts_at: int, ends_at: int, *, day: int) -> Span | None:
        """From where to where a span lies on a day; None when it does not touch it."""
        pieces = pieces_of(day, self.zone)
        if not pieces or starts_at >= pieces[-1].end:
            return None
        first = max(starts_at, pieces[0].start)
        last = min(ends_at, pieces[-1].end)
        if last < first or (last == first and starts_at != ends_at):
            return None
        begins = self._place(first, next(piece for piece in pieces if first < piece.end), day)
        if last == first:
            return begins, begins
        ends = self._place(last, next(piece for piece in pieces if last <= piece.end), day, is_end=True)
        return begins, ends

    def gaps(self, day: int) -> list[Span]:
        """What of the axis is no time of this day."""
        pieces = pieces_of(day, self.zone)
        filled = [span for piece in pieces if (span := self.span(piece.start, piece.end, day=day))]
        edges = [place for span in filled for place in span]
        empty = zip([0, *edges[1::2]], [*edges[::2], self.length], strict=True)
        holes = (self._hole(repeat) for repeat in self.repeats if repeat.day != day)
        return sorted({*holes, *(gap for gap in empty if gap[0] < gap[1])})

    def hours(self) -> list[tuple[int, int]]:
        """Each whole hour: its place, and the wall time there. A repeated hour is there twice."""
        plain = [(self._of_wall_time(wall), wall) for wall in range(0, DAY, HOUR)]
        again = [
            (self._hole(repeat)[0] + wall - (repeat.until - repeat.seconds), wall)
            for repeat in self.repeats
            for wall in range(_whole_hour(repeat.until - repeat.seconds), repeat.until, HOUR)
        ]
        return sorted([*plain, *again])

    def _hole(self, repeat: Repeat) -> Span:
        begins = self._of_wall_time(repeat.until, is_end=True)
        return begins, begins + repeat.seconds

    def _place(self, instant: int, piece: Piece, day: int, *, is_end: bool = False) -> int:
        is_second = piece != pieces_of(day, self.zone)[0]
        own = next((repeat for repeat in self.repeats if is_second and repeat.day == day), None)
        return self._of_wall_time(instant + piece.offset - day * DAY, is_end=is_end, repeated=own)

    def _of_wall_time(self, wall: int, *, is_end: bool = False, repeated: Repeat | None = None) -> int:
        """`repeated`: what clocks have just repeated at this wall time."""
        above = (
            repeat.seconds
            for repeat in self.repeats
            if repeat == repeated or repeat.until < wall or (repeat.until == wall and not is_end)
        )
        return wall + sum(above)


def _repeat(day: int, zone: str) -> Repeat | None:
    pieces = pieces_of(day, zone)
    if len(pieces) < 2 or pieces[0].offset <= pieces[1].offset:
        return None
    return Repeat(day, pieces[0].end + pieces[0].offset - day * DAY, pieces[0].offset - pieces[1].offset)


def _whole_hour(seconds: int) -> int:
    return seconds + -seconds % HOUR
