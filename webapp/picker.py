"""The days of a month, and the times of the chosen day, in the zone of whoever chooses.

The free slots of the month are computed in a single call, and sorted into the dates of that zone here. Days are
counted by the engine's day numbers: adding 24 hours to a local time would be wrong where the clock changes.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol

from flask import request

from webapp import display, scheduling
from webapp.models import Booking, Configuration
from webapp.services.availability import offers
from webapp.services.availability.emptiness import FULLY_BOOKED, OPENS, Emptiness, why_empty
from webapp.services.configurations.view import view_of

Address = Callable[..., str]
Free = dict[int, list[int]]  # free starts by day
LENGTH = "duration_minutes"  # of the query: which of several lengths is chosen


class Reader(Protocol):
    """Who chooses a time: a guest, or the organizer for one. `query`: what every link repeats."""

    @property
    def zone(self) -> str: ...
    @property
    def locale(self) -> str: ...
    @property
    def query(self) -> Mapping[str, str]: ...


@dataclass(frozen=True, slots=True)
class MonthDay:
    """A day of the month. `free`: how many times can be chosen on it. `is_own`: the booking to be moved is on it."""

    number: int
    begins_at: int
    free: int
    address: str
    is_today: bool
    is_past: bool
    is_chosen: bool
    is_own: bool


@dataclass(frozen=True, slots=True)
class Time:
    """A time that can be chosen. `offset` from GMT: only where the clock change makes the same time appear twice.

    `is_own`: the time of the booking to be moved, which is shown and cannot be chosen.
    """

    starts_at: int
    address: str
    offset: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class Length:
    """One of several lengths that the page offers."""

    minutes: int
    address: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Picker:
    """`lengths`: empty on a page that offers only one. `weeks`: rows of days, None outside it. `moving`: the booking to
    be moved.

    When the month has nothing free, `emptiness` is the reason, and `next_free` is the start and the address of the next
    free slot. `heading_says_next_free`: both are about the same day.
    """

    begins_at: int
    lengths: list[Length]
    weeks: list[list[MonthDay | None]]
    chosen: MonthDay | None
    times: list[Time]
    previous: str | None
    following: str | None
    next_free: tuple[int, str] | None
    emptiness: Emptiness | None
    heading_says_next_free: bool
    moving: Booking | None


@dataclass(frozen=True, slots=True)
class Wish:
    """What the query of the address chooses: a day like `2027-03-14`, a month like `2027-03`, or nothing."""

    day: str = ""
    month: str = ""

    @classmethod
    def of_request(cls) -> "Wish":
        return cls(day=request.args.get("day", ""), month=request.args.get("month", ""))


@dataclass(frozen=True, slots=True)
class PickerContext:
    """What a picker is made from. `page` and `slot` make the addresses of its links. `moving`: a booking to move."""

    configuration: Configuration
    visitor: Reader
    now: int
    page: Address
    slot: Address
    moving: Booking | None = None

    @property
    def own_start(self) -> int | None:
        return self.moving.starts_at if self.moving else None

    @property
    def own_day(self) -> int | None:
        """The day of the booking to be moved, in the visitor's zone."""
        return scheduling.local_day(self.moving.starts_at, zone=self.visitor.zone) if self.moving else None


def picker(context: PickerContext, wish: Wish) -> Picker:
    """The month that was chosen, or the month of a booking to be moved, or else the first month with a free slot."""
    today, last = _bounds(context)
    wished_day = _within(_day_number(wish.day), today, last)
    wished_month = _within(_day_number(wish.month and f"{wish.month}-01"), _first_of_month(today), last)
    if wished_day is None and wished_month is None:
        wished_day = _within(context.own_day, today, last)
    wished = wished_day if wished_day is not None else wished_month
    first = _first_of_month(today if wished is None else wished)
    free = _free_by_day(context, first)
    if not free and wished is None:
        first, free = _later_month(context, first, free)
    return _drawn(context, first, free, wished_day)


def _bounds(context: PickerContext) -> tuple[int, int]:
    """The guest's today, and the last day with slots: a day later than the horizon, because the zones may differ."""
    today = scheduling.local_day(context.now, zone=context.visitor.zone)
    return today, today + view_of(context.configuration).scheduler.available_days_in_future + 1


def _later_month(context: PickerContext, first: int, free: Free) -> tuple[int, Free]:
    soonest = _soonest(context, context.now)
    if soonest is None:
        return first, free
    first = _first_of_month(scheduling.local_day(soonest, zone=context.visitor.zone))
    return first, _free_by_day(context, first)


def _free_by_day(context: PickerContext, first: int) -> Free:
    zone, after = context.visitor.zone, _first_of_month(first + 31)
    window_start = max(scheduling.first_instant(first, zone=zone), context.now)
    window_end = max(scheduling.first_instant(after, zone=zone), window_start)
    offer = offers.offered(
        context.configuration,
        start=window_start,
        end=window_end,
        now=context.now,
        moving=context.moving,
    )
    free: Free = {}
    for start in offer.starts:
        free.setdefault(scheduling.local_day(start, zone=zone), []).append(start)
    return free


