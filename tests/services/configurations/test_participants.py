"""Who takes part in a page, and which of their calendars are read and written."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from tests.builders import (
    JONAS,
    NOW,
    availability,
    document,
    grant_of,
    make_colleague,
    make_grant,
    participant,
    primary_calendar,
)
from tests.fake_provider import PASSWORD, FakeServer
from tests.queries import statements
from webapp.errors import InvalidInput
from webapp.extensions import db, transaction
from webapp.models import Calendar, Grant, Mirror, Organizer
from webapp.models.grant import INVALID
from webapp.services.calendars import calendars, connecting
from webapp.services.configurations import participants
from webapp.services.configurations.document import validated
from webapp.services.configurations.participants import ParticipantCalendars
from webapp.services.configurations.view import ConfigurationView

pytestmark = pytest.mark.usefixtures("app")


def page(*people: dict[str, Any], method: str = "collective") -> ConfigurationView:
    """A document with these people in it, as it is stored."""
    rules = {"availability_method": method}
    stored = validated(document(participants=list(people), availability=availability(rules=rules)))
    return ConfigurationView(stored)


def found(grant: Grant, *people: dict[str, Any]) -> list[ParticipantCalendars]:
    listed = page(*people).participants
    return participants.calendars_of(db.session(), listed, application_id=grant.application_id)


def refusal(grant: Grant, *people: dict[str, Any], method: str = "collective") -> tuple[str, str]:
    """Code and field with which a document with these people is refused."""
    with pytest.raises(InvalidInput) as refused:
        participants.check(db.session(), page(*people, method=method), application_id=grant.application_id)
    return refused.value.code, refused.value.field


def test_a_booking_calendar_is_judged_beside_the_calendars_that_are_named() -> None:
    grant = make_grant()
    private = calendars.create(grant, {"name": "Bookings"}, now=NOW)

    (maya,) = found(grant, participant(booking={"calendar_id": private.id}))

    assert maya.judged == (primary_calendar(grant).id, private.id)
    assert (maya.booking, maya.span, maya.missing) == (private.id, private.id, ())


def test_without_a_booking_calendar_the_span_is_in_the_first_that_is_judged() -> None:
    grant = make_grant()

    (maya,) = found(grant, participant(booking=None))

    assert (maya.booking, maya.span) == (None, primary_calendar(grant).id)


def test_who_is_never_judged_has_no_calendar_that_counts() -> None:
    grant = make_grant()

    (maya,) = found(grant, participant(availability=None))

    assert (maya.has_availability, maya.judged) == (False, ())
    assert maya.booking == primary_calendar(grant).id


def test_a_calendar_that_is_gone_is_named_as_missing() -> None:
    grant = make_grant()

    (maya,) = found(grant, participant(availability={"calendar_ids": ["primary", "gone"]}))

    assert maya.missing == ("gone",)


def test_a_grant_that_lost_its_access_is_missing_with_all_its_calendars() -> None:
    grant = make_grant()
    with transaction() as session:
        session.get_one(Grant, grant.id).status = INVALID

    (maya,) = found(grant, participant())

    assert (maya.judged, maya.missing) == ((), ("primary",))


def test_one_query_answers_for_all() -> None:
    grant, other = make_grant(), make_grant(JONAS)

    with statements("SELECT") as seen:
        everybody = found(grant, participant(), participant(JONAS, organizer=False))

    assert [person.booking for person in everybody] == [
        primary_calendar(grant).id,
        primary_calendar(other).id,
    ]
    assert len([statement for statement in seen if "LEFT OUTER JOIN" in statement]) == 1


@pytest.mark.parametrize("name", ["primary", "maya@example.com", "Maya@Example.com"])
def test_the_primary_calendar_goes_by_the_e_mail_of_its_grant_too(name: str) -> None:
    grant = make_grant()

    (maya,) = found(grant, participant(availability={"calendar_ids": [name]}, booking={"calendar_id": name}))

    assert (maya.judged, maya.booking) == ((primary_calendar(grant).id,), primary_calendar(grant).id)
    assert maya.missing == ()


def test_the_e_mail_of_somebody_else_names_no_calendar() -> None:
    grant = make_grant()
    make_grant(JONAS)

    (maya,) = found(grant, participant(booking={"calendar_id": JONAS}))

    assert (maya.booking, maya.missing) == (None, (JONAS,))


def test_the_case_of_an_address_does_not_matter(app: Flask) -> None:
    grant = make_grant()

    (maya,) = found(grant, participant("Maya@Example.com"))

    assert (maya.email, maya.missing) == ("Maya@example.com", ())


@pytest.mark.parametrize(
    ("people", "method", "code", "field"),
    [
        ([participant(organizer=False)], "collective", "participants.no_single_organizer", "participants"),
        ([participant()], "max-fairness", "participants.organizer_of_round_robin", "participants"),
        ([participant(booking=None)], "collective", "participants.no_booking", "participants"),
        (
            [participant(booking=None), participant(JONAS, organizer=False)],
            "collective",
            "participants.organizer_without_calendar",
            "participants",
        ),
        (
            [participant(), participant("nobody@example.com", organizer=False)],
            "collective",
            "participant.no_grant",
            "participants[1].email",
        ),
        (
            [participant(availability={"calendar_ids": ["primary", "gone"]})],
            "collective",
            "participant.no_such_calendar",
            "participants[0].availability.calendar_ids[1]",
        ),
        (
            [participant(booking={"calendar_id": "gone"})],
            "collective",
            "participant.no_such_calendar",
            "participants[0].booking.calendar_id",
        ),
    ],
)
def test_people_who_cannot_be_are_refused_by_name(
    people: list[dict[str, Any]], method: str, code: str, field: str
) -> None:
    grant = make_grant()
    make_grant(JONAS)

    assert refusal(grant, *people, method=method) == (code, field)


ACCOUNT = "maya@elsewhere.example"


@pytest.fixture
def connected(maya: Organizer, fake: FakeServer) -> Calendar:
    """The calendar of an account that Maya has connected under another address, read once."""
    settings = {"email": ACCOUNT, "password": PASSWORD}
    grant = connecting.connect(maya.application_id, "fake", settings, now=NOW, organizer=maya)
    calendar = primary_calendar(grant)
    mirror_is(calendar, whole_at=NOW)
    return calendar


def mirror_is(calendar: Calendar, **values: Any) -> None:
    with transaction() as session:
        session.execute(update(Mirror).where(Mirror.calendar_id == calendar.id).values(**values))


def maya_with(*calendar_ids: str) -> dict[str, Any]:
    return participant(availability={"calendar_ids": ["primary", *calendar_ids]})


def test_a_calendar_of_another_account_of_the_same_organizer_counts_as_theirs(
    maya: Organizer, connected: Calendar
) -> None:
    grant = grant_of(maya)

    (found_maya,) = found(grant, maya_with(connected.id))

    assert found_maya.judged == (primary_calendar(grant).id, connected.id)
    participants.check(db.session(), page(maya_with(connected.id)), application_id=maya.application_id)


def test_an_account_connected_under_its_own_address_has_its_own_primary(
    maya: Organizer, connected: Calendar
) -> None:
    (theirs,) = found(grant_of(maya), participant(ACCOUNT))

    assert theirs.judged == (connected.id,)


def test_an_account_of_somebody_else_does_not_count(maya: Organizer, connected: Calendar) -> None:
    make_colleague()

    (jonas,) = found(grant_of(maya), {**maya_with(connected.id), "email": JONAS})

    assert jonas.missing == (connected.id,)


def test_a_calendar_that_cannot_be_relied_on_is_missing(maya: Organizer, connected: Calendar) -> None:
    mirror_is(connected, whole_at=None)

    (found_maya,) = found(grant_of(maya), maya_with(connected.id))

    assert found_maya.missing == (connected.id,)


def test_a_page_may_be_changed_while_an_account_is_out_of_reach(maya: Organizer, connected: Calendar) -> None:
    with transaction() as session:
        session.get_one(Grant, connected.grant_id).status = INVALID

    participants.check(db.session(), page(maya_with(connected.id)), application_id=maya.application_id)

    (found_maya,) = found(grant_of(maya), maya_with(connected.id))
    assert found_maya.missing == (connected.id,)


def test_other_accounts_cost_no_query_more(maya: Organizer, connected: Calendar) -> None:
    grant = grant_of(maya)

    with statements("SELECT") as seen:
        found(grant, maya_with(connected.id), participant(JONAS, organizer=False))

    assert len(seen) == 1
