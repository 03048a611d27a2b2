"""The numbers of some weeks, beside a judge that counts each booking by itself."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.services.bookings import tallies
from webapp.services.bookings.numbers import Week, numbers_of
from webapp.services.bookings.tallies import Counted

DAYS = st.integers(0, 27)
ROWS = st.lists(st.tuples(DAYS, st.sampled_from(["requested", "booked"]), st.integers(0, 10**6)), max_size=60)


def of_weeks(*rows: Counted) -> object:
    return numbers_of(rows, begins=(0, 7), week_begin=lambda day: day - day % 7)


@given(ROWS)
def test_each_booking_stands_in_its_week_and_the_lead_is_their_average(
    made: list[tuple[int, str, int]],
) -> None:
    found = numbers_of(
        [Counted(day, kind, 1, seconds) for day, kind, seconds in made],
        begins=(0, 7, 14, 21),
        week_begin=lambda day: day - day % 7,
    )

    in_weeks = Counter(day // 7 for day, _, _ in made)
    assert [week.made for week in found.weeks] == [in_weeks[number] for number in range(4)]
    assert found.made == len(made)
    assert found.requested == sum(kind == "requested" for _, kind, _ in made)
    total = sum(seconds for _, _, seconds in made)
    assert found.lead_seconds == (total // len(made) if made else None)


def test_an_answer_takes_the_average_of_confirmed_and_declined_requests() -> None:
    found = numbers_of(
        [Counted(1, "confirmed", 2, 600), Counted(2, "declined", 1, 300)], begins=(0,), week_begin=lambda _: 0
    )

    assert (found.answer_seconds, found.confirmed, found.declined) == (300, 2, 1)


def test_reasons_come_most_frequent_first_and_only_those_that_were_given() -> None:
    rows = [
        Counted(1, "refused_taken", 1, 0),
        Counted(1, "refused_notice", 3, 0),
        Counted(2, "refused_taken", 1, 0),
    ]

    assert list(numbers_of(rows, begins=(0,), week_begin=lambda _: 0).refusals.items()) == [
        ("notice", 3),
        ("taken", 2),
    ]


@pytest.mark.parametrize("kind", ["booked", "no_show", "refused_taken", "cancelled", "expired", "withdrawn"])
def test_whatever_happened_makes_them_not_empty(kind: str) -> None:
    assert not numbers_of([Counted(1, kind, 1, 0)], begins=(0,), week_begin=lambda _: 0).is_empty


def test_without_anything_they_are_empty_and_weeks_are_there() -> None:
    found = numbers_of([], begins=(0, 7), week_begin=lambda day: day - day % 7)

    assert (found.is_empty, found.weeks, found.lead_seconds) == (True, (Week(0, 0), Week(7, 0)), None)
    assert set(found.leads) == set(tallies.LEAD_DAYS)
