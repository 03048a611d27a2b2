"""Recurrence lines become instants by the wall clock; lines that make no sense are refused."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from webapp.errors import InvalidInput
from webapp.lib import recurrence

DAY = 86_400
BERLIN = "Europe/Berlin"


def at(local: str, zone: str = BERLIN) -> int:
    return int(datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(zone)).timestamp())


def starts_of(*lines: str, first: str = "2027-01-04T09:00", days: int = 30, zone: str = BERLIN) -> list[str]:
    """The local starts of an event in the days from its first."""
    first_start = at(first, zone)
    starts = recurrence.instants(
        recurrence.checked(lines),
        first=first_start,
        zone=zone,
        since=first_start,
        until=first_start + days * DAY,
    )
    return [f"{datetime.fromtimestamp(start, ZoneInfo(zone)):%Y-%m-%dT%H:%M}" for start in starts]


def test_a_weekly_event_happens_every_week() -> None:
    assert starts_of("RRULE:FREQ=WEEKLY;BYDAY=MO", days=15) == [
        "2027-01-04T09:00",
        "2027-01-11T09:00",
        "2027-01-18T09:00",
    ]


def test_it_keeps_its_wall_time_over_a_clock_change() -> None:
    starts = starts_of("RRULE:FREQ=DAILY", first="2027-03-27T09:00", days=2)

    assert starts == ["2027-03-27T09:00", "2027-03-28T09:00", "2027-03-29T09:00"]


@pytest.mark.parametrize(
    "exdate",
    [
        "EXDATE:20270111T080000Z",
        "EXDATE;TZID=America/New_York:20270111T030000",
        "EXDATE:20270111T090000",
        "EXDATE;VALUE=DATE:20270111",
        "EXDATE:20270111",
    ],
)
def test_an_excluded_date_drops_the_occurrence_in_every_spelling(exdate: str) -> None:
    starts = starts_of("RRULE:FREQ=WEEKLY", exdate, days=15)

    assert starts == ["2027-01-04T09:00", "2027-01-18T09:00"]


def test_until_a_day_includes_all_of_that_day() -> None:
    assert starts_of("RRULE:FREQ=WEEKLY;UNTIL=20270111") == ["2027-01-04T09:00", "2027-01-11T09:00"]


def test_a_count_ends_it() -> None:
    assert starts_of("RRULE:FREQ=DAILY;COUNT=2") == ["2027-01-04T09:00", "2027-01-05T09:00"]


def test_spaces_and_small_letters_are_read_as_the_documentation_writes_them() -> None:
    assert recurrence.checked(["rrule:FREQ=WEEKLY; BYDAY=TU"]) == ["RRULE:FREQ=WEEKLY;BYDAY=TU"]


def test_an_all_day_event_recurs_by_days() -> None:
    lines = recurrence.checked(["RRULE:FREQ=WEEKLY", "EXDATE:20270111"])
    monday = at("2027-01-04T00:00", "UTC") // DAY

    found = recurrence.days(lines, first=monday, since=monday, until=monday + 22)

    assert found == [monday, monday + 14, monday + 21]


def test_the_twentieth_monday_of_a_year_is_taken() -> None:
    assert starts_of("RRULE:FREQ=YEARLY;BYDAY=20MO", first="2027-05-17T09:00", days=400) == [
        "2027-05-17T09:00",
        "2028-05-15T09:00",
    ]


def test_a_start_in_the_second_of_a_repeated_hour_is_kept() -> None:
    first = at("2026-10-25T02:30") + 3600

    found = recurrence.instants(
        ["RRULE:FREQ=DAILY;COUNT=2"], first=first, zone=BERLIN, since=first - DAY, until=first + 9 * DAY
    )

    assert found == [first, at("2026-10-26T02:30")]


def test_an_excluded_instant_leaves_out_the_day_of_an_all_day_event() -> None:
    lines = ["RRULE:FREQ=DAILY;COUNT=2", "EXDATE:20270105T080000Z"]
    monday = at("2027-01-04T00:00", "UTC") // DAY

    assert recurrence.days(lines, first=monday, since=monday, until=monday + 9) == [monday]


def test_the_window_is_half_open() -> None:
    first = at("2027-01-04T09:00")

    found = recurrence.instants(
        ["RRULE:FREQ=DAILY"], first=first, zone=BERLIN, since=first + DAY, until=first + 2 * DAY
    )

    assert found == [first + DAY]


def test_a_window_without_an_end_is_cut_after_two_thousand_days() -> None:
    found = recurrence.instants(["RRULE:FREQ=DAILY"], first=0, zone="UTC", since=0, until=10**11)

    assert len(found) == recurrence.DAYS_AT_MOST


@pytest.mark.parametrize(
    "lines, field",
    [
        (["RRULE:FREQ=SECONDLY"], "recurrence[0]"),
        (["RRULE:FREQ=MINUTELY"], "recurrence[0]"),
        (["RRULE:FREQ=HOURLY"], "recurrence[0]"),
        (["RRULE:FREQ=DAILY;BYHOUR=9,10"], "recurrence[0]"),
        (["RRULE:FREQ=DAILY;INTERVAL=0"], "recurrence[0]"),
        (["RRULE:FREQ=DAILY;COUNT=2;UNTIL=20270101"], "recurrence[0]"),
        (["RRULE:FREQ=DAILY;UNTIL=20271399"], "recurrence[0]"),
        (["RRULE:FREQ=DAILY;UNTIL=20271399;UNTIL=20270101"], "recurrence[0]"),
        (["RRULE:FREQ=HOURLY;FREQ=DAILY"], "recurrence[0]"),
        (["RRULE:FREQ=DAILY;INTERVAL=1\u0663"], "recurrence[0]"),
        (["RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"], "recurrence[0]"),
        (["RRULE:FREQ=WEEKLY;BYDAY=MO;BYSETPOS=2"], "recurrence[0]"),
        (["RRULE:FREQ=WEEKLY;BYDAY=2MO"], "recurrence[0]"),
        (["RRULE:FREQ=MONTHLY;BYDAY=99MO"], "recurrence[0]"),
        (["RRULE:FREQ=MONTHLY;BYDAY=20MO"], "recurrence[0]"),
        (["RRULE:"], "recurrence[0]"),
        (["RRULE:every day"], "recurrence[0]"),
        (["RRULE:FREQ=WEEKLY\r\nEND:VEVENT"], "recurrence[0]"),
        (["RRULE:FREQ=WEEKLY", "EXDATE:yesterday"], "recurrence[1]"),
        (["RRULE:FREQ=WEEKLY", "EXDATE:20271399"], "recurrence[1]"),
        (["RRULE:FREQ=WEEKLY", "EXDATE;TZID=No/Such:20270106T040000"], "recurrence[1]"),
        (["RRULE:FREQ=WEEKLY", "RDATE:20270101"], "recurrence[1]"),
        (["RRULE:FREQ=WEEKLY", "RRULE:FREQ=DAILY"], "recurrence"),
        (["EXDATE:20270111"], "recurrence"),
        (["RRULE:FREQ=WEEKLY", *["EXDATE:20270111"] * 100], "recurrence"),
    ],
)
def test_a_line_that_makes_no_sense_is_refused_by_its_place(lines: list[str], field: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        recurrence.checked(lines)

    assert refusal.value.field == field
