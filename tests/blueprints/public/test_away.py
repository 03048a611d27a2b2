"""When guests read that an organizer is away."""

from flask import Flask

from tests.builders import (
    DAY,
    JONAS,
    NOW,
    availability,
    grant_of,
    make_colleague,
    make_configuration,
    participant,
)
from webapp.blueprints.public.away import away
from webapp.models import Organizer
from webapp.services.calendars import absences


def be_away(maya: Organizer, *, first: str = "2027-01-20", colleague: str = "") -> None:
    absences.enter(maya, first_date=first, last_date=first, message="", colleague=colleague, now=NOW)


def test_an_absence_is_told_two_weeks_ahead(app: Flask, maya: Organizer) -> None:
    page = make_configuration(grant_of(maya))
    be_away(maya)

    assert away(page, now=NOW) is None
    assert away(page, now=NOW + 2 * DAY) is not None


def test_it_is_over_when_it_is_over(app: Flask, maya: Organizer) -> None:
    page = make_configuration(grant_of(maya))
    be_away(maya)

    assert away(page, now=NOW + 17 * DAY) is None


def test_a_page_that_takes_turns_says_nothing(app: Flask, maya: Organizer) -> None:
    make_colleague()
    people = [participant(organizer=False), participant(JONAS, name="Jonas", organizer=False)]
    rules = availability(rules={"availability_method": "max-fairness"})
    page = make_configuration(grant_of(maya), participants=people, availability=rules)
    be_away(maya, first="2027-01-05")

    assert away(page, now=NOW) is None


def test_a_colleague_whose_page_is_gone_is_left_out(app: Flask, maya: Organizer) -> None:
    page = make_configuration(grant_of(maya))
    be_away(maya, first="2027-01-05", colleague="gone")

    found = away(page, now=NOW)

    assert found is not None
    assert found.colleague == ""
