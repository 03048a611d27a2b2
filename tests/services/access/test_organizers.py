"""Those who sign in."""

import pytest
from flask import Flask

from tests.builders import MAYA, NOW, PASSWORD, grant_of, primary_calendar
from webapp.errors import InvalidInput
from webapp.models import Organizer
from webapp.services.access import organizers

pytestmark = pytest.mark.usefixtures("app", "quick_hashes")


def create(email: str = MAYA, **changes: str) -> Organizer:
    given = {"name": "Maya Lindqvist", "timezone": "UTC", "password": PASSWORD, **changes}
    return organizers.create(email, now=NOW, **given)


def test_an_organizer_has_a_grant_and_a_calendar_from_the_first_minute() -> None:
    grant = grant_of(create())

    assert (grant.email, primary_calendar(grant).is_primary) == (MAYA, True)


def test_the_address_is_found_whatever_its_case() -> None:
    organizer = create("Maya@Example.com")

    found = organizers.find("MAYA@example.COM")
    assert organizer.email == MAYA
    assert found is not None
    assert found.id == organizer.id


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
    assert organizers.find(MAYA) is None


def test_an_address_belongs_to_one_organizer(app: Flask) -> None:
    create()

    with pytest.raises(InvalidInput) as refused:
        create(MAYA.upper())

    assert refused.value.code == "organizer.there_already"
