"""When guests read that an organizer is away."""

from flask import Flask

from tests.browser import Browser
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
from webapp.extensions import db
from webapp.models import Configuration, Organizer
from webapp.scheduling import day_of, first_instant
from webapp.services.calendars import absences


def be_away(maya: Organizer, *, first: str = "2027-01-20", colleague: str = "") -> None:
    absences.enter(maya, first_date=first, last_date=first, message="", colleague=colleague, now=NOW)


def page_of_turns(maya: Organizer) -> tuple[Configuration, Organizer]:
    """A page on which Maya and Jonas take turns, and Jonas."""
    jonas = db.session.get_one(Organizer, make_colleague().organizer_id)
    people = [participant(organizer=False), participant(JONAS, name="Jonas", organizer=False)]
    rules = availability(rules={"availability_method": "max-fairness"})
    return make_configuration(grant_of(maya), participants=people, availability=rules), jonas


def day(date: str) -> int:
    return first_instant(day_of(date), zone="UTC")


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
    page, _ = page_of_turns(maya)
    be_away(maya, first="2027-01-05")

    assert away(page, now=NOW) is None


def test_a_page_that_takes_turns_says_when_all_are_away(app: Flask, maya: Organizer) -> None:
    page, jonas = page_of_turns(maya)
    for person, first, last, message in (
        (maya, "2027-01-05", "2027-01-08", "Skiing"),
        (jonas, "2027-01-07", "2027-01-12", "Sailing"),
    ):
        absences.enter(person, first_date=first, last_date=last, message=message, colleague="", now=NOW)

    found = away(page, now=NOW)

    assert found is not None
    assert (found.first, found.last) == (day("2027-01-07"), day("2027-01-08"))
    assert (found.is_everybody, found.messages) == (True, ("Skiing", "Sailing"))


def test_guests_read_what_each_of_them_says(guest: Browser, maya: Organizer) -> None:
    page, jonas = page_of_turns(maya)
    for person, message in ((maya, "Skiing"), (jonas, "Sailing")):
        absences.enter(
            person, first_date="2027-01-05", last_date="2027-01-08", message=message, colleague="", now=NOW
        )

    said = guest.open(f"/{page.id}").text

    assert "Everybody who can be booked here is away: " in said
    assert "Skiing" in said
    assert "Sailing" in said


def test_people_who_are_away_one_after_the_other_leave_nobody_alone(app: Flask, maya: Organizer) -> None:
    page, jonas = page_of_turns(maya)
    be_away(maya, first="2027-01-05")
    be_away(jonas, first="2027-01-06")

    assert away(page, now=NOW) is None


def test_a_colleague_whose_page_is_gone_is_left_out(app: Flask, maya: Organizer) -> None:
    page = make_configuration(grant_of(maya))
    be_away(maya, first="2027-01-05", colleague="gone")

    found = away(page, now=NOW)

    assert found is not None
    assert found.colleagues == ()
