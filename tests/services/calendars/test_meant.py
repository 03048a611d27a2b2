"""Whoever types somebody's address when they connect a server of their own is not found in that person's place."""

import pytest
from sqlalchemy import update

from tests.builders import (
    JONAS,
    MAYA,
    NOW,
    document,
    grant_of,
    make_application,
    make_booking,
    make_configuration,
    make_organizer,
    participant,
)
from webapp.extensions import db, transaction
from webapp.models import Booking, Calendar, Configuration, Grant, Organizer
from webapp.models.grant import INVALID
from webapp.services.access import profiles
from webapp.services.access.profiles import Profile, PublicProfile
from webapp.services.bookings import hosts
from webapp.services.calendars import grants, hours_followed
from webapp.services.configurations import participants
from webapp.services.configurations.accounts import Accounts
from webapp.services.configurations.document import validated
from webapp.services.configurations.view import ConfigurationView

pytestmark = pytest.mark.usefixtures("app")

TEAM = "team@example.com"


@pytest.fixture
def mallory() -> Organizer:
    return make_organizer("mallory@example.com", name="Mallory")


def account(email: str, *, kind: str = "caldav", of: Organizer | None = None, now: int = NOW) -> Grant:
    """An account elsewhere with a first calendar, as it is stored once it was connected."""
    with transaction() as session:
        grant = Grant(
            application_id=make_application().id,
            organizer_id=of.id if of else None,
            provider=kind,
            email=email,
            created_at=now,
            updated_at=now,
        )
        session.add(grant)
        session.flush()
        session.add(Calendar(grant_id=grant.id, name=kind, is_primary=True, created_at=now, updated_at=now))
    return grant


def lose(grant: Grant) -> None:
    with transaction() as session:
        session.execute(update(Grant).where(Grant.id == grant.id).values(status=INVALID))


def found(email: str) -> str:
    """The id of the grant that is found by this address."""
    return grants.find(make_application().id, email).id


def test_what_was_typed_does_not_take_the_place_of_an_account_that_is_lost(mallory: Organizer) -> None:
    of_program = account(TEAM, kind="google")
    account(TEAM, of=mallory, now=NOW + 1)
    lose(of_program)

    assert found(TEAM) == of_program.id


def test_what_was_typed_first_gives_way_to_what_a_provider_says(mallory: Organizer) -> None:
    account(TEAM, of=mallory)
    of_program = account(TEAM, kind="google", now=NOW + 1)

    assert found(TEAM) == of_program.id


def test_what_was_typed_gives_way_to_what_a_program_says(mallory: Organizer) -> None:
    account(TEAM, of=mallory)
    of_program = account(TEAM, kind="ics", now=NOW + 1)

    assert found(TEAM) == of_program.id


def test_what_was_typed_is_found_where_nobody_else_has_the_address(mallory: Organizer) -> None:
    typed = account(TEAM, of=mallory)

    assert found(TEAM) == typed.id
    assert found(f"email:{TEAM}") == typed.id


def test_of_two_who_typed_an_address_only_the_first_is_found(mallory: Organizer) -> None:
    first = account(TEAM, of=make_organizer())
    account(TEAM, kind="ics", of=mallory, now=NOW + 1)
    lose(first)

    assert found(TEAM) == first.id


def test_an_organizers_accounts_of_one_address_stand_in_for_each_other(mallory: Organizer) -> None:
    lose(account(TEAM, of=mallory))
    other = account(TEAM, kind="ics", of=mallory, now=NOW + 1)

    assert found(TEAM) == other.id


def test_the_address_of_a_sign_in_was_not_typed_by_just_anybody(mallory: Organizer) -> None:
    account(JONAS, of=mallory)
    jonas = make_organizer(JONAS)
    lose(grant_of(jonas))
    his = account(JONAS, kind="icloud", of=jonas, now=NOW + 1)

    assert found(JONAS) == his.id


def test_an_id_finds_every_grant(mallory: Organizer) -> None:
    account(TEAM, kind="google")
    typed = account(TEAM, of=mallory, now=NOW + 1)

    assert found(typed.id) == found(f"grant:{typed.id}") == typed.id


def test_the_first_calendar_of_an_address_is_not_that_of_who_typed_it(mallory: Organizer) -> None:
    of_program = account(TEAM, kind="google")
    account(TEAM, of=mallory, now=NOW + 1)
    lose(of_program)
    listed = ConfigurationView(validated(document(participants=[participant(TEAM)]))).participants

    (team,) = participants.calendars_of(db.session(), listed, application_id=of_program.application_id)

    assert (team.booking, team.missing) == (None, ("primary",))


def test_nobodys_hours_are_followed_because_they_typed_an_address(mallory: Organizer) -> None:
    of_program = account(TEAM, kind="google")
    typed = account(TEAM, of=mallory, now=NOW + 1)

    def followed(grant_id: str | None) -> list[str]:
        wanted = {TEAM: grant_id}
        return list(hours_followed.find(db.session(), wanted, application_id=of_program.application_id))

    assert (followed(None), followed(typed.id)) == ([], [TEAM])


def test_guests_do_not_see_who_typed_an_address(mallory: Organizer) -> None:
    of_program = account(TEAM, kind="google")
    account(TEAM, of=mallory, now=NOW + 1)
    shown = Profile(name="Mallory", timezone="UTC", title="Chief of the team")
    profiles.update_profile(mallory, shown, now=NOW)

    assert profiles.public_profile(TEAM, application_id=of_program.application_id) == PublicProfile()


def page_of(organizer: Organizer, *more: str) -> Configuration:
    people = [participant(), *(participant(email, organizer=False) for email in more)]
    return make_configuration(grant_of(organizer), participants=people)


def test_who_typed_an_address_is_not_offered_by_it(mallory: Organizer) -> None:
    account(TEAM, kind="google")
    account(TEAM, of=mallory, now=NOW + 1)
    known = Accounts(page_of(make_organizer()))

    assert [each.email for each in known.offered()] == [mallory.email, MAYA]


def test_an_editor_does_not_take_what_was_typed_for_the_first_calendar(mallory: Organizer) -> None:
    of_program = account(TEAM, kind="google")
    typed = account(TEAM, of=mallory, now=NOW + 1)
    known = Accounts(page_of(make_organizer(), TEAM))
    lose(of_program)

    calendars = [each.key for each in known.of({TEAM: None})[TEAM].calendars]

    assert "primary" not in calendars
    assert {typed.id} <= {
        grant_id
        for calendar_id in calendars
        for grant_id in db.session.scalars(db.select(Calendar.grant_id).where(Calendar.id == calendar_id))
    }


def test_who_typed_an_organizers_address_does_not_decide_for_them(mallory: Organizer) -> None:
    maya = make_organizer()
    booking: Booking = make_booking(page_of(maya))
    account(MAYA, of=mallory, now=NOW + 1)

    assert not hosts.decider(mallory).decides(booking)
    assert hosts.decider(maya).decides(booking)
