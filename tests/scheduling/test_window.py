"""Which windows are valid, and which busy time decides about them."""

from collections.abc import Callable

import pytest

from tests.scheduling.documents import at, rules
from webapp.scheduling import InvalidValue, busy_window, check_window, explain, is_open, offer

DAY = 86_400
MONDAY = at("2027-05-03 00:00")


@pytest.mark.parametrize(
    "start, end, field",
    [
        (MONDAY, MONDAY - 1, "end_time"),
        (MONDAY, MONDAY + 100 * DAY + 1, "end_time"),
        (-1, 10, "start_time"),
        (MONDAY * 1000, MONDAY * 1000 + 1, "start_time"),
        (MONDAY, 253_402_300_800, "end_time"),
    ],
)
def test_a_window_nobody_can_mean_is_refused_by_its_field(start: int, end: int, field: str) -> None:
    with pytest.raises(InvalidValue) as refusal:
        check_window(start, end=end)

    assert refusal.value.field == field


def test_a_hundred_days_are_a_window() -> None:
    check_window(MONDAY, end=MONDAY + 100 * DAY)


@pytest.mark.parametrize("answer", [offer, explain])
def test_nothing_is_answered_about_a_window_that_makes_no_sense(answer: Callable[..., object]) -> None:
    with pytest.raises(InvalidValue):
        answer(rules(), {}, start=MONDAY, end=MONDAY - 1, now=MONDAY)


def test_no_slot_is_judged_beyond_the_calendar() -> None:
    with pytest.raises(InvalidValue):
        is_open(rules(), {}, start=MONDAY * 1000, end=MONDAY * 1000 + 1800, now=MONDAY)


def test_busy_time_is_needed_as_far_as_buffers_and_duration_reach() -> None:
    given = rules(rules={"buffer": {"before": 10, "after": 20}})

    assert busy_window(given, start=MONDAY, end=MONDAY + DAY) == (MONDAY - 1200, MONDAY + DAY + 1800 + 600)
