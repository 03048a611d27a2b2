"""A week with its days side by side."""

from collections.abc import Sequence

from flask import Flask

from tests.builders import DAY, HOUR, NOW
from webapp.blueprints.dashboard.presenters.calendar_items import EVENT, Item
from webapp.blueprints.dashboard.presenters.calendar_week import Week, week
from webapp.models import Organizer
from webapp.scheduling import day_of, first_instant

MONDAY = day_of("2027-01-04")
AUTUMN = day_of("2027-10-31")


def item(starts_at: int, ends_at: int, *, days: tuple[int, int] | None = None, title: str = "Lunch") -> Item:
    return Item(kind=EVENT, title=title, source="", starts_at=starts_at, ends_at=ends_at, days=days)


def drawn(
    app: Flask,
    maya: Organizer,
    items: Sequence[Item] = (),
    *,
    first: int = MONDAY,
    now: int = NOW,
    zone: str = "UTC",
) -> Week:
    maya.timezone = zone
    with app.test_request_context():
        return week(range(first, first + 7), items, maya, now=now)


def test_an_empty_week_shows_the_working_day(app: Flask, maya: Organizer) -> None:
    shown = drawn(app, maya)

    assert shown.height == 10
    assert [label for _, label in shown.hours][:2] == ["8:00\u00a0AM", "9:00\u00a0AM"]


def test_whatever_lies_outside_of_it_is_shown_as_well(app: Flask, maya: Organizer) -> None:
    six = NOW - 2 * HOUR

    shown = drawn(app, maya, [item(six, six + HOUR)])

    assert shown.height == 12
    assert shown.days[0].timed[0].attributes["data-h"] == 0


def test_the_hours_of_an_organizer_are_shown(app: Flask, maya: Organizer) -> None:
    maya.working_hours = [{"days": [1], "start": "6:00", "end": "20:30", "exdates": []}]

    assert drawn(app, maya).height == 15


def test_an_event_stands_at_its_time(app: Flask, maya: Organizer) -> None:
    shown = drawn(app, maya, [item(NOW + HOUR + 1800, NOW + 2 * HOUR + 600)])

    (placed,) = shown.days[0].timed
    where = placed.attributes
    assert (where["data-h"], where["data-m"], where["data-eh"], where["data-em"]) == (1, 30, 2, 10)


def test_a_short_event_is_high_enough_to_be_read(app: Flask, maya: Organizer) -> None:
    (placed,) = drawn(app, maya, [item(NOW, NOW + 60)]).days[0].timed

    assert placed.attributes["data-em"] == 30


def test_what_goes_on_past_midnight_stands_on_both_days(app: Flask, maya: Organizer) -> None:
    ten = NOW + 14 * HOUR

    shown = drawn(app, maya, [item(ten, ten + 4 * HOUR)])

    (before,), (after,) = shown.days[0].timed, shown.days[1].timed
    assert (before.opens, before.closes) == (True, False)
    assert (after.opens, after.closes) == (False, True)


def test_whole_days_keep_their_lane(app: Flask, maya: Organizer) -> None:
    long = item(NOW - DAY, NOW + 3 * DAY, days=(MONDAY - 1, MONDAY + 2), title="Conference")
    short = item(NOW + DAY, NOW + 2 * DAY, days=(MONDAY + 1, MONDAY + 1), title="Birthday")

    shown = drawn(app, maya, [long, short])

    found = [
        [(placed.item.title, placed.lane, placed.opens) for placed in day.whole] for day in shown.days[:3]
    ]
    assert found == [
        [("Conference", 0, False)],
        [("Conference", 0, False), ("Birthday", 1, True)],
        [("Conference", 0, False)],
    ]
    assert shown.whole_lanes == 2


def test_the_present_is_drawn_today_alone(app: Flask, maya: Organizer) -> None:
    shown = drawn(app, maya, now=NOW + HOUR + 7 * 60)

    assert [day.is_today for day in shown.days] == [True, *[False] * 6]
    assert shown.days[0].now is not None
    assert shown.days[0].now.attributes["data-m"] == 5


def test_a_week_in_which_clocks_go_back_begins_at_the_same_hour(app: Flask, maya: Organizer) -> None:
    zone = "Europe/Stockholm"
    nine = first_instant(AUTUMN, zone=zone) + 10 * HOUR  # an hour came twice before

    shown = drawn(app, maya, [item(nine, nine + HOUR)], first=AUTUMN - 6, zone=zone)

    assert shown.hours[0][1] == "8:00\u00a0AM"
    assert shown.days[6].timed[0].attributes["data-h"] == 1


def test_hours_are_told_for_dragging_but_where_clocks_repeat_one(app: Flask, maya: Organizer) -> None:
    assert drawn(app, maya).opens_at == 8
    assert drawn(app, maya, first=AUTUMN - 6, zone="Europe/Stockholm").opens_at is None
