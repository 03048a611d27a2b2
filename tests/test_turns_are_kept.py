"""Weights and priorities of a round robin, through the doors: who is offered, who is booked, and what is said of it."""

from collections import Counter
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.builders import (
    DAY,
    HOUR,
    JONAS,
    MAYA,
    NOW,
    PRIYA,
    TOMORROW_AT_TEN,
    availability,
    make_api_key,
    make_configuration,
    make_grant,
    make_span,
    participant,
    primary_calendar,
)
from tests.conftest import StoppedClock
from webapp.models import Configuration, Grant

AMINA = "amina@example.com"
pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def jonas(app: Flask) -> Grant:
    return make_grant(JONAS)


def team(method: str = "max-availability", **turns: Any) -> Configuration:
    """Maya, Jonas and Amina. `turns`: how each of them takes turns, by first name."""
    people = [
        participant(email, name=email, organizer=False, round_robin=turns.get(email.partition("@")[0]))
        for email in (MAYA, JONAS, AMINA)
    ]
    grant = make_grant(MAYA)
    make_grant(AMINA)
    rules = availability(rules={"availability_method": method})
    return make_configuration(grant, participants=people, availability=rules)


def book(client: FlaskClient, page: Configuration, start: int) -> str:
    """Book a start without a name, and return the address of whoever was booked."""
    answer = client.post(
        "/v3/scheduling/bookings",
        query_string={"configuration_id": page.id},
        json={"start_time": start, "end_time": start + HOUR // 2, "guest": {"name": "P", "email": PRIYA}},
    )
    assert answer.status_code == 200, answer.text
    return str(answer.get_json()["data"]["organizer"]["email"])


def slots(client: FlaskClient, page: Configuration, start: int) -> dict[str, Any]:
    answer = client.get(
        "/v3/scheduling/availability",
        query_string={"configuration_id": page.id, "start_time": start, "end_time": start + 1},
    )
    data: dict[str, Any] = answer.get_json()["data"]
    return data


def test_bookings_follow_the_weights(client: FlaskClient, jonas: Grant) -> None:
    page = team(jonas={"weight": 2})

    booked = Counter(book(client, page, TOMORROW_AT_TEN + day * DAY) for day in range(8))

    assert booked == {JONAS: 4, MAYA: 2, AMINA: 2}


def test_the_highest_priority_who_is_free_is_booked(client: FlaskClient, jonas: Grant) -> None:
    page = team(jonas={"priority": 5}, amina={"priority": 1})
    make_span(primary_calendar(jonas), TOMORROW_AT_TEN)

    assert [book(client, page, TOMORROW_AT_TEN + hours * HOUR) for hours in (1, 2, 0)] == [JONAS, JONAS, MAYA]


def test_a_stand_in_is_offered_and_can_be_booked(client: FlaskClient, jonas: Grant) -> None:
    page = team("max-fairness", amina={"priority": 1})
    for grant in (jonas, page.grant):
        make_span(primary_calendar(grant), TOMORROW_AT_TEN)

    offered = slots(client, page, TOMORROW_AT_TEN)

    assert [slot["emails"] for slot in offered["time_slots"]] == [[AMINA]]
    assert offered["order"] == [MAYA, JONAS, AMINA]
    assert book(client, page, TOMORROW_AT_TEN) == AMINA


def test_weight_and_priority_are_answered_as_they_are_stored(client: FlaskClient, jonas: Grant) -> None:
    page = team(jonas={"weight": 2}, amina={"priority": 5})
    headers = {"Authorization": f"Bearer {make_api_key()}"}

    answer = client.get(f"/v3/grants/{page.grant.id}/scheduling/configurations/{page.id}", headers=headers)

    assert [each.get("round_robin") for each in answer.get_json()["data"]["participants"]] == [
        None,
        {"weight": 2, "priority": 3},
        {"weight": 1, "priority": 5},
    ]


def test_a_page_without_turns_keeps_the_key_for_later(client: FlaskClient, clock: StoppedClock) -> None:
    page = make_configuration(participants=[participant(round_robin={"weight": 9})])

    assert page.document["participants"][0]["round_robin"] == {"weight": 9, "priority": 3}
    assert book(client, page, NOW + DAY) == MAYA
