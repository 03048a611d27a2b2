"""The weeks of a month, each day with the first few of what stands in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from webapp.blueprints.dashboard.presenters.calendar_items import Item, days_of
from webapp.models import Organizer
from webapp.scheduling import first_instant, label_of, local_day

SHOWN_A_DAY = 4


@dataclass(frozen=True, slots=True)
class MonthDay:
    """`more`: how many are left out of `items`. `is_outside`: it fills up a week, and is of another month."""

    number: int
    at: int
    is_today: bool
    is_outside: bool
    items: Sequence[Item]
    more: int


def month(
    days: range, items: Iterable[Item], organizer: Organizer, *, of: int, now: int
) -> list[list[MonthDay]]:
    """The weeks of `days`. `of`: a day of the month that is shown."""
    zone, by_day = organizer.timezone, dict[int, list[Item]]()
    for item in items:
        first, last = item.days or days_of(item.starts_at, item.ends_at, zone)
        for day in range(max(first, days[0]), min(last, days[-1]) + 1):
            by_day.setdefault(day, []).append(item)
    today, shown = local_day(now, zone=zone), label_of(of)[:7]
    drawn = [
        _day(day, by_day.get(day, []), zone, is_today=day == today, is_outside=label_of(day)[:7] != shown)
        for day in days
    ]
    return [drawn[at : at + 7] for at in range(0, len(drawn), 7)]


def _day(day: int, items: Sequence[Item], zone: str, *, is_today: bool, is_outside: bool) -> MonthDay:
    in_order = sorted(items, key=lambda item: item.days is None)
    # One more line says how many there are: where it would stand for a single item, the item stands there itself.
    shown = in_order if len(in_order) <= SHOWN_A_DAY + 1 else in_order[:SHOWN_A_DAY]
    more = len(in_order) - len(shown)
    return MonthDay(day, first_instant(day, zone=zone), is_today, is_outside, shown, more)
