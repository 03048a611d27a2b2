"""Whose turn it is: the queue by fairness, weights and priorities, and the part of it that is offered."""

from typing import Any

import pytest

from tests.scheduling.documents import ANN, BEN, CAT, document, participant
from webapp.scheduling import Rules, offered_part, queue_of, rules_of
from webapp.scheduling.assignment import whole_queue

FIRST, LAST = {"priority": 5}, {"priority": 1}


def team(method: str = "max-availability", **turns: Any) -> Rules:
    """Ann, Ben and Cat. `turns`: what the document says of each, by first name."""
    listed = [participant(email, round_robin=turns.get(email.partition("@")[0])) for email in (ANN, BEN, CAT)]
    return rules_of({**document(rules={"availability_method": method}), "participants": listed})


def booked_in_turn(rules: Rules, times: int) -> str:
    """The initials of those who are booked one after the other, while everybody is free."""
    taken: dict[str, tuple[int, int | None]] = {}
    initials = ""
    for now in range(times):
        email = queue_of(rules, taken=taken)[0]
        taken[email] = (taken.get(email, (0, None))[0] + 1, now)
        initials += email[0]
    return initials


def test_the_fewest_bookings_come_first() -> None:
    assert queue_of(team(), taken={ANN: (2, 10), BEN: (1, 99), CAT: (3, 1)}) == (BEN, ANN, CAT)


def test_among_equals_the_one_booked_longest_ago_comes_first() -> None:
    assert queue_of(team(), taken={ANN: (1, 30), BEN: (1, 20), CAT: (1, None)}) == (CAT, BEN, ANN)


def test_without_bookings_the_configurations_order_stands() -> None:
    assert queue_of(team(), taken={}) == (ANN, BEN, CAT)


def test_twice_the_weight_is_twice_the_bookings() -> None:
    assert booked_in_turn(team(ben={"weight": 2}), 12) == "bacb" * 3


def test_a_small_weight_does_not_make_everybody_else_wait_for_the_first_round() -> None:
    assert booked_in_turn(team(ann={"weight": 8}), 10) == "aaaabaaaca"


def test_equal_weights_are_as_good_as_none() -> None:
    heavy = {"weight": 7}

    assert booked_in_turn(team(ann=heavy, ben=heavy, cat=heavy), 6) == booked_in_turn(team(), 6)


def test_somebody_new_is_next_until_their_share_is_full() -> None:
    taken = {ANN: (6, 10), BEN: (6, 20), CAT: (1, 30)}

    assert queue_of(team(), taken=taken)[0] == CAT
    assert queue_of(team(ann={"weight": 6}, ben={"weight": 6}), taken=taken)[0] == ANN


def test_a_higher_priority_comes_first_however_many_bookings_it_has() -> None:
    assert queue_of(team(cat=FIRST, ann=LAST), taken={CAT: (99, 1)}) == (CAT, BEN, ANN)


def test_fairness_counts_the_bookings_of_one_priority_alone() -> None:
    rules = team(ann={"weight": 1}, ben={"weight": 3}, cat=FIRST)

    assert queue_of(rules, taken={ANN: (1, 1), BEN: (3, 2), CAT: (50, 3)}) == (CAT, BEN, ANN)


def test_those_a_queue_leaves_out_follow_and_strangers_are_dropped() -> None:
    assert whole_queue(team(), queue=(CAT, "stranger@example.com")) == (CAT, ANN, BEN)


def test_those_a_queue_leaves_out_keep_their_priority() -> None:
    assert whole_queue(team(ben=FIRST), queue=(CAT,)) == (BEN, CAT, ANN)


@pytest.mark.parametrize(
    "method, offered", [("max-fairness", (CAT, ANN)), ("max-availability", (CAT, ANN, BEN))]
)
def test_fairness_offers_the_first_half_of_the_queue_rounded_up(
    method: str, offered: tuple[str, ...]
) -> None:
    assert offered_part(team(method), queue=(CAT,)) == offered


def test_fairness_offers_half_of_each_priority_so_that_somebody_stands_in() -> None:
    assert offered_part(team("max-fairness", cat=LAST), queue=(BEN, ANN, CAT)) == (BEN, CAT)


@pytest.mark.parametrize("method", ["max-fairness", "max-availability"])
def test_those_who_are_named_are_offered_alone_wherever_they_stand_in_the_queue(method: str) -> None:
    assert offered_part(team(method), queue=(CAT, ANN, BEN), participants=(BEN.upper(),)) == (BEN,)


def test_in_collective_everyone_is_offered_whoever_is_named() -> None:
    assert offered_part(team("collective"), queue=(), participants=(BEN,)) == (ANN, BEN, CAT)
