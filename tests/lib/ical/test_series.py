"""When an event comes again, and which of its occurrences were moved or left out."""

import pytest

from tests.lib.ical.files import busy, event, read, troubles
from webapp.lib.ical import series

START = ("DTSTART;TZID=Europe/Berlin:20270322T090000", "DTEND;TZID=Europe/Berlin:20270322T100000")
WEEKLY = event(*START, "RRULE:FREQ=WEEKLY;COUNT=3")
FIRST, SECOND, THIRD = "0322T0800 0322T0900", "0329T0700 0329T0800", "0405T0700 0405T0800"


def test_a_series_keeps_its_wall_time_over_a_clock_change() -> None:
    assert busy(WEEKLY) == [FIRST, SECOND, THIRD]


@pytest.mark.parametrize(
    "line",
    [
        "EXDATE;TZID=Europe/Berlin:20270329T090000",
        "EXDATE:20270329T070000Z",
        "EXDATE;TZID=America/New_York:20270329T030000",
        "EXDATE;VALUE=DATE:20270329",
        "EXDATE:20270329T090000",
        "EXRULE:FREQ=DAILY;INTERVAL=14;UNTIL=20270329",
    ],
)
def test_what_is_left_out_may_be_named_in_any_way(line: str) -> None:
    left_out = busy(event(*START, "RRULE:FREQ=WEEKLY;COUNT=3", line.replace("INTERVAL=14", "INTERVAL=7")))

    assert SECOND not in left_out
    assert THIRD in left_out


def test_a_moved_occurrence_is_where_it_was_moved_to() -> None:
    moved = event("RECURRENCE-ID:20270329T070000Z", "DTSTART:20270330T150000Z", "DURATION:PT30M")

    assert busy(WEEKLY, moved) == [FIRST, "0330T1500 0330T1530", THIRD]


def test_a_moved_occurrence_keeps_the_name_of_its_place() -> None:
    moved = event("RECURRENCE-ID:20270329T070000Z", "DTSTART:20270330T150000Z", "DURATION:PT30M")
    (found,) = read(WEEKLY, moved)

    assert [at.recurrence_id for at in found.occurrences] == [
        "20270322T080000Z",
        "20270329T070000Z",
        "20270405T070000Z",
    ]


def test_a_cancelled_occurrence_is_free() -> None:
    cancelled = event("RECURRENCE-ID;TZID=Europe/Berlin:20270329T090000", START[0], "STATUS:CANCELLED")

    assert busy(WEEKLY, cancelled) == [FIRST, THIRD]


def test_an_occurrence_and_all_after_it_are_moved() -> None:
    moved = event(
        "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20270329T090000",
        "DTSTART;TZID=Europe/Berlin:20270329T110000",
        "DURATION:PT30M",
    )

    assert busy(WEEKLY, moved) == [FIRST, "0329T0900 0329T0930", "0405T0900 0405T0930"]


def test_a_moved_occurrence_of_a_series_that_is_not_there_counts() -> None:
    assert busy(event("RECURRENCE-ID:20270329T070000Z", "DTSTART:20270330T150000Z", "DURATION:PT30M")) == [
        "0330T1500 0330T1530"
    ]


def test_more_dates_and_periods_are_added() -> None:
    more = ("RDATE;TZID=Europe/Berlin:20270501T090000", "RDATE;VALUE=PERIOD:20270601T080000Z/PT3H")

    assert busy(event(*START, *more)) == [FIRST, "0501T0700 0501T0800", "0601T0800 0601T1100"]


@pytest.mark.parametrize(
    "until",
    ["20270329", "20270329T070000Z", "20270329T090000", "20270404T000000Z", "20270329T235959Z"],
)
def test_the_last_occurrence_is_in_time_in_every_spelling(until: str) -> None:
    assert busy(event(*START, f"RRULE:FREQ=WEEKLY;UNTIL={until}")) == [FIRST, SECOND]


@pytest.mark.parametrize("until", ["20270105", "20270105T000000Z", "20270104T230000Z", "20270105T235959Z"])
def test_the_last_day_of_whole_days_is_in_time_in_every_spelling(until: str) -> None:
    days = event("DTSTART;VALUE=DATE:20270104", f"RRULE:FREQ=DAILY;UNTIL={until}")

    assert busy(days) == ["0103T2300 0104T2300", "0104T2300 0105T2300"]


@pytest.mark.parametrize(
    "line", ["EXDATE;VALUE=DATE:20270105", "EXDATE:20270105T000000Z", "EXDATE:20270105T000000"]
)
def test_a_whole_day_is_left_out_in_every_spelling(line: str) -> None:
    days = event("DTSTART;VALUE=DATE:20270104", "RRULE:FREQ=DAILY;COUNT=3", line)

    assert busy(days) == ["0103T2300 0104T2300", "0105T2300 0106T2300"]


def test_a_whole_day_may_be_moved_to_an_hour() -> None:
    days = event("DTSTART;VALUE=DATE:20270104", "RRULE:FREQ=DAILY;COUNT=2")
    moved = event("RECURRENCE-ID;VALUE=DATE:20270105", "DTSTART:20270105T080000Z", "DURATION:PT1H")
    (found,) = read(days, moved)

    assert [at.recurrence_id for at in found.occurrences] == ["20270104", "20270105"]
    assert busy(days, moved) == ["0103T2300 0104T2300", "0105T0800 0105T0900"]


@pytest.mark.parametrize("rule", ["FREQ=HOURLY", "FREQ=SECONDLY", "FREQ=DAILY;BYHOUR=9,15", "nonsense"])
def test_a_rule_that_cannot_be_followed_is_busy_where_it_begins_and_told(rule: str) -> None:
    odd = event(*START, f"RRULE:{rule}")

    assert (busy(odd), troubles(odd)) == ([FIRST], ["rule_unsupported"])


@pytest.mark.parametrize("line", ["EXDATE:soon", "RDATE:soon", "RRULE:FREQ=DAILY;UNTIL=soon"])
def test_broken_dates_of_a_series_are_told(line: str) -> None:
    assert troubles(event(*START, "RRULE:FREQ=WEEKLY;COUNT=3" if "RRULE" not in line else "X-A:1", line)) == [
        "unreadable"
    ]


def test_a_series_that_began_long_ago_is_found() -> None:
    old = event("DTSTART;VALUE=DATE:19600229", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1")

    assert busy(old) == ["0227T2300 0228T2300"]


def test_an_occurrence_that_reaches_into_the_window_counts() -> None:
    (found,) = read(event("DTSTART:20261231T230000Z", "DURATION:PT2H", "RRULE:FREQ=YEARLY"))

    assert [at.recurrence_id for at in found.occurrences] == ["20261231T230000Z", "20271231T230000Z"]


def test_too_many_occurrences_are_cut_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(series, "OCCURRENCES_AT_MOST", 2)
    (found,) = read(WEEKLY)

    assert (found.trouble, len(found.occurrences)) == ("too_many_occurrences", 2)
