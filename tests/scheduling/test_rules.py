"""What the engine can trust."""

import pytest

from tests.scheduling.documents import ANN, BEN, CAT, document, rules
from webapp.scheduling import rules_of
from webapp.scheduling.rules import COLLECTIVE, MAX_AVAILABILITY, MAX_FAIRNESS, is_round_robin


@pytest.mark.parametrize("method", (COLLECTIVE, MAX_FAIRNESS, MAX_AVAILABILITY))
def test_every_method_but_the_collective_gives_a_slot_to_one(method: str) -> None:
    of_two = rules(emails=(ANN, BEN), rules={"availability_method": method})

    assert of_two.is_round_robin == is_round_robin(method) == (method != "collective")


def test_participants_stand_in_the_order_of_the_page() -> None:
    assert rules(emails=(CAT, ANN, BEN)).emails == (CAT, ANN, BEN)


def test_who_has_no_availability_does_not_count() -> None:
    page = document()
    page["participants"].append({"email": CAT, "availability": None, "booking": None})

    assert rules_of(page).emails == (ANN,)
