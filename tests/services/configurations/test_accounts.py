"""Who is offered for a page, and what its editor may know of their accounts."""

import pytest
from flask import Flask
from sqlalchemy import update

from tests.builders import (
    JONAS,
    MAYA,
    NOW,
    make_account_elsewhere,
    make_colleague,
    make_configuration,
    make_grant,
    make_other_application,
    participant,
    primary_calendar,
)
from tests.queries import statements
from webapp.extensions import db, transaction
from webapp.models import Calendar, Grant, Organizer
from webapp.models.grant import INVALID
from webapp.services.calendars import calendars, grants
from webapp.services.configurations.accounts import Accounts

ROOM = "room@example.com"


@pytest.fixture
def jonas(app: Flask) -> Grant:
    return make_colleague()


@pytest.fixture
def known(jonas: Grant, maya_grant: Grant) -> Accounts:
    """What the editor of Maya's page knows."""
    return Accounts(make_configuration(maya_grant))


def test_every_organizer_is_offered_by_name(known: Accounts) -> None:
    assert [(each.name, each.email) for each in known.offered()] == [
        ("Jonas Weber", JONAS),
        ("Maya Lindqvist", MAYA),
    ]


def test_nobody_is_offered_whose_account_is_invalid_or_elsewhere_or_of_programs(
    known: Accounts, jonas: Grant
) -> None:
    make_grant(ROOM)
    grants.create_virtual(make_other_application().id, "else@example.com", now=NOW)
    with transaction() as session:
        session.execute(update(Grant).where(Grant.id == jonas.id).values(status=INVALID))

    assert [each.email for each in known.offered()] == [MAYA]
    assert known.of({JONAS: None, "else@example.com": None}) == {}


def test_of_an_account_the_names_of_its_calendars_are_known(known: Accounts, jonas: Grant) -> None:
    private = calendars.create(jonas, {"name": "Private"}, now=NOW + 1)

    account = known.of({JONAS: None})[JONAS]

    assert [(each.key, each.name) for each in account.calendars] == [
        ("primary", "Calendar"),
        (private.id, "Private"),
    ]
    assert account.has_hours


@pytest.mark.parametrize("name", ["primary", "PRIMARY", JONAS])
def test_the_first_calendar_has_one_key_however_it_is_named(known: Accounts, name: str) -> None:
    assert known.of({JONAS: None})[JONAS].key_of(name) == "primary"


def test_the_first_calendar_is_known_by_its_id_too(known: Accounts, jonas: Grant) -> None:
    account = known.of({JONAS: None})[JONAS]

    assert account.key_of(primary_calendar(jonas).id) == "primary"
    assert account.key_of("gone") == "gone"


def test_a_calendar_that_takes_no_events_is_marked(known: Accounts, jonas: Grant) -> None:
    with transaction() as session:
        session.execute(update(Calendar).where(Calendar.grant_id == jonas.id).values(read_only=True))

    assert known.of({JONAS: None})[JONAS].calendars[0].read_only


def test_an_account_of_programs_is_known_where_the_page_has_it(maya_grant: Grant) -> None:
    make_grant(ROOM)
    with_room = make_configuration(
        maya_grant, participants=[participant(), participant(ROOM, organizer=False)], slug="room"
    )

    assert Accounts(make_configuration(maya_grant)).of({ROOM: None}) == {}
    assert not Accounts(with_room).of({ROOM: None})[ROOM].has_hours


def test_another_grant_than_the_one_that_is_meant_is_not_taken(known: Accounts, jonas: Grant) -> None:
    assert set(known.of({JONAS: jonas.id})) == {JONAS}
    assert known.of({JONAS: "another"}) == {}


def test_what_nobody_can_be_called_is_not_looked_for(known: Accounts) -> None:
    assert known.of({"jonas\x00@example.com": None}) == {}


def test_one_query_answers_whatever_the_number_of_people(known: Accounts) -> None:
    with statements("SELECT") as queries:
        known.of({JONAS: None, MAYA: None, ROOM: None})

    assert len(queries) == 1


def test_calendars_of_other_accounts_of_the_organizer_are_offered_with_where_they_are(
    maya_grant: Grant, maya: Organizer
) -> None:
    make_account_elsewhere(maya)

    account = Accounts(make_configuration(maya_grant)).of({MAYA: None})[MAYA]

    assert [each.name for each in account.calendars] == ["Calendar", "Timetable (timetable)"]
    assert account.key_of("primary") == "primary"


def test_whose_they_are_is_not_told_on_pages_of_others(known: Accounts, jonas: Grant) -> None:
    make_account_elsewhere(db.session.get_one(Organizer, jonas.organizer_id))

    assert [each.name for each in known.of({JONAS: None})[JONAS].calendars] == ["Calendar", "Timetable"]
