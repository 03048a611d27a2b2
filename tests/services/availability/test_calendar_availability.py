"""When named people are free together, without a page."""

from typing import Any

import pytest
from flask import Flask

from tests.builders import (
    ALWAYS,
    HOUR,
    JONAS,
    MAYA,
    NOW,
    TOMORROW_AT_TEN,
    document,
    make_grant,
    make_span,
    participant,
    primary_calendar,
)
from webapp.errors import InvalidInput
from webapp.services.availability import calendar_availability
from webapp.services.configurations.document import validated

BOTH = [participant(booking=None), participant(JONAS, organizer=False, booking=None)]


def body(
    *,
    people: list[dict[str, Any]] = BOTH,
    method: str = "collective",
    hours: list[dict[str, Any]] = ALWAYS,
) -> dict[str, Any]:
    rules = {"availability_method": method, "default_open_hours": hours}
    availability = {"duration_minutes": 60, "availability_rules": rules}
    return validated(document(participants=people, availability=availability))


def starts(application_id: str, sent: dict[str, Any], *, hours: int = 2) -> list[int]:
    """What is free tomorrow from ten on, until noon unless `hours` says otherwise."""
    return calendar_availability.offered(
        application_id, sent, start=TOMORROW_AT_TEN, end=TOMORROW_AT_TEN + hours * HOUR, now=NOW
    ).starts


@pytest.fixture
def application_id(app: Flask) -> str:
    """Maya is busy from ten to eleven, Jonas is free."""
    make_grant(JONAS)
    grant = make_grant(MAYA)
    make_span(primary_calendar(grant))
    return grant.application_id


def test_all_of_them_must_be_free_at_once(application_id: str) -> None:
    assert starts(application_id, body()) == [TOMORROW_AT_TEN + HOUR]


def test_or_any_of_them(application_id: str) -> None:
    found = starts(application_id, body(method="max-availability"))

    assert found == [TOMORROW_AT_TEN, TOMORROW_AT_TEN + HOUR]


def test_somebody_without_a_calendar_here_is_refused_by_name(application_id: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        starts(application_id, body(people=[*BOTH, participant("nobody@example.com", organizer=False)]))

    assert refused.value.field == "participants[2].calendar_ids"
    assert refused.value.code == "participant.calendar_missing"


def test_rules_that_make_no_sense_are_refused_one_level_higher(application_id: str) -> None:
    backwards = [{"days": [1], "start": "17:00", "end": "9:00", "timezone": "UTC"}]

    with pytest.raises(InvalidInput) as refused:
        starts(application_id, body(hours=backwards))

    assert refused.value.field == "availability_rules.default_open_hours[0].end"


def test_a_window_that_nobody_can_mean_is_refused(application_id: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        starts(application_id, body(), hours=-1)

    assert refused.value.field == "end_time"
