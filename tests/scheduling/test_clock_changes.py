"""When clocks change, and what a wall time means then."""

import pytest

from webapp.scheduling import day_of, first_instant
from webapp.scheduling.clock_changes import ClockChange, clock_changes, instants_of

HOUR, DAY = 3600, 86_400


def changes_of_week(date: str, *, zone: str) -> list[int]:
    """By how many minutes clocks change within three days of a date."""
    start = first_instant(day_of(date) - 3, zone=zone)
    return [change.seconds // 60 for change in clock_changes(start, end=start + 7 * DAY, zone=zone)]


@pytest.mark.parametrize(
    ("zone", "date", "minutes"),
    [
        ("America/New_York", "2027-03-14", [60]),
        ("America/New_York", "2027-11-07", [-60]),
        ("Australia/Lord_Howe", "2027-04-04", [-30]),
        ("America/Santiago", "2027-04-04", [-60]),
        ("Pacific/Apia", "2011-12-30", [1440]),
        ("Asia/Kolkata", "2027-03-14", []),
        ("America/New_York", "2027-06-14", []),
    ],
)
def test_a_change_of_clocks_is_found_with_its_length(zone: str, date: str, minutes: list[int]) -> None:
    assert changes_of_week(date, zone=zone) == minutes


def test_a_change_is_the_first_instant_under_the_new_offset() -> None:
    start = first_instant(day_of("2027-03-14"), zone="America/New_York")

    assert clock_changes(start, end=start + DAY, zone="America/New_York") == [
        ClockChange(start + 2 * HOUR, HOUR)
    ]


def test_a_change_belongs_to_the_window_in_which_it_lies() -> None:
    change = first_instant(day_of("2027-03-14"), zone="America/New_York") + 2 * HOUR

    assert clock_changes(change - DAY, end=change, zone="America/New_York") == []
    assert len(clock_changes(change, end=change + DAY, zone="America/New_York")) == 1


def test_a_wall_time_is_one_instant_on_most_days() -> None:
    day = day_of("2027-01-05")

    assert instants_of(day, wall=10 * HOUR, zone="Europe/Stockholm") == [day * DAY + 9 * HOUR]


def test_a_wall_time_that_is_skipped_is_no_instant() -> None:
    assert instants_of(day_of("2027-03-14"), wall=5 * HOUR // 2, zone="America/New_York") == []


def test_a_wall_time_that_comes_twice_is_two_instants() -> None:
    first, second = instants_of(day_of("2027-11-07"), wall=3 * HOUR // 2, zone="America/New_York")

    assert second - first == HOUR


def test_a_date_that_is_skipped_has_no_wall_time() -> None:
    assert instants_of(day_of("2011-12-30"), wall=10 * HOUR, zone="Pacific/Apia") == []
