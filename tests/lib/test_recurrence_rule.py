"""The days of a rule: those that dateutil gives as well, and found by looking at the window alone."""

from datetime import date, datetime, timedelta

import pytest
from dateutil import rrule as library
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.lib.recurrence_rule import COUNTED_DAYS_AT_MOST, Rule

EPOCH = date(1970, 1, 1)
FAR = (date(9990, 1, 1) - EPOCH).days
YEAR = 366


def days(rule: str, *, first: str, since: str | None = None, until: str) -> list[str]:
    begins, ends = number(since or first), number(until)
    found = Rule.of(f"RRULE:{rule}").days(first=number(first), since=begins, until=ends)
    return [(EPOCH + timedelta(days=day)).isoformat() for day in found]


def number(day: str) -> int:
    return (date.fromisoformat(day) - EPOCH).days


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("FREQ=DAILY;INTERVAL=3", ["2027-01-04", "2027-01-07", "2027-01-10"]),
        ("FREQ=DAILY;BYDAY=SA,SU", ["2027-01-04", "2027-01-09", "2027-01-10"]),
        ("FREQ=WEEKLY;BYDAY=MO,FR", ["2027-01-04", "2027-01-08", "2027-01-11"]),
        ("FREQ=WEEKLY;BYDAY=MO,FR;BYSETPOS=-1", ["2027-01-04", "2027-01-08"]),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=SU;WKST=SU", ["2027-01-04"]),
        ("FREQ=MONTHLY;BYDAY=2MO", ["2027-01-04", "2027-01-11"]),
        ("FREQ=DAILY;COUNT=2", ["2027-01-04", "2027-01-05"]),
    ],
)
def test_a_rule_has_these_days_from_the_first(rule: str, expected: list[str]) -> None:
    assert days(rule, first="2027-01-04", until="2027-01-13") == expected


def test_the_twentieth_monday_of_the_year_is_an_example_of_the_standard() -> None:
    found = days("FREQ=YEARLY;BYDAY=20MO", first="1997-05-19", until="2000-01-01")

    assert found == ["1997-05-19", "1998-05-18", "1999-05-17"]


def test_what_was_counted_before_the_window_counts() -> None:
    found = days("FREQ=DAILY;COUNT=5", first="2027-01-04", since="2027-01-07", until="2027-02-01")

    assert found == ["2027-01-07", "2027-01-08"]


WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
PARTS = {
    "INTERVAL": st.sampled_from(["2", "3", "5"]),
    "COUNT": st.sampled_from(["1", "9", "40"]),
    "BYMONTH": st.sampled_from(["2", "1,6,12"]),
    "BYDAY": st.sampled_from(["MO", "TU,SU", "WE,TH,FR"]),
    "WKST": st.sampled_from(WEEKDAYS),
}
MONTHS = {**PARTS, "BYMONTHDAY": st.sampled_from(["1", "31,-1", "13"])}
NUMBERED = {
    **MONTHS,
    "BYDAY": st.sampled_from(["MO", "2TU,-1SU", "5FR"]),
    "BYSETPOS": st.sampled_from(["1", "-1", "1,-2"]),
}
BY_FREQUENCY = {
    "DAILY": MONTHS,
    "WEEKLY": PARTS,
    "MONTHLY": NUMBERED,
    "YEARLY": {**NUMBERED, "BYYEARDAY": st.sampled_from(["32,160,340", "-1,1,33"])},
}


@given(data=st.data(), first=st.integers(20_000, 22_000), later=st.integers(0, 900))
@settings(max_examples=40, deadline=None)
def test_the_days_are_those_of_the_library(data: st.DataObject, first: int, later: int) -> None:
    frequency = data.draw(st.sampled_from(list(BY_FREQUENCY)))
    parts = data.draw(st.fixed_dictionaries({}, optional=BY_FREQUENCY[frequency]))
    rule = ";".join([f"FREQ={frequency}", *(f"{name}={value}" for name, value in parts.items())])
    since, until = first + later, first + later + YEAR
    start, begin, end = (
        datetime.combine(EPOCH + timedelta(days=day), datetime.min.time()) for day in (first, since, until)
    )

    found = Rule.of(f"RRULE:{rule}").days(first=first, since=since, until=until)

    theirs = {start, *library.rrulestr(rule, dtstart=start).between(start, end, inc=True)}
    assert found == sorted((day.date() - EPOCH).days for day in theirs if begin <= day < end)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY",
        "FREQ=WEEKLY;BYDAY=MO",
        "FREQ=MONTHLY;BYDAY=1MO",
        "FREQ=YEARLY",
        "FREQ=YEARLY;BYYEARDAY=366;BYMONTH=1",
        "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31",
        "FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29;COUNT=999999",
        "FREQ=DAILY;COUNT=999999",
        "FREQ=MONTHLY;BYDAY=5MO;BYMONTHDAY=1;COUNT=999999",
    ],
)
def test_no_more_days_are_looked_at_than_the_window_and_a_hundred_years_have(
    rule: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at: list[list[int]] = []
    chosen = Rule._chosen

    def counting(rule: Rule, period: list[int]) -> list[int]:
        looked_at.append(period)
        return chosen(rule, period)

    monkeypatch.setattr(Rule, "_chosen", counting)

    Rule.of(f"RRULE:{rule}").days(first=31, since=FAR, until=FAR + 2000)

    assert len(looked_at) <= (COUNTED_DAYS_AT_MOST if "COUNT" in rule else 2001)
