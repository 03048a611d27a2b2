import pytest

from tests.scheduling.documents import at, rules, slots_of
from webapp.scheduling import offer

DAY = 86_400
MONDAY = at("2027-05-03 00:00")


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


def test_a_slot_has_its_end_and_who_takes_it() -> None:
    nine = at("2027-05-03 09:00")

    slots = list(slots_of(offer(rules(), {}, start=nine, end=nine + 1, now=MONDAY)))

    assert slots == [(nine, nine + 1800, ("ann@example.com",))]


@pytest.mark.parametrize("method", ["collective", "max-availability"])
def test_the_present_start_of_a_booking_that_is_moved_is_left_out(method: str) -> None:
    nine = at("2027-05-03 09:00")
    page = rules(rules={"availability_method": method})

    answer = offer(page, {}, start=nine, end=nine + 3600, now=MONDAY, present=nine)

    assert [start for start, _, _ in slots_of(answer)] == [nine + 1800]
