"""Those who sign in."""

from typing import Any

import pytest
from flask import Flask

from tests.builders import (
    JONAS,
    MAYA,
    NOW,
    PASSWORD,
    grant_of,
    make_configuration,
    make_grant,
    primary_calendar,
)
from webapp.errors import InvalidInput, NotFound, Unauthorized
from webapp.models import Organizer
from webapp.services.access import organizers, sign_ins
from webapp.services.calendars import grants
from webapp.services.configurations import configurations

pytestmark = pytest.mark.usefixtures("app")


def create(email: str = MAYA, **changes: str) -> Organizer:
    given: dict[str, Any] = {"name": "Maya Lindqvist", "timezone": "UTC", "password": PASSWORD, **changes}
    return organizers.create(email, now=NOW, **given)


def test_an_organizer_has_a_grant_and_a_calendar_from_the_first_minute() -> None:
    grant = grant_of(create())

    assert (grant.email, primary_calendar(grant).is_primary) == (MAYA, True)


def test_the_address_is_found_whatever_its_case() -> None:
    organizer = create("Maya@Example.com")

    assert organizer.email == MAYA
    assert organizers.find("MAYA@example.COM").id == organizer.id


def test_the_password_is_not_stored() -> None:
    assert PASSWORD not in create().password_hash


@pytest.mark.parametrize(
    ("email", "changes", "field"),
    [
        ("nowhere", {}, "email"),
        (MAYA, {"password": "seven77"}, "password"),
        (MAYA, {"name": " "}, "name"),
        (MAYA, {"timezone": "Mars"}, "timezone"),
    ],
)
def test_what_cannot_be_is_refused_by_its_field_and_leaves_nobody(
    email: str, changes: dict[str, str], field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        create(email, **changes)

    assert refused.value.field == field
    assert organizers.by_address(MAYA) is None


def test_an_address_belongs_to_one_organizer(app: Flask) -> None:
    create()

    with pytest.raises(InvalidInput) as refused:
        create(MAYA.upper())

    assert refused.value.code == "organizer.there_already"


def test_a_grant_that_a_program_made_before_is_theirs() -> None:
    grant = make_grant(MAYA)
    page = make_configuration(grant)

    organizer = create(MAYA)

    assert grant_of(organizer).id == grant.id
    assert [page.id for page in configurations.of_organizer(organizer.id)] == [page.id]


def test_a_grant_of_somebody_else_stays_theirs() -> None:
    maya = create(MAYA)

    create(JONAS, name="Jonas Weber")

    assert grant_of(maya).organizer_id == maya.id


def test_a_new_password_opens_and_the_old_one_does_not() -> None:
    create()

    organizers.reset_password(MAYA, "another password", now=NOW)

    assert sign_ins.sign_in(MAYA, "another password", now=NOW)
    with pytest.raises(Unauthorized):
        sign_ins.sign_in(MAYA, PASSWORD, now=NOW)


def test_a_new_password_ends_every_sign_in() -> None:
    create()
    token = sign_ins.sign_in(MAYA, PASSWORD, now=NOW)

    organizers.reset_password(MAYA, "another password", now=NOW)

    assert sign_ins.organizer_of(token, now=NOW) is None


@pytest.mark.parametrize("password", ["seven77", "x" * 201])
def test_a_password_that_could_not_be_typed_is_not_set(password: str) -> None:
    create()

    with pytest.raises(InvalidInput) as refused:
        organizers.reset_password(MAYA, password, now=NOW)

    assert refused.value.field == "password"
    assert sign_ins.sign_in(MAYA, PASSWORD, now=NOW)


def test_who_was_removed_can_sign_in_no_more() -> None:
    create()
    token = sign_ins.sign_in(MAYA, PASSWORD, now=NOW)

    organizers.remove(MAYA, now=NOW)

    assert organizers.by_address(MAYA) is None
    assert sign_ins.organizer_of(token, now=NOW) is None


def test_the_pages_of_who_was_removed_stay_and_are_counted() -> None:
    organizer = create()
    page = make_configuration(grant_of(organizer))

    left = organizers.remove(MAYA, now=NOW)

    assert (left.grants, left.pages) == (1, 1)
    assert grant_of(organizer).organizer_id is None
    assert configurations.find(page.id).id == page.id


def test_a_deleted_page_is_not_counted() -> None:
    page = make_configuration(grant_of(create()))
    configurations.destroy(page, now=NOW)

    assert organizers.remove(MAYA, now=NOW).pages == 0


def test_nobody_can_be_removed_or_given_a_password() -> None:
    with pytest.raises(NotFound):
        organizers.remove(MAYA, now=NOW)
    with pytest.raises(NotFound):
        organizers.reset_password(MAYA, PASSWORD, now=NOW)


def test_a_grant_leads_to_its_organizer() -> None:
    maya = create()

    of_maya, of_programs = (
        organizers.of_grant(grant_of(maya)),
        organizers.of_grant(make_grant("api@example.com")),
    )

    assert (of_maya and of_maya.id, of_programs) == (maya.id, None)


def test_an_organizer_who_got_no_calendar_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the process dies here")

    monkeypatch.setattr(grants, "enter", broken)
    with pytest.raises(RuntimeError):
        create()

    monkeypatch.undo()
    assert grant_of(create()).email == MAYA


def test_a_password_that_was_reset_while_sign_ins_stay_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    create()

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the process dies here")

    monkeypatch.setattr(sign_ins, "revoke_all", broken)
    with pytest.raises(RuntimeError):
        organizers.reset_password(MAYA, "another password", now=NOW)

    assert sign_ins.sign_in(MAYA, PASSWORD, now=NOW)


def test_nobody_is_an_administrator_until_they_are_made_one() -> None:
    maya = create()
    assert (maya.is_admin, organizers.is_administered()) == (False, False)

    organizers.make_admin(MAYA.upper())

    assert organizers.find(MAYA).is_admin
    assert organizers.is_administered()


def test_somebody_who_is_not_there_cannot_be_made_an_administrator() -> None:
    with pytest.raises(NotFound):
        organizers.make_admin(MAYA)
