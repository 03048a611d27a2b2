"""Where a scheduling page is found, and what every page of a guest keeps to."""

import gzip

import pytest

from tests.blueprints.public.cast import office_hours
from tests.browser import Browser
from tests.builders import (
    make_configuration,
)
from webapp.assets import FOLDER

FIRST_LOAD_AT_MOST = 40_000


def test_htmx_gets_the_picker_alone_and_caches_can_tell(guest: Browser) -> None:
    make_configuration(**office_hours())

    page = guest.open("/intro", HX_Request="true", HX_Request_Type="partial")

    assert page.select("section")[0]["id"] == "picker"
    assert page.select("h1") == []
    assert "HX-Request" in page.answer.headers["Vary"]


def test_a_days_label_is_wholly_in_the_language_of_the_words(guest: Browser) -> None:
    make_configuration(**office_hours())

    page = guest.open("/intro?lang=de&day=2027-01-05")

    assert "Tuesday, January 5, 2027, 4 times free" in page.links


def test_a_page_is_found_by_its_id_too(guest: Browser) -> None:
    configuration = make_configuration(**office_hours(), slug=None)

    assert guest.open(f"/{configuration.id}").times


def test_a_page_is_found_by_application_and_slug_and_leads_on_by_its_id(guest: Browser) -> None:
    configuration = make_configuration(**office_hours())

    page = guest.open(f"/{configuration.application_id}/intro")

    assert str(page.select("a.slot")[0]["href"]).startswith(f"/{configuration.id}/bookings/new?")


@pytest.mark.parametrize(
    "path", ["/nobody", "/Intro", "/intro%00", "/in%2Ftro", f"/{'a' * 100}", "/%F0%9F%8E%89"]
)
def test_an_unknown_page_is_a_plain_404(guest: Browser, path: str) -> None:
    page = guest.open(path)

    assert page.status == 404
    assert page.heading == "Page not found"
    assert "configuration" not in page.text


def test_an_unknown_page_says_what_to_do_next(guest: Browser) -> None:
    page = guest.open("/nobody")

    assert "ask them for a new one" in page.text
    assert page.links["Go to the organizer’s dashboard"] == "/dashboard"


def test_a_private_page_is_not_found(guest: Browser) -> None:
    configuration = make_configuration(requires_session_auth=True)

    assert guest.open("/intro").status == 404
    assert guest.open(f"/{configuration.id}").status == 404


def test_nothing_on_a_page_is_inline(guest: Browser) -> None:
    make_configuration()

    page = guest.open("/intro")

    assert page.select("style") == []
    assert page.select("script:not([src])") == []
    assert page.select("[style]") == []
    assert [tag for tag in page.select("*") if any(name.startswith("on") for name in tag.attrs)] == []


def test_the_first_load_is_light(guest: Browser) -> None:
    make_configuration(**office_hours())

    page = guest.open("/intro")

    own = [str(tag.get("src") or tag["href"]) for tag in page.select("script, link")]
    files = [(FOLDER / path.partition("?")[0].removeprefix("/static/")).read_bytes() for path in own]
    assert sum(len(gzip.compress(part)) for part in [page.answer.data, *files]) <= FIRST_LOAD_AT_MOST


def test_a_forged_host_reaches_no_page(guest: Browser) -> None:
    make_configuration(**office_hours())

    answer = guest.client.get("/intro", headers={"Host": "evil.example"})

    assert b"evil.example" not in answer.data
