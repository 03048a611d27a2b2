from datetime import date, timedelta
from typing import Any

from tests.scheduling.documents import at, rules
from webapp.scheduling import offer

DAY = 86_400


def starts(label: str, *, zone: str = "Europe/Berlin", days: int = 1, **variations: Any) -> list[int]:
    """What is offered on a date of the zone when nobody is busy."""
    start = at(f"{label} 00:00", zone)
    end = at(f"{date.fromisoformat(label) + timedelta(days)} 00:00", zone)
    return offer(rules(timezone=zone, **variations), {}, start=start, end=end, now=start - DAY).starts


def hours(start: str, end: str) -> list[dict[str, Any]]:
    return [{"days": [0, 1, 2, 3, 4, 5, 6], "start": start, "end": end}]


def test_starts_are_a_duration_apart_and_the_last_ends_at_closing() -> None:
    times = ("09:00", "09:30", "10:00", "10:30")

    assert starts("2027-05-03") == [at(f"2027-05-03 {time}") for time in times]


def test_the_interval_sets_the_steps() -> None:
    times = ("09:00", "09:50")

    assert starts("2027-05-03", interval_minutes=50) == [at(f"2027-05-03 {time}") for time in times]


def test_the_first_start_is_rounded_up_and_later_ones_are_not() -> None:
    given = starts("2027-05-03", hours=hours("09:05", "11:00"), duration=20)

    assert given[:3] == [at(f"2027-05-03 {time}") for time in ("09:15", "09:35", "09:55")]


def test_a_slot_longer_than_the_hours_is_never_offered() -> None:
    assert starts("2027-05-03", duration=121) == []


def test_a_slot_may_cross_midnight_where_hours_touch() -> None:
    given = starts("2027-05-03", hours=[], duration=60, interval_minutes=45)

    assert at("2027-05-03 23:15") in given


def test_around_the_clock_the_grid_restarts_at_each_midnight() -> None:
    given = starts("2027-05-03", hours=[], duration=50, days=2)

    assert at("2027-05-03 00:00") in given
    assert at("2027-05-04 00:00") in given


def test_up_to_a_day_across_midnight_the_grid_does_not_restart() -> None:
    rows = [
        {"days": [1], "start": "12:00", "end": "24:00"},
        {"days": [2], "start": "00:00", "end": "12:00"},
    ]

    given = starts("2027-05-03", hours=rows, duration=50, days=2)

    assert at("2027-05-04 00:00") not in given
    assert at("2027-05-03 23:40") in given


def test_a_day_of_23_hours_has_two_half_hours_less_and_one_of_25_two_more() -> None:
    counts = [
        len(starts(label, zone="America/New_York", hours=hours("00:00", "04:00"), days=1))
        for label in ("2027-03-14", "2027-03-15", "2027-11-07")
    ]

    assert counts == [6, 8, 10]


def test_an_afternoon_keeps_its_wall_times_on_the_day_of_the_change() -> None:
    given = starts("2027-03-14", zone="America/New_York", hours=hours("13:00", "14:00"))

    assert given == [at(f"2027-03-14 {time}", "America/New_York") for time in ("13:00", "13:30")]


def test_where_the_clock_goes_back_over_midnight_no_start_comes_twice() -> None:
    given = starts("2006-10-28", zone="America/St_Johns", hours=hours("00:00", "24:00"), days=3)

    assert len(given) == len(set(given))


def test_the_grid_restarts_at_a_midnight_after_which_the_clock_goes_back_a_date() -> None:
    # At 00:01 of the 29th the clock shows 23:01 of the 28th again.
    midnight = at("2006-10-29 00:00", "America/St_Johns", fold=0)
    given = rules(timezone="America/St_Johns", hours=[], duration=50)

    starts = offer(given, {}, start=midnight, end=midnight + 1800, now=midnight - DAY).starts

    assert starts == [midnight]
