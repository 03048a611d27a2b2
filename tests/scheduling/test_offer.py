import pytest

from tests.scheduling.documents import at, rules, slots_of
from webapp.scheduling import InvalidValue, busy_window, check_window, offer

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
        offer(rules(), {}, start=start, end=end, now=MONDAY)

    assert refusal.value.field == field


def test_a_hundred_days_are_a_window() -> None:
    check_window(MONDAY, end=MONDAY + 100 * DAY)


@pytest.mark.parametrize("start", [0, 253_402_300_799 - DAY])
def test_the_first_and_the_last_day_of_the_calendar_can_be_asked_about(start: int) -> None:
    answer = offer(
        rules(scheduler={"available_days_in_future": 1}), {}, start=start, end=start + DAY, now=start
    )

    assert answer.duration == 1800


def test_a_window_takes_starts_and_not_ends() -> None:
    nine = at("2027-05-03 09:00")

    assert offer(rules(), {}, start=nine, end=nine + 1, now=MONDAY).starts == [nine]
    assert offer(rules(), {}, start=nine + 1, end=nine + 1800, now=MONDAY).starts == []


def test_slots_are_rendered_with_their_end_and_who_takes_them() -> None:
    nine = at("2027-05-03 09:00")

    slots = list(slots_of(offer(rules(), {}, start=nine, end=nine + 1, now=MONDAY)))

    assert slots == [(nine, nine + 1800, ("ann@example.com",))]


def test_busy_time_is_needed_as_far_as_buffers_and_duration_reach() -> None:
    given = rules(rules={"buffer": {"before": 10, "after": 20}})

    assert busy_window(given, start=MONDAY, end=MONDAY + DAY) == (MONDAY - 1200, MONDAY + DAY + 1800 + 600)
