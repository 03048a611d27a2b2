"""Places of instants on an axis that several days share."""

from webapp.scheduling import day_of, first_instant
from webapp.scheduling.day_axis import DayAxis

HOUR = 3600
ZONE = "Europe/Stockholm"
SATURDAY, SPRING, AUTUMN = day_of("2027-03-27"), day_of("2027-03-28"), day_of("2027-10-31")


def axis(first: int, *, days: int = 7, zone: str = ZONE) -> DayAxis:
    return DayAxis(range(first, first + days), zone=zone)


def test_an_ordinary_day_is_its_wall_clock() -> None:
    monday = day_of("2027-01-04")
    at_nine = first_instant(monday, zone=ZONE) + 9 * HOUR

    assert axis(monday).span(at_nine, at_nine + HOUR, day=monday) == (9 * HOUR, 10 * HOUR)


def test_a_span_is_cut_at_midnight() -> None:
    monday = day_of("2027-01-04")
    at_eleven = first_instant(monday, zone=ZONE) + 23 * HOUR
    week = axis(monday)

    assert week.span(at_eleven, at_eleven + 2 * HOUR, day=monday) == (23 * HOUR, 24 * HOUR)
    assert week.span(at_eleven, at_eleven + 2 * HOUR, day=monday + 1) == (0, HOUR)


def test_what_ends_at_midnight_is_not_of_the_next_day() -> None:
    monday = day_of("2027-01-04")
    midnight = first_instant(monday + 1, zone=ZONE)
    week = axis(monday)

    assert week.span(midnight - HOUR, midnight, day=monday) == (23 * HOUR, 24 * HOUR)
    assert week.span(midnight - HOUR, midnight, day=monday + 1) is None


def test_what_has_no_length_is_of_the_day_on_which_it_is() -> None:
    monday = day_of("2027-01-04")
    midnight = first_instant(monday + 1, zone=ZONE)
    week = axis(monday)

    assert week.span(midnight, midnight, day=monday) is None
    assert week.span(midnight, midnight, day=monday + 1) == (0, 0)


def test_an_hour_that_clocks_skip_is_a_gap_of_that_day_alone() -> None:
    week = axis(SATURDAY, days=2)
    before = first_instant(SPRING, zone=ZONE) + HOUR

    assert week.gaps(SPRING) == [(2 * HOUR, 3 * HOUR)]
    assert week.gaps(SATURDAY) == []
    assert week.span(before, before + 2 * HOUR, day=SPRING) == (HOUR, 4 * HOUR)
    assert week.length == 24 * HOUR


def test_an_hour_that_clocks_repeat_has_a_place_of_its_own() -> None:
    week = axis(AUTUMN - 1, days=2)
    at_two = first_instant(AUTUMN, zone=ZONE) + 2 * HOUR

    assert week.length == 25 * HOUR
    assert week.span(at_two, at_two + HOUR, day=AUTUMN) == (2 * HOUR, 3 * HOUR)
    assert week.span(at_two + HOUR, at_two + 2 * HOUR, day=AUTUMN) == (3 * HOUR, 4 * HOUR)
    assert week.span(at_two + 2 * HOUR, at_two + 3 * HOUR, day=AUTUMN) == (4 * HOUR, 5 * HOUR)
    assert week.gaps(AUTUMN) == []


def test_days_beside_a_repeated_hour_leave_its_place_empty() -> None:
    week = axis(AUTUMN - 1, days=2)
    at_two = first_instant(AUTUMN - 1, zone=ZONE) + 2 * HOUR

    assert week.gaps(AUTUMN - 1) == [(3 * HOUR, 4 * HOUR)]
    assert week.span(at_two, at_two + HOUR, day=AUTUMN - 1) == (2 * HOUR, 3 * HOUR)
    assert week.span(at_two + HOUR, at_two + 2 * HOUR, day=AUTUMN - 1) == (4 * HOUR, 5 * HOUR)


def test_the_hours_name_a_repeated_one_twice() -> None:
    shown = [wall // HOUR for _, wall in axis(AUTUMN, days=1).hours()]

    assert shown[:6] == [0, 1, 2, 2, 3, 4]
    assert [place for place, _ in axis(AUTUMN, days=1).hours()] == [hour * HOUR for hour in range(25)]


def test_half_an_hour_may_be_repeated() -> None:
    day = day_of("2027-04-04")  # Lord Howe Island puts its clocks back half an hour

    assert axis(day, days=1, zone="Australia/Lord_Howe").length == 24 * HOUR + HOUR // 2


def test_a_date_that_a_zone_skipped_is_all_gap() -> None:
    skipped = day_of("2011-12-30")
    apia = axis(skipped, days=1, zone="Pacific/Apia")

    assert apia.gaps(skipped) == [(0, 24 * HOUR)]
    assert apia.span(0, 4_000_000_000, day=skipped) is None
