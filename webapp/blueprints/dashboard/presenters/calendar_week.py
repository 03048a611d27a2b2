"""The days of a week side by side: where everything is drawn along their hours. Places are steps of five minutes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from webapp import display
from webapp.blueprints.dashboard.presenters.calendar_blocks import Block, blocks, working_day
from webapp.blueprints.dashboard.presenters.calendar_items import Item
from webapp.blueprints.dashboard.presenters.lanes import LANES_AT_MOST, lanes
from webapp.models import Organizer
from webapp.scheduling import DAY, first_instant
from webapp.scheduling.day_axis import HOUR, DayAxis

FIRST_HOUR, LAST_HOUR = 8, 18  # shown in any case
STEP = 300
LEAST_SECONDS = 1800  # high enough to press, also where something follows at once


@dataclass(frozen=True, slots=True)
class Place:
    """From where to where on the axis, below the first hour that is shown."""

    begins: int
    ends: int

    @property
    def attributes(self) -> dict[str, int]:
        """The same for `static/calendar.css`: no style stands in a page."""
        return {
            "data-h": self.begins // HOUR,
            "data-m": self.begins % HOUR // 60,
            "data-eh": self.ends // HOUR,
            "data-em": self.ends % HOUR // 60,
        }


@dataclass(frozen=True, slots=True)
class Placed:
    """An item on one of its days. `place`: None for whole days. `opens`, `closes`: whether it begins and ends there."""

    item: Item
    lane: int
    lanes: int
    place: Place | None = None
    opens: bool = True
    closes: bool = True

    @property
    def attributes(self) -> dict[str, int]:
        edges = {"data-opens": int(self.opens), "data-closes": int(self.closes)}
        across = {"data-lane": self.lane, "data-lanes": self.lanes}
        return {**edges, **across, **(self.place.attributes if self.place else {})}


@dataclass(slots=True)
class Day:
    """`number`: its day number. `at`: its first instant. `now`: where the present is drawn; None on other days.
    `blocks`: what can be blocked by a tap.
    """

    number: int
    at: int
    is_today: bool
    whole: list[Placed] = field(default_factory=list)
    timed: list[Placed] = field(default_factory=list)
    gaps: list[Place] = field(default_factory=list)
    now: Place | None = None
    blocks: list[Block] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Week:
    """`hours`: where each hour stands and how it is written. `height`: how many hours are shown.

    `opens_at`: the wall time of the first one, in hours; None in a week in which clocks repeat some of them.
    """

    days: list[Day]
    hours: list[tuple[Place, str]]
    height: int
    whole_lanes: int
    opens_at: int | None


def week(days: range, items: Sequence[Item], organizer: Organizer, *, now: int) -> Week:
    """The days of a week with everything in them."""
    axis = DayAxis(days, zone=organizer.timezone)
    timed = {day: _timed(day, items, axis) for day in days}
    top, bottom = _shown(axis, [span for found in timed.values() for span, _ in found], organizer)
    whole = _whole_lanes(days, items)
    drawn = [_day(day, timed[day], axis, (top, bottom), now=now) for day in days]
    for day in drawn:
        day.blocks = blocks(day.number, items, organizer, now=now)
        day.whole = [
            Placed(item, lane, 1, opens=item.days[0] == day.number, closes=item.days[1] == day.number)
            for item, lane in whole
            if item.days and item.days[0] <= day.number <= item.days[1]
        ]
    hours = [
        (Place(place - top, place - top), display.time_of_day(wall, "UTC", organizer.locale))
        for place, wall in axis.hours()
        if top <= place < bottom
    ]
    return Week(
        drawn,
        hours,
        (bottom - top) // HOUR,
        whole_lanes=max((lane + 1 for _, lane in whole), default=0),
        opens_at=None if axis.repeats else top // HOUR,
    )


def _day(
    day: int, timed: list[tuple[tuple[int, int], Item]], axis: DayAxis, shown: tuple[int, int], *, now: int
) -> Day:
    top, bottom = shown
    here = axis.span(now, now, day=day)
    drawn = Day(day, first_instant(day, zone=axis.zone), is_today=here is not None)
    tall = [_tall(span, bottom) for span, _ in timed]
    for (_, item), (begins, ends), (lane, side_by_side) in zip(timed, tall, lanes(tall), strict=True):
        full = axis.span(item.starts_at, item.ends_at, day=day)
        drawn.timed.append(
            Placed(
                item,
                lane,
                side_by_side,
                Place(begins - top, ends - top),
                opens=full is not None and item.starts_at >= drawn.at,
                closes=item.ends_at <= first_instant(day + 1, zone=axis.zone),
            )
        )
    drawn.gaps = [
        Place(max(begins, top) - top, min(ends, bottom) - top)
        for begins, ends in axis.gaps(day)
        if begins < bottom and ends > top
    ]
    if here is not None and top <= here[0] < bottom:
        at = here[0] // STEP * STEP - top
        drawn.now = Place(at, at)
    return drawn


def _timed(day: int, items: Iterable[Item], axis: DayAxis) -> list[tuple[tuple[int, int], Item]]:
    found = [
        (span, item)
        for item in items
        if item.days is None and (span := axis.span(item.starts_at, item.ends_at, day=day)) is not None
    ]
    return sorted(found, key=lambda pair: (pair[0][0], -pair[0][1]))


def _tall(span: tuple[int, int], bottom: int) -> tuple[int, int]:
    """In whole steps, and high enough to be read."""
    begins = min(span[0] // STEP * STEP, bottom - LEAST_SECONDS)
    ends = -(-span[1] // STEP) * STEP
    return begins, min(max(ends, begins + LEAST_SECONDS), bottom)


def _shown(axis: DayAxis, spans: Sequence[tuple[int, int]], organizer: Organizer) -> tuple[int, int]:
    """The whole hours that are shown: the working day, and whatever lies outside of it."""
    opens, closes = working_day(organizer)
    pushed = axis.length - DAY  # by an hour that clocks repeat, which is one of the night
    begins, ends = min(FIRST_HOUR * HOUR, opens) + pushed, max(LAST_HOUR * HOUR, closes) + pushed
    top = min([begins, *(span[0] for span in spans)]) // HOUR * HOUR
    bottom = -(-max([ends, *(span[1] for span in spans)]) // HOUR) * HOUR
    return top, bottom


def _whole_lanes(days: range, items: Iterable[Item]) -> list[tuple[Item, int]]:
    """What lasts whole days, each in one lane for all of its days."""
    whole = [
        (item, max(item.days[0], days[0]), item.days[1])
        for item in items
        if item.days and item.days[0] <= days[-1] and item.days[1] >= days[0]
    ]
    whole.sort(key=lambda found: (found[1], -found[2]))
    free_from: list[int] = []
    placed = []
    for item, first, last in whole:
        lane = next((number for number, day in enumerate(free_from) if day <= first), len(free_from))
        free_from[lane : lane + 1] = [last + 1]
        placed.append((item, min(lane, LANES_AT_MOST - 1)))
    return placed
