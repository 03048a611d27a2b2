"""A question names everything that an answer about free time depends on."""

import pytest

from tests.builders import (
    JONAS,
    MAYA,
    NOW,
    availability,
    document,
    make_configuration,
    make_grant,
    participant,
)
from webapp.errors import InvalidInput
from webapp.extensions import db
from webapp.models import Configuration
from webapp.services.availability import question
from webapp.services.configurations.document import validated

pytestmark = pytest.mark.usefixtures("app")


def question_of(configuration: Configuration) -> question.Question:
    return question.about(configuration, db.session(), start=NOW, end=NOW + 1, now=NOW)


def make_round_robin(group: str | None) -> Configuration:
    grant = make_grant()
    make_grant(JONAS)
    rules = {"availability_method": "max-fairness", "round_robin_group_id": group}
    people = [participant(MAYA, organizer=False), participant(JONAS, organizer=False)]
    return make_configuration(grant, participants=people, availability=availability(rules=rules))


def test_a_question_knows_everybodys_calendars() -> None:
    page = make_round_robin(None)

    assert [person.email for person in question_of(page).calendars] == [MAYA, JONAS]


def test_calendars_that_are_known_are_not_looked_up_again() -> None:
    page = make_configuration()

    again = question.about(page, db.session(), start=NOW, end=NOW + 1, now=NOW, calendars=[])

    assert again.calendars == []


def test_a_page_that_names_no_group_is_a_group_of_its_own() -> None:
    page = make_round_robin(None)

    assert question_of(page).group == page.id


def test_a_group_is_one_within_its_application() -> None:
    page = make_round_robin("sales")

    assert question_of(page).group == f"{page.application_id}:sales"


def test_a_question_without_a_page_counts_no_bookings_of_pages() -> None:
    grant = make_grant()

    free = question.without_page(
        validated(document()),
        db.session(),
        application_id=grant.application_id,
        start=NOW,
        end=NOW + 1,
        now=NOW,
    )

    assert (free.configuration_id, free.group) == ("", "")


def test_rules_that_make_no_sense_are_refused() -> None:
    grant = make_grant()
    backwards = [{"days": [1], "start": "17:00", "end": "9:00", "timezone": "UTC"}]
    senseless = validated(document(availability=availability(rules={"default_open_hours": backwards})))

    with pytest.raises(InvalidInput) as refused:
        question.without_page(
            senseless, db.session(), application_id=grant.application_id, start=NOW, end=NOW + 1, now=NOW
        )

    assert refused.value.field == "availability.availability_rules.default_open_hours[0].end"