def _drawn(context: PickerContext, first: int, free: Free, wished: int | None) -> Picker:
    today, last = _bounds(context)
    after = _first_of_month(first + 31)
    chosen = wished if wished is not None else min(free, default=None)
    next_free = None if free else _next_free(context, after)
    emptiness = None if free else _emptiness(context, first, after, next_free)
    cells = [_day(context, day, free, today, chosen) for day in range(first, after)]
    return Picker(
        begins_at=scheduling.first_instant(first, zone=context.visitor.zone),
        lengths=_lengths(context, first if chosen is None else chosen),
        weeks=_in_weeks(cells, first, context.visitor.locale),
        chosen=next((cell for cell in cells if cell.is_chosen), None),
        times=_times(context, chosen, free),
        previous=_month_address(context, first - 1) if first > today else None,
        following=_month_address(context, after) if after <= last else None,
        next_free=next_free,
        emptiness=emptiness,
        heading_says_next_free=_are_of_one_day(context, emptiness, next_free),
        moving=context.moving,
    )


def _lengths(context: PickerContext, day: int) -> list[Length]:
    availability, label = view_of(context.configuration).availability, scheduling.label_of(day)
    if len(availability.lengths) == 1:
        return []
    return [
        Length(
            minutes,
            context.page(day=label, **{**context.visitor.query, LENGTH: minutes}),
            is_chosen=minutes == availability.duration_minutes,
        )
        for minutes in availability.lengths
    ]


def _day(context: PickerContext, day: int, free: Free, today: int, chosen: int | None) -> MonthDay:
    label = scheduling.label_of(day)
    return MonthDay(
        number=int(label[-2:]),
        begins_at=scheduling.first_instant(day, zone=context.visitor.zone),
        free=len(free.get(day, [])),
        address=context.page(day=label, **context.visitor.query),
        is_today=day == today,
        is_past=day < today,
        is_chosen=day == chosen,
        is_own=day == context.own_day,
    )


def _times(context: PickerContext, chosen: int | None, free: Free) -> list[Time]:
    if chosen is None:
        return []
    zone, locale = context.visitor.zone, context.visitor.locale
    own = [context.own_start] if context.own_start is not None and context.own_day == chosen else []
    starts = sorted([*free.get(chosen, []), *own])
    shown = [display.time_of_day(start, zone, locale) for start in starts]
    return [
        Time(
            starts_at=start,
            address=context.slot(start=start, **context.visitor.query),
            offset=display.offset(start, zone) if shown.count(label) > 1 else "",
            is_own=start == context.own_start,
        )
        for start, label in zip(starts, shown, strict=True)
    ]


def _soonest(context: PickerContext, after: int) -> int | None:
    return offers.next_free(context.configuration, after=after, now=context.now, moving=context.moving)


def _next_free(context: PickerContext, after: int) -> tuple[int, str] | None:
    zone = context.visitor.zone
    end_of_month = scheduling.first_instant(after, zone=zone)
    soonest = _soonest(context, end_of_month) or _soonest(context, context.now)
    if soonest is None:
        return None
    label = scheduling.label_of(scheduling.local_day(soonest, zone=zone))
    return soonest, context.page(day=label, **context.visitor.query)


def _emptiness(
    context: PickerContext, first: int, after: int, next_free: tuple[int, str] | None
) -> Emptiness:
    zone, now = context.visitor.zone, context.now
    start, end = (max(scheduling.first_instant(day, zone=zone), now) for day in (first, after))
    found = why_empty(context.configuration, start=start, end=end, now=now, moving=context.moving)
    if found.kind != OPENS or _are_of_one_day(context, found, next_free):
        return found
    # The day on which booking opens is full already: guests are not asked to come back on it.
    return Emptiness(FULLY_BOOKED, next_free[0] if next_free else None)


def _are_of_one_day(
    context: PickerContext, emptiness: Emptiness | None, next_free: tuple[int, str] | None
) -> bool:
    if emptiness is None or emptiness.at is None or next_free is None:
        return False
    days = {scheduling.local_day(at, zone=context.visitor.zone) for at in (emptiness.at, next_free[0])}
    return len(days) == 1


def _in_weeks(cells: list[MonthDay], first: int, locale: str) -> list[list[MonthDay | None]]:
    blanks = first - display.week_begin(first, locale)
    padded: list[MonthDay | None] = [None] * blanks + cells
    padded += [None] * (-len(padded) % 7)
    return [padded[at : at + 7] for at in range(0, len(padded), 7)]


def _month_address(context: PickerContext, day: int) -> str:
    return context.page(month=scheduling.label_of(day)[:7], **context.visitor.query)


def _day_number(label: str) -> int | None:
    with suppress(ValueError):
        return scheduling.day_of(label)
    return None


def _within(day: int | None, earliest: int, latest: int) -> int | None:
    return None if day is None else min(max(day, earliest), latest)


def _first_of_month(day: int) -> int:
    return scheduling.day_of(scheduling.label_of(day)[:7] + "-01")
