"""The hours around a request, drawn: the request itself, what stands beside it, and the clock below.

All places are percentages of the width, so that the drawing fits any page. The same is written in words beside it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from webapp import scheduling
from webapp.models import Booking
from webapp.services.bookings.lists import NEIGHBOURS_WITHIN_SECONDS, Neighbour

HOUR = 3600
TICK_SECONDS = 3 * HOUR
EDGE = 8  # percent


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A stretch of time. `kind`: `own`, `busy`, or `overlaps` for what is at the same time."""

    x: str
    width: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DayLine:
    """`ticks`: places of full hours, their instants, and on which side of its text each place is."""

    bars: list[Bar]
    ticks: list[tuple[str, int, str]]


def day_line(booking: Booking, around: Iterable[Neighbour], zone: str) -> DayLine:
    """The line from four hours before a booking to four hours after it, on the clock of a zone."""
    start = booking.starts_at - NEIGHBOURS_WITHIN_SECONDS
    end = booking.ends_at + NEIGHBOURS_WITHIN_SECONDS

    def place(at: int) -> float:
        return 100 * (min(max(at, start), end) - start) / (end - start)

    def bar(since: int, until: int, kind: str) -> Bar:
        left = place(since)
        return Bar(x=f"{left:.2f}%", width=f"{place(until) - left:.2f}%", kind=kind)

    others = [bar(each.starts_at, each.ends_at, "overlaps" if each.overlaps else "busy") for each in around]
    first = start - start % 60 + 60 * (-_minute(start, zone) % 60)
    return DayLine(
        bars=[*others, bar(booking.starts_at, booking.ends_at, "own")],
        ticks=[(f"{place(at):.2f}%", at, _side(place(at))) for at in range(first, end, TICK_SECONDS)],
    )


def _side(place: float) -> str:
    """Nothing is written beyond the ends of the line."""
    return "start" if place < EDGE else "end" if place > 100 - EDGE else "middle"


def _minute(at: int, zone: str) -> int:
    return int(scheduling.wall_time(at, zone=zone)[14:16])
