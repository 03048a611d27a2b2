"""From a document to rules: defaults, and what makes no sense together."""

from typing import Any

import pytest

from tests.scheduling.documents import ANN, document, participant
from webapp.scheduling import InvalidValue, rules_of


def test_what_is_absent_or_null_has_the_wire_contracts_defaults() -> None:
    bare = {
        "participants": [participant(ANN)],
        "availability": {"duration_minutes": 20, "interval_minutes": None, "availability_rules": None},
        "event_booking": None,
        "scheduler": {"min_booking_notice": None},
    }

    rules = rules_of(bare)

    assert (rules.interval, rules.round_to, rules.notice, rules.horizon_days) == (1200, 900, 3600, 30)
    assert (rules.method, rules.timezone, rules.limits) == ("collective", "UTC", None)


@pytest.mark.parametrize(
    "again", [participant(ANN), participant(ANN.upper()), participant(ANN, availability=None)]
)
def test_a_participant_who_is_there_twice_is_refused_by_its_path(again: dict[str, Any]) -> None:
    twice = document()
    twice["participants"].append(again)

    with pytest.raises(InvalidValue) as refusal:
        rules_of(twice)

    assert (refusal.value.code, refusal.value.field) == ("participant.listed_twice", "participants[1].email")


@pytest.mark.parametrize("people", [[], [participant(ANN, availability=None)]])
def test_somebody_has_to_be_available(people: list[dict[str, Any]]) -> None:
    with pytest.raises(InvalidValue) as refusal:
        rules_of({**document(), "participants": people})

    assert (refusal.value.code, refusal.value.field) == ("participants.nobody_available", "participants")


def test_participants_with_the_same_hours_share_them() -> None:
    rules = rules_of(document(emails=(ANN, "ben@example.com")))

    assert rules.participants[0].open_hours is rules.participants[1].open_hours


def test_whoever_says_nothing_of_turns_has_the_usual_weight_and_priority() -> None:
    people = [
        participant(ANN, round_robin=turns)
        for turns in (None, {}, {"weight": None}, {"weight": 7}, {"priority": 5})
    ]

    read = [
        rules_of({**document(), "participants": [each]}).participants[0]
        for each in (participant(ANN), *people)
    ]

    assert [(each.weight, each.priority) for each in read] == [(1, 3), (1, 3), (1, 3), (1, 3), (7, 3), (1, 5)]
