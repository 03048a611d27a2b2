"""The list of an organizer's public pages, as guests see it."""

import pytest

from tests.browser import Browser
from tests.builders import NOW, grant_of, make_configuration
from webapp.models import Organizer
from webapp.services.access.profiles import Profile, update_profile


@pytest.fixture(autouse=True)
def named(maya: Organizer) -> None:
    profile = Profile(
        name="Maya <b>", timezone="UTC", title="Designer", about="I draw.\nFor you.", public_name="maya"
    )
    update_profile(maya, profile, now=NOW)


def test_each_page_leads_to_its_times(guest: Browser, maya: Organizer) -> None:
    make_configuration(grant_of(maya), slug="intro", name="Intro call")

    page = guest.open("/people/maya")

    assert (page.status, page.heading) == (200, "Maya <b>")
    assert "Designer" in page.text
    assert page.links["Intro call 30 minutes"] == "/intro"


def test_the_zone_and_the_language_go_along(guest: Browser, maya: Organizer) -> None:
    make_configuration(grant_of(maya), slug="intro", name="Intro call")

    page = guest.open("/people/maya?timezone=Asia/Kolkata&lang=de")

    assert "/intro?timezone=Asia/Kolkata&lang=de" in page.links.values()


def test_without_anything_to_book_the_page_is_not_there(guest: Browser) -> None:
    assert [guest.open(f"/people/{name}").status for name in ("maya", "nobody")] == [404, 404]
