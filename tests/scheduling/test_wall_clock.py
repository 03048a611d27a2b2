import pytest

from tests.scheduling.documents import at
from webapp.scheduling.wall_clock import (
    LAST_INSTANT,
    block_of,
    day_of,
    first_instant,
    label_of,
    local_day,
    pieces_of,
    rounded_up,
    wall_time,
    weekday_of,
    zones,
)

HOUR = 3600
NEW_YORK = "America/New_York"


def test_a_day_number_has_a_label_and_a_weekday() -> None:
    day = day_of("2027-03-14")

    assert (label_of(day), weekday_of(day)) == ("2027-03-14", 0)


@pytest.mark.parametrize("text", ["2027-02-29", "20270314", "2027-3-14", "2027-W10-7", "tomorrow"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # its words are for the log alone
        day_of(text)


def test_a_start_in_the_skipped_hour_is_the_change() -> None:
    block = block_of(day_of("2027-03-14"), NEW_YORK, 2 * HOUR + 1800, 4 * HOUR)

    assert block == (at("2027-03-14 03:00", NEW_YORK), at("2027-03-14 04:00", NEW_YORK))


def test_an_end_in_the_skipped_hour_is_the_change() -> None:
    block = block_of(day_of("2027-03-14"), NEW_YORK, HOUR, 2 * HOUR + 1800)

    assert block == (at("2027-03-14 01:00", NEW_YORK), at("2027-03-14 03:00", NEW_YORK))


def test_hours_inside_the_skipped_hour_are_no_block() -> None:
    assert block_of(day_of("2027-03-14"), NEW_YORK, 2 * HOUR + 600, 2 * HOUR + 1800) is None


def test_hours_in_the_repeated_hour_run_from_its_first_to_its_last_occurrence() -> None:
    block = block_of(day_of("2027-11-07"), NEW_YORK, HOUR, HOUR + 1800)

    assert block == (at("2027-11-07 01:00", NEW_YORK), at("2027-11-07 01:30", NEW_YORK, fold=1))


def test_a_date_that_does_not_exist_has_no_block() -> None:
    assert block_of(day_of("2011-12-30"), "Pacific/Apia", 0, 24 * HOUR) is None


def test_the_first_instant_of_a_skipped_date_is_that_of_the_next() -> None:
    assert first_instant(day_of("2011-12-30"), zone="Pacific/Apia") == at("2011-12-31 00:00", "Pacific/Apia")


def test_a_date_begins_after_a_gap_at_midnight() -> None:
    assert first_instant(day_of("2027-04-30"), zone="Africa/Cairo") == at("2027-04-30 01:00", "Africa/Cairo")


def test_where_the_clock_goes_back_over_midnight_a_date_has_two_pieces() -> None:
    saturday, sunday = (
        pieces_of(day_of(label), "America/St_Johns") for label in ("2006-10-28", "2006-10-29")
    )

    assert len(sunday) == 2
    assert saturday[-1].end > sunday[0].start


def test_rounding_up_crosses_a_half_hour_change_to_the_next_full_hour_of_the_clock() -> None:
    rounded = rounded_up(at("2027-10-03 01:50", "Australia/Lord_Howe"), "Australia/Lord_Howe", HOUR)

    assert rounded == at("2027-10-03 03:00", "Australia/Lord_Howe")


def test_rounding_up_counts_from_local_midnight() -> None:
    assert rounded_up(at("2027-05-03 23:50"), "Europe/Berlin", 25 * 60) == at("2027-05-04 00:00")


def test_the_last_instants_of_the_calendar_have_a_date_in_every_zone() -> None:
    days = {local_day(LAST_INSTANT, zone=zone) for zone in zones()}

    assert days <= {day_of("9999-12-31"), day_of("9999-12-31") + 1}


def test_zones_that_mean_this_machine_cannot_be_named() -> None:
    assert not zones() & {"localtime", "Factory"}


def test_a_wall_time_is_what_a_clock_shows_to_the_minute() -> None:
    assert wall_time(at("2027-03-14 09:30", NEW_YORK) + 59, zone=NEW_YORK) == "2027-03-14T09:30"
