"""Whose turn it is, as it is told to the organizer."""

from flask import Flask

from tests.builders import (
    JONAS,
    MAYA,
    NOW,
    availability,
    make_booking,
    make_configuration,
    make_grant,
    participant,
)
from webapp.models import Configuration
from webapp.services.availability.turns import standing


def team(method: str) -> Configuration:
    make_grant(JONAS)
    together = method == "collective"
    people = [
        participant(organizer=together, round_robin={"weight": 3}),
        participant(JONAS, name="", organizer=False),
    ]
    rules = availability(rules={"availability_method": method})
    return make_configuration(participants=people, availability=rules)


def test_everybody_in_turn_is_told_with_what_counts(app: Flask) -> None:
    page = team("max-fairness")
    make_booking(page)

    told = standing(page, now=NOW)

    assert [(turn.email, turn.name, turn.bookings, turn.weight, turn.priority) for turn in told] == [
        (MAYA, "Maya Lindqvist", 1, 3, 3),
        (JONAS, JONAS, 0, 1, 3),
    ]


def test_where_all_take_part_nobody_is_in_turn(app: Flask) -> None:
    assert standing(team("collective"), now=NOW) == []
