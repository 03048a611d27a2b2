"""The public pages of an organizer under a name of their own."""

import pytest

from tests.builders import JONAS, NOW, grant_of, make_configuration, make_organizer
from webapp.errors import InvalidInput, NotFound
from webapp.models import Organizer
from webapp.services import people
from webapp.services.access.profiles import Profile, update_profile
from webapp.services.configurations import configurations, pausing, profile_pages


def call(organizer: Organizer, name: str) -> None:
    profile = Profile(name=organizer.name, timezone=organizer.timezone, title="Designer", public_name=name)
    update_profile(organizer, profile, now=NOW)


@pytest.fixture
def named(maya: Organizer) -> Organizer:
    call(maya, "maya")
    return maya


def slugs() -> list[str]:
    return [page.slug for page in profile_pages.find("maya").pages]


def test_public_pages_are_listed_by_name_with_their_lengths(named: Organizer) -> None:
    make_configuration(grant_of(named), slug="zoo", name="Zoo visit")
    make_configuration(grant_of(named), slug="advice", name="Advice")

    found = profile_pages.find("maya")

    assert (found.name, found.title) == (named.name, "Designer")
    assert [(page.slug, page.name, page.minutes) for page in found.pages] == [
        ("advice", "Advice", (30,)),
        ("zoo", "Zoo visit", (30,)),
    ]


def test_what_a_stranger_could_not_open_or_book_is_not_listed(named: Organizer) -> None:
    grant = grant_of(named)
    make_configuration(grant, slug="open")
    make_configuration(grant, slug="private", requires_session_auth=True)
    pausing.pause(make_configuration(grant, slug="paused"), now=NOW)
    configurations.destroy(make_configuration(grant, slug="gone"), now=NOW)
    make_configuration(grant_of(make_organizer(JONAS, name="Jonas")), slug="of-another")

    assert slugs() == ["open"]


def test_without_a_public_page_there_is_nothing_to_see(named: Organizer) -> None:
    with pytest.raises(NotFound):
        profile_pages.find("maya")


def test_who_was_deactivated_is_not_listed(named: Organizer) -> None:
    make_configuration(grant_of(named), slug="open")
    people.deactivate(make_organizer(JONAS, name="Jonas"), named, now=NOW)

    with pytest.raises(NotFound):
        profile_pages.find("maya")


@pytest.mark.parametrize("name", ["unknown", "", "\x00", "x" * 500])
def test_a_name_that_nobody_has_is_not_found(named: Organizer, name: str) -> None:
    with pytest.raises(NotFound):
        profile_pages.find(name)


def test_two_people_cannot_have_one_name(named: Organizer) -> None:
    with pytest.raises(InvalidInput) as refusal:
        call(make_organizer(JONAS, name="Jonas"), "maya")

    assert (refusal.value.code, refusal.value.field) == ("profile.name_taken", "public_name")


def test_a_name_is_kept_and_given_up(named: Organizer) -> None:
    call(named, "maya")
    call(named, "")
    call(make_organizer(JONAS, name="Jonas"), "maya")


def test_what_cannot_stand_in_an_address_is_refused_by_its_field(maya: Organizer) -> None:
    with pytest.raises(InvalidInput) as refusal:
        call(maya, "Maya L")

    assert refusal.value.field == "public_name"
