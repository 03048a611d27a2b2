"""What organizers say about themselves."""

from dataclasses import replace
from typing import Any

import pytest

from tests.builders import MAYA, NOW, grant_of, make_configuration, make_organizer, participant, reread
from tests.pictures import picture
from webapp.errors import InvalidInput
from webapp.models import Organizer
from webapp.services import images
from webapp.services.access import organizers, working_hours
from webapp.services.access.profiles import Profile, update_profile

pytestmark = pytest.mark.usefixtures("app", "quick_hashes")
WHOLE = Profile(
    name="Maya L.",
    timezone="Europe/Stockholm",
    title="Designer",
    about="I draw.\nMostly letters.",
    public_name="maya",
    language="sv",
    hour_cycle="24",
    first_day=0,
)


def now_of(maya: Organizer) -> Organizer:
    return organizers.find(maya.email)


def test_everything_is_stored() -> None:
    maya = make_organizer()

    update_profile(maya, WHOLE, now=NOW)

    stored = now_of(maya)
    assert {name: getattr(stored, name) for name in Profile.__slots__} == {
        name: getattr(WHOLE, name) for name in Profile.__slots__
    }


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", " "),
        ("name", "x" * 201),
        ("title", "x" * 101),
        ("title", "two\nlines"),
        ("about", "x" * 1001),
        ("timezone", "Mars"),
        ("language", "x" * 11),
        ("hour_cycle", "13"),
        ("first_day", 7),
        ("first_day", -1),
    ],
)
def test_what_cannot_be_is_refused_by_its_field(field: str, value: object) -> None:
    maya = make_organizer()
    given: dict[str, Any] = {field: value}

    with pytest.raises(InvalidInput) as refused:
        update_profile(maya, replace(WHOLE, **given), now=NOW)

    assert refused.value.field == field
    assert now_of(maya).name == maya.name


def test_a_photo_is_stored_stays_and_is_removed() -> None:
    maya = make_organizer()
    update_profile(maya, WHOLE, photo=picture(), now=NOW)
    photo_id = now_of(maya).photo_id
    assert photo_id is not None
    assert images.find(photo_id).content_type == "image/webp"

    update_profile(maya, WHOLE, now=NOW)
    assert now_of(maya).photo_id == photo_id

    update_profile(maya, WHOLE, removes_photo=True, now=NOW)
    assert now_of(maya).photo_id is None


def test_a_photo_that_is_no_picture_changes_nothing() -> None:
    maya = make_organizer()

    with pytest.raises(InvalidInput) as refused:
        update_profile(maya, WHOLE, photo=b"<svg/>", now=NOW)

    assert refused.value.field == "photo"
    assert now_of(maya).name == maya.name


@pytest.mark.parametrize(("zone", "rises"), [("Europe/Stockholm", 1), ("UTC", 0)])
def test_another_zone_moves_the_working_hours(zone: str, rises: int) -> None:
    maya = make_organizer(MAYA)
    before = working_hours.load(maya.id).revision

    update_profile(maya, replace(WHOLE, timezone=zone), now=NOW)

    assert working_hours.load(maya.id).revision == before + rises


def test_a_page_that_follows_the_working_hours_moves_to_the_zone_of_the_profile() -> None:
    maya = make_organizer(timezone="UTC")
    follows = participant(follows_working_hours=True)
    page = make_configuration(grant_of(maya), participants=[follows], event_booking={"title": "Call"})

    update_profile(maya, replace(WHOLE, timezone="Asia/Tokyo"), now=NOW)

    assert reread(page).timezone == "Asia/Tokyo"
