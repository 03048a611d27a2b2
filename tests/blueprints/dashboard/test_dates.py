import pytest

from webapp.blueprints.dashboard import dates
from webapp.errors import InvalidInput


def test_a_date_is_the_number_of_its_day() -> None:
    assert dates.day_of("1970-01-03") == 2


@pytest.mark.parametrize("date", ["", "x", "2027-02-30", "1970-01-02", "9999-12-21", "27-1-1"])
def test_what_is_no_date_or_lies_beyond_what_instants_can_say_is_none(date: str) -> None:
    assert dates.day_of(date) is None


def test_a_time_is_the_seconds_after_midnight_in_whole_minutes() -> None:
    assert [dates.wall_time_of(time) for time in ("00:00", "09:30", "23:59:59")] == [0, 34_200, 86_340]


@pytest.mark.parametrize("time", ["", "24:00", "9:30", "10:60", "١٠:00", "10:00 "])
def test_what_is_no_time_is_none(time: str) -> None:
    assert dates.wall_time_of(time) is None


def test_the_end_of_a_day_is_the_first_instant_after_it_in_its_zone() -> None:
    assert dates.end_of_day("2027-01-31", "Europe/Stockholm", field="last_day") == 1_801_436_400
    assert dates.end_of_day("", "UTC", field="last_day") is None


@pytest.mark.parametrize("date", ["soon", "2027-02-30", "9001-01-01"])
def test_a_last_day_that_is_none_is_refused(date: str) -> None:
    with pytest.raises(InvalidInput, match="last_day"):
        dates.end_of_day(date, "UTC", field="last_day")
