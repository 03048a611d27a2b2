"""The page beside its editor, as Chromium shows it: it follows what is typed, and nothing in it can be pressed."""

from collections.abc import Callable

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from tests.journeys.conftest import PHONE, Live

# What a browser shows and does is the same whatever the database.
pytestmark = pytest.mark.parametrize("live", ["sqlite"], indirect=True)

Visit = Callable[..., Page]
Picture = Callable[[Page, str], None]


def test_the_preview_follows_what_is_typed_and_leaves_the_focus_where_it_is(
    live: Live, visit: Visit, picture: Picture
) -> None:
    page = editor(visit, live)
    expect(framed(page).get_by_role("heading", level=1)).to_have_text("Consultation")
    steps = page.evaluate("history.length")

    page.get_by_label("Name", exact=True).fill("A first talk")

    expect(framed(page).get_by_role("heading", level=1)).to_have_text("A first talk")
    expect(page.get_by_label("Name", exact=True)).to_be_focused()
    page.get_by_label("Show", exact=True).select_option("Booking form")
    expect(framed(page).get_by_label("What should we work on?")).to_be_visible()
    framed(page).get_by_role("button", name="Send request").click()
    expect(framed(page).get_by_role("heading", level=1)).to_have_text("A first talk")
    assert page.evaluate("history.length") == steps
    picture(page, "form")


def test_without_script_the_button_shows_it(live: Live, visit: Visit) -> None:
    page = editor(visit, live, java_script=False)
    page.get_by_label("Name", exact=True).fill("A first talk")

    page.get_by_role("button", name="Show preview").click()

    expect(framed(page).get_by_role("heading", level=1)).to_have_text("A first talk")
    expect(page.get_by_label("Name", exact=True)).to_have_value("A first talk")


@pytest.mark.slow
def test_on_a_phone_it_is_folded_below_the_form(live: Live, visit: Visit, picture: Picture) -> None:
    page = editor(visit, live, viewport=PHONE)
    expect(page.get_by_label("Guest’s time zone")).to_be_hidden()

    page.locator("#preview > summary").click()

    expect(framed(page).get_by_role("heading", level=1)).to_have_text("Consultation")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    picture(page, "phone")


def editor(visit: Visit, live: Live, **browser: object) -> Page:
    page = visit(f"/dashboard/pages/{live.demo['pending_configuration_id']}/edit", **browser)
    page.get_by_label("E-mail address").fill(live.demo["organizer_email"])
    page.get_by_label("Password").fill(live.demo["organizer_password"])
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("button", name="Save")).to_be_visible()
    return page


def framed(page: Page) -> FrameLocator:
    return page.frame_locator("iframe[name=preview]")
