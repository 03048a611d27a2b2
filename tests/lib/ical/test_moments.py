"""Dates and times of a file."""

import pytest

from tests.lib.ical.files import utc
from webapp.lib.ical.lines import Line
from webapp.lib.ical.moments import Length, length, moment, moments, periods
from webapp.lib.ical.zones import Clocks

CLOCKS = Clocks("Europe/Berlin", [])


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("20270104T090000", "0104T0800"),
        ("20270104T090000Z", "0104T0900"),
        ("20270104t090000z", "0104T0900"),
        ("20270104T0900", "0104T0800"),
        ("2027-01-04T09:00:00", "0104T0800"),
        ("2027-01-04T09:00:00-05:00", "0104T1400"),
        ("20270104T235960Z", "0104T2359"),
        ("20270104", "0103T2300"),
        (" 2027-01-04 ", "0103T2300"),
    ],
)
def test_a_time_is_read_in_the_spellings_that_programs_use(value: str, expected: str) -> None:
    assert utc(moment(Line({}, value), CLOCKS).instant) == expected


@pytest.mark.parametrize("value", ["", "soon", "20271304", "20270104T250000", "2027W01"])
def test_what_is_no_time_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="."):
        moment(Line({}, value), CLOCKS)


@pytest.mark.parametrize("value", ["99991231T235959Z", "99991231"])
def test_what_never_ends_can_still_be_counted(value: str) -> None:
    assert moment(Line({}, value), CLOCKS).local.year == 9000


def test_a_time_that_says_it_is_a_date_is_one() -> None:
    assert moment(Line({"VALUE": "DATE"}, "20270104T000000"), CLOCKS).is_date


def test_several_times_in_one_property() -> None:
    found = moments(Line({"TZID": "America/New_York"}, "20270104T090000,20270105T090000,"), CLOCKS)

    assert [utc(one.instant) for one in found] == ["0104T1400", "0105T1400"]


def test_a_period_has_an_end_or_a_length() -> None:
    (_, end), (_, lasts), (_, nothing) = periods(
        Line({}, "20270104T090000Z/20270104T100000Z,20270104T090000Z/PT30M,20270104T090000Z"), CLOCKS
    )

    assert (utc(end.instant), lasts, nothing) == ("0104T1000", Length(0, 1800), None)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("PT1H", Length(0, 3600)),
        ("P1D", Length(1, 0)),
        ("PT24H", Length(0, 86400)),
        ("P1DT1H", Length(1, 3600)),
    ],
)
def test_days_of_a_duration_are_days_and_hours_are_hours(value: str, expected: Length) -> None:
    assert length(value) == expected


@pytest.mark.parametrize("value", ["-PT1H", "1 hour", "P999999W", ""])
def test_what_is_no_length_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="."):
        length(value)
