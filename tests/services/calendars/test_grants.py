"""Grants are found by id or address, inside their application alone."""

import threading

import pytest
from flask import Flask

from tests.builders import (
    JONAS,
    MAYA,
    NOW,
    make_application,
    make_configuration,
    make_grant,
    make_organizer,
    make_other_application,
    participant,
)
from webapp.errors import InvalidInput, NotAllowedNow, NotFound
from webapp.services.calendars import calendars, grants

pytestmark = pytest.mark.usefixtures("app")


@pytest.mark.parametrize(
    "identifier", ["{id}", "grant:{id}", "maya@example.com", "email:maya@example.com", "Maya@Example.COM"]
)
def test_a_grant_is_found_by_every_identifier_of_the_contract(identifier: str) -> None:
    grant = make_grant(MAYA)

    assert grants.find(grant.application_id, identifier.format(id=grant.id)).id == grant.id


@pytest.mark.parametrize(
    "identifier",
    ["nobody@example.com", "external:1", "", "x" * 5000, "\x00", "a\r\nb", "%40", "grant:", "email:"],
)
def test_an_unknown_identifier_is_not_found(identifier: str) -> None:
    grant = make_grant(MAYA)

    with pytest.raises(NotFound):
        grants.find(grant.application_id, identifier)


def test_me_says_that_it_needs_an_access_token() -> None:
    with pytest.raises(InvalidInput, match=r"^grant_id: grant\.me$"):
        grants.find(make_application().id, "me")


def test_a_grant_of_another_application_is_not_found() -> None:
    grant = make_grant(MAYA)
    other = make_other_application()

    with pytest.raises(NotFound):
        grants.find(other.id, grant.id)


def test_a_new_grant_has_a_primary_calendar() -> None:
    grant = make_grant(MAYA)

    rows, _ = calendars.listing(grant, limit=50)
    assert [row.is_primary for row in rows] == [True]


def test_asking_again_for_an_address_gives_the_same_grant() -> None:
    first = make_grant("desk-24")
    again = make_grant("DESK-24")

    assert again.id == first.id


def test_a_grant_belongs_to_the_organizer_with_its_address() -> None:
    organizer = make_organizer(MAYA)

    assert grants.find(organizer.application_id, MAYA).organizer_id == organizer.id


def test_ten_that_ask_at_once_for_one_address_get_one_grant(app: Flask) -> None:
    application_id = make_application().id
    given: list[str] = []

    def ask() -> None:
        with app.app_context():
            given.append(grants.create_virtual(application_id, JONAS, now=NOW).id)

    threads = [threading.Thread(target=ask) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (len(given), len(set(given))) == (10, 1)


def test_an_address_with_a_line_break_is_refused() -> None:
    with pytest.raises(InvalidInput) as refusal:
        grants.create_virtual(make_application().id, "a@example.com\nBcc: b@example.com", now=NOW)

    assert refusal.value.field == "settings.email"


def test_a_list_goes_from_new_to_old_and_keeps_to_its_limit() -> None:
    application_id = make_application().id
    made = [grants.create_virtual(application_id, f"{at}@example.com", now=NOW + at).id for at in range(3)]

    pages = [
        [grant.id for grant in grants.listing(application_id, limit=2, offset=offset)] for offset in (0, 2, 4)
    ]

    assert pages == [[made[2], made[1]], [made[0]], []]


def test_a_grant_with_nothing_on_it_goes_with_its_calendars() -> None:
    grant = make_grant(MAYA)

    grants.destroy(grant, now=NOW)

    with pytest.raises(NotFound):
        grants.find(grant.application_id, grant.id)


def test_a_grant_with_a_scheduling_page_stays() -> None:
    configuration = make_configuration()

    with pytest.raises(NotAllowedNow):
        grants.destroy(configuration.grant, now=NOW)


@pytest.mark.parametrize("name", ["primary", JONAS])
def test_a_grant_whose_first_calendar_is_on_a_colleagues_page_stays(name: str) -> None:
    jonas = make_grant(JONAS)
    with_jonas = participant(
        JONAS, organizer=False, availability={"calendar_ids": [name]}, booking={"calendar_id": name}
    )
    make_configuration(make_grant(), participants=[participant(), with_jonas])

    with pytest.raises(NotAllowedNow) as refused:
        grants.destroy(jonas, now=NOW)

    assert refused.value.code == "calendar.used_by_page"
