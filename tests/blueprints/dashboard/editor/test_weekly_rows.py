from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.blueprints.dashboard.editor.weekly_rows import (
    Row,
    as_end,
    as_input,
    closed_dates,
    grid_of,
    rows_of,
    without,
)
from webapp.scheduling import day_of, weekday_of

MONDAY, NEXT_MONDAY, TUESDAY = "2027-01-04", "2027-01-11", "2027-01-05"
TIMES = ["0:00", "00:00", "8:30", "09:00", "12:00", "17:00", "23:59", "24:00"]


def row(days: list[int], start: str, end: str, *exdates: str) -> dict[str, Any]:
    return {"days": days, "start": start, "end": end, "exdates": list(exdates), "timezone": None}


@pytest.mark.parametrize(("time", "shown"), [("9:00", "09:00"), ("24:00", "00:00"), ("23:59", "23:59")])
def test_a_time_fits_the_input(time: str, shown: str) -> None:
    assert as_input(time) == shown


def test_an_end_at_midnight_is_the_end_of_the_day() -> None:
    assert as_end("00:00") == "24:00"
    assert as_end("17:00") == "17:00"


def test_rows_of_any_shape_make_one_grid() -> None:
    together = [row([1, 2], "9:00", "12:00"), row([1], "13:00", "24:00")]
    apart = [row([1], "13:00", "24:00"), row([2], "09:00", "12:00"), row([1], "09:00", "12:00")]

    assert grid_of(together) == grid_of(apart)
    assert grid_of(together)[1] == [("09:00", "12:00"), ("13:00", "00:00")]


def test_days_with_the_same_times_share_a_row() -> None:
    grid = grid_of([row([1], "09:00", "17:00"), row([3], "09:00", "17:00")])

    assert rows_of(grid, before=[], timezone="UTC") == [
        {"days": [1, 3], "start": "09:00", "end": "17:00", "exdates": [], "timezone": "UTC"}
    ]


def test_a_block_that_is_there_twice_is_not_hidden() -> None:
    grid = grid_of([row([1], "09:00", "17:00"), row([1], "09:00", "17:00")])

    assert [each["days"] for each in rows_of(grid, before=[], timezone=None)] == [[1], [1]]


def test_a_date_is_closed_when_no_block_of_its_day_counts() -> None:
    rows = [row([1], "09:00", "12:00", MONDAY, NEXT_MONDAY), row([1, 2], "13:00", "17:00", MONDAY)]

    assert closed_dates(rows) == {MONDAY}
    assert closed_dates(without(rows, {MONDAY})) == set()


def test_a_block_keeps_the_dates_on_which_it_alone_does_not_count() -> None:
    rows = [row([1, 2], "09:00", "12:00", TUESDAY), row([1, 2], "13:00", "17:00")]
    grid = grid_of(rows)
    grid[1] = []

    (morning, _) = rows_of(grid, before=rows, timezone=None)

    assert (morning["days"], morning["exdates"]) == ([2], [TUESDAY])


def meaning(rows: Sequence[Row]) -> set[tuple[int, str, str, tuple[str, ...]]]:
    """Each block of each weekday with the dates on which it does not count."""
    return {
        (
            day,
            each["start"].zfill(5),
            each["end"].zfill(5),
            tuple(sorted({date for date in each["exdates"] if weekday_of(day_of(date)) == day})),
        )
        for each in rows
        for day in each["days"]
    }


@settings(max_examples=40)
@given(
    st.lists(
        st.builds(
            row,
            st.lists(st.integers(0, 6), min_size=1, max_size=7),
            st.sampled_from(TIMES[:-2]),
            st.sampled_from(TIMES[3:]),
        ),
        max_size=5,
        unique_by=lambda each: (each["start"].zfill(5), each["end"].zfill(5)),
    ),
    st.lists(st.sampled_from([MONDAY, NEXT_MONDAY, TUESDAY]), max_size=3),
)
def test_rows_that_are_read_and_written_back_mean_the_same(rows: list[Row], exdates: list[str]) -> None:
    rows = [{**each, "exdates": exdates} for each in rows]

    assert meaning(rows_of(grid_of(rows), before=rows, timezone=None)) == meaning(rows)
