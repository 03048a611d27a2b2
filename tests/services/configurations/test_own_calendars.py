"""Whose calendars an access token may put into a page."""

from typing import Any

import pytest

from tests.builders import JONAS, NOW, document, make_grant, participant, primary_calendar
from webapp.errors import InvalidInput
from webapp.models import Configuration, Grant, Organizer
from webapp.services.calendars import grants
from webapp.services.configurations import own_calendars

COLLEAGUE = participant(JONAS, organizer=False)


@pytest.mark.parametrize(
    "participants",
    [
        [participant()],
        [participant(" Maya@Example.com ")],
        [participant(), {"email": JONAS, "name": "Jonas"}],
        [participant(), {"email": JONAS, "availability": None, "booking": None}],
    ],
)
def test_their_own_and_people_without_calendars_are_taken(maya_grant: Grant, participants: list[Any]) -> None:
    own_calendars.check(document(participants=participants), maya_grant)


@pytest.mark.parametrize("part", ["availability", "booking"])
def test_somebody_elses_calendars_are_refused(maya_grant: Grant, part: str) -> None:
    theirs = {"email": JONAS, part: COLLEAGUE[part]}

    with pytest.raises(InvalidInput) as refusal:
        own_calendars.check(document(participants=[participant(), theirs]), maya_grant)

    assert (refusal.value.code, refusal.value.field) == ("participant.of_another", "participants[1]")


def test_a_colleague_who_is_in_the_page_stays(maya_grant: Grant) -> None:
    page = Configuration(document=document(participants=[participant(), COLLEAGUE]))

    own_calendars.check(document(participants=[participant(), COLLEAGUE]), maya_grant, changed=page)


def test_a_colleague_who_is_in_the_page_without_calendars_gets_none(maya_grant: Grant) -> None:
    page = Configuration(document=document(participants=[participant(), {"email": JONAS}]))

    with pytest.raises(InvalidInput):
        own_calendars.check(document(participants=[participant(), COLLEAGUE]), maya_grant, changed=page)


@pytest.mark.parametrize(
    "raw", [{}, {"participants": None}, {"participants": "x"}, {"participants": [None, 5]}]
)
def test_what_makes_no_sense_is_judged_by_others(maya_grant: Grant, raw: dict[str, Any]) -> None:
    own_calendars.check(raw, maya_grant)


@pytest.mark.parametrize("part", ["availability", "booking"])
def test_a_calendar_of_the_same_persons_other_grant_is_refused(
    maya: Organizer, maya_grant: Grant, part: str
) -> None:
    other = primary_calendar(grants.give(make_grant("maya@work.example"), maya, now=NOW)).id
    parts: dict[str, Any] = {
        "availability": {"calendar_ids": ["primary", other]},
        "booking": {"calendar_id": other},
    }

    with pytest.raises(InvalidInput, match="participant.of_another"):
        own_calendars.check(document(participants=[participant(**{part: parts[part]})]), maya_grant)


def test_a_calendar_of_the_grant_is_taken_by_its_id(maya_grant: Grant) -> None:
    own = primary_calendar(maya_grant).id.upper()

    own_calendars.check(document(participants=[participant(booking={"calendar_id": own})]), maya_grant)
