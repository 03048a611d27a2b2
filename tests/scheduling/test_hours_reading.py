"""Rows of hours and dates as they are written: their zones, their order, and what makes no sense together."""

from contextlib import nullcontext
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.scheduling.documents import BERLIN, NINE_TO_ELEVEN, document
from webapp.scheduling import InvalidValue, check_weekly_hours, rules_of

HOURS = "availability.availability_rules.default_open_hours"


@pytest.mark.parametrize(
    "start, end", [("11:00", "09:00"), ("09:00", "09:00"), ("23:59", "23:59"), ("00:00", "00:00")]
)
def test_a_row_that_does_not_end_after_it_starts_is_refused_by_its_path(start: str, end: str) -> None:
    with pytest.raises(InvalidValue) as refusal:
        rules_of(document(hours=[NINE_TO_ELEVEN, {**NINE_TO_ELEVEN, "start": start, "end": end}]))

    assert (refusal.value.code, refusal.value.field) == ("hours.reversed", f"{HOURS}[1].end")


def test_hours_that_overlap_on_a_shared_weekday_are_refused() -> None:
    rows = [
        {"days": [1, 2], "start": "09:00", "end": "12:00"},
        {"days": [2], "start": "11:59", "end": "13:00"},
    ]

    with pytest.raises(InvalidValue) as refusal:
        rules_of(document(hours=rows))

    assert refusal.value.field == f"{HOURS}[1].start"


def test_hours_outside_of_a_document_are_judged_by_the_same_rules() -> None:
    reversed_row = {"days": [1], "start": "11:00", "end": "09:00"}

    with pytest.raises(InvalidValue) as refusal:
        check_weekly_hours([{**NINE_TO_ELEVEN, "timezone": None}, reversed_row], field="hours")

    assert (refusal.value.code, refusal.value.field) == ("hours.reversed", "hours[1].end")


def test_hours_that_touch_are_not_an_overlap() -> None:
    rows = [{"days": [1], "start": "09:00", "end": "12:00"}, {"days": [1], "start": "12:00", "end": "13:00"}]

    assert rules_of(document(hours=rows)).participants[0].open_hours.by_weekday[1][1].opens == 12 * 3600


def test_midnight_to_midnight_closes_only_specific_dates() -> None:
    closed = {"date": "2027-05-03", "start": "00:00", "end": "00:00"}

    rules = rules_of(document(rules={"default_specific_time_availability": [closed]}))

    (row,) = next(iter(rules.participants[0].open_hours.specific.values()))
    assert row.opens == row.closes


def test_default_hours_are_in_the_events_zone_before_their_own() -> None:
    row = {**NINE_TO_ELEVEN, "timezone": "Asia/Tokyo"}

    in_event_zone, in_own_zone = (
        rules_of(document(hours=[row])),
        rules_of(document(hours=[row], timezone=None)),
    )

    zones = [rules.participants[0].open_hours.by_weekday[0][0].zone for rules in (in_event_zone, in_own_zone)]
    assert zones == [BERLIN, "Asia/Tokyo"]


def test_a_participants_row_is_in_its_own_zone_before_the_participants_and_the_events() -> None:
    with_row = document()
    with_row["participants"][0]["timezone"] = "Asia/Tokyo"
    with_row["participants"][0]["availability"]["open_hours"] = [
        {**NINE_TO_ELEVEN, "days": [1], "timezone": "Asia/Kolkata"},
        {**NINE_TO_ELEVEN, "days": [2]},
    ]

    by_weekday = rules_of(with_row).participants[0].open_hours.by_weekday

    assert [by_weekday[day][0].zone for day in (1, 2)] == ["Asia/Kolkata", "Asia/Tokyo"]


BLOCKS = st.tuples(
    st.integers(0, 3), st.integers(0, 8), st.integers(1, 4), st.sampled_from([BERLIN, "Asia/Tokyo"])
)


@given(st.lists(BLOCKS, max_size=6))
@settings(max_examples=60, deadline=None)
def test_dates_are_refused_exactly_when_two_of_their_blocks_overlap(
    blocks: list[tuple[int, int, int, str]],
) -> None:
    rows = [
        {
            "date": f"2027-05-0{day + 1}",
            "start": f"{start:02}:00",
            "end": f"{start + hours:02}:00",
            "timezone": zone,
        }
        for day, start, hours, zone in blocks
    ]
    overlap = any(
        (day, zone) == (other_day, other_zone)
        and start < other_start + other_hours
        and other_start < start + hours
        for (day, start, hours, zone), (other_day, other_start, other_hours, other_zone) in combinations(
            blocks, 2
        )
    )

    with pytest.raises(InvalidValue, match=r"hours\.overlap") if overlap else nullcontext():
        rules_of(document(rules={"default_specific_time_availability": rows}, timezone=None))
