"""A month with the first few of what stands on each of its days."""

from tests.builders import DAY, HOUR, NOW
from webapp.blueprints.dashboard.presenters.calendar_items import EVENT, Item
from webapp.blueprints.dashboard.presenters.calendar_month import SHOWN_A_DAY, MonthDay, month
from webapp.models import Organizer
from webapp.scheduling import day_of

FIRST = day_of("2026-12-28")  # a Monday
TODAY = day_of("2027-01-04")


def item(starts_at: int, ends_at: int, *, days: tuple[int, int] | None = None, title: str = "Lunch") -> Item:
    return Item(kind=EVENT, title=title, source="", starts_at=starts_at, ends_at=ends_at, days=days)


def drawn(*items: Item) -> dict[int, MonthDay]:
    weeks = month(range(FIRST, FIRST + 35), items, Organizer(timezone="UTC"), of=TODAY, now=NOW)
    assert [len(week) for week in weeks] == [7] * 5
    return {day.number: day for week in weeks for day in week}


def test_days_of_other_months_fill_up_the_weeks() -> None:
    outside = [number - FIRST for number, day in drawn().items() if day.is_outside]

    assert outside == [0, 1, 2, 3]


def test_today_is_marked() -> None:
    assert [number for number, day in drawn().items() if day.is_today] == [TODAY]


def test_an_event_stands_on_each_day_that_it_touches() -> None:
    shown = drawn(item(NOW + 14 * HOUR, NOW + DAY))

    assert [number - TODAY for number, day in shown.items() if day.items] == [0, 1]


def test_whole_days_come_first() -> None:
    shown = drawn(item(NOW, NOW + HOUR), item(NOW + 1, NOW + DAY, days=(TODAY, TODAY), title="Holiday"))

    assert [found.title for found in shown[TODAY].items] == ["Holiday", "Lunch"]


def test_of_many_the_first_few_are_shown_and_the_others_counted() -> None:
    shown = drawn(*[item(NOW, NOW + HOUR)] * (SHOWN_A_DAY + 3))

    assert (len(shown[TODAY].items), shown[TODAY].more) == (SHOWN_A_DAY, 3)


def test_nobody_is_sent_elsewhere_for_a_single_one_more() -> None:
    shown = drawn(*[item(NOW, NOW + HOUR)] * (SHOWN_A_DAY + 1))

    assert (len(shown[TODAY].items), shown[TODAY].more) == (SHOWN_A_DAY + 1, 0)
