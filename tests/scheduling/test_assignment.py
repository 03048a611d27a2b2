import pytest

from tests.scheduling.documents import ANN, BEN, CAT, rules
from webapp.scheduling import Rules, offered_part, queue_of
from webapp.scheduling.assignment import whole_queue


def team(method: str = "max-availability") -> Rules:
    return rules(emails=(ANN, BEN, CAT), rules={"availability_method": method})


def test_the_fewest_bookings_come_first() -> None:
    assert queue_of(team(), taken={ANN: (2, 10), BEN: (1, 99), CAT: (3, 1)}) == (BEN, ANN, CAT)


def test_among_equals_the_one_booked_longest_ago_comes_first() -> None:
    assert queue_of(team(), taken={ANN: (1, 30), BEN: (1, 20), CAT: (1, None)}) == (CAT, BEN, ANN)


def test_without_bookings_the_configurations_order_stands() -> None:
    assert queue_of(team(), taken={}) == (ANN, BEN, CAT)


def test_those_a_queue_leaves_out_follow_and_strangers_are_dropped() -> None:
    assert whole_queue(team(), queue=(CAT, "stranger@example.com")) == (CAT, ANN, BEN)


@pytest.mark.parametrize(
    "method, offered", [("max-fairness", (CAT, ANN)), ("max-availability", (CAT, ANN, BEN))]
)
def test_fairness_offers_the_first_half_of_the_queue_rounded_up(
    method: str, offered: tuple[str, ...]
) -> None:
    assert offered_part(team(method), queue=(CAT,)) == offered


@pytest.mark.parametrize("method", ["max-fairness", "max-availability"])
def test_those_who_are_named_are_offered_alone_wherever_they_stand_in_the_queue(method: str) -> None:
    assert offered_part(team(method), queue=(CAT, ANN, BEN), participants=(BEN.upper(),)) == (BEN,)


def test_in_collective_everyone_is_offered_whoever_is_named() -> None:
    assert offered_part(team("collective"), queue=(), participants=(BEN,)) == (ANN, BEN, CAT)
