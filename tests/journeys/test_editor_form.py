"""The form of the editor, as Chromium treats it: what it refuses is seen, and nobody is thrown to its beginning."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Live
from tests.journeys.organizer_steps import sign_in

# What a browser shows and does is the same whatever the database.
pytestmark = pytest.mark.parametrize("live", ["sqlite"], indirect=True)

Visit = Callable[..., Page]


def test_what_is_wrong_in_a_folded_section_is_told(live: Live, visit: Visit) -> None:
    page = editor(visit, live, section="length")
    page.get_by_label("Length in minutes").fill("0")
    page.locator("#length > summary").click()

    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.get_by_text("“Length in minutes” must be at least 1.")).to_be_visible()


def test_half_a_date_in_a_folded_section_is_not_lost(live: Live, visit: Visit) -> None:
    page = editor(visit, live, section="hours")
    page.get_by_role("button", name="Add a date").click()
    page.get_by_label("Date", exact=True).first.press_sequentially("12")
    page.locator("#hours > summary").click()

    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.get_by_label("Date", exact=True).first).to_be_focused()


def test_after_a_row_was_added_the_page_stands_there(live: Live, visit: Visit) -> None:
    page = editor(visit, live, section="hours")

    page.get_by_role("button", name="Add a date").click()

    expect(page.get_by_label("Date", exact=True).first).to_be_in_viewport()


def test_a_menu_closes_by_escape(live: Live, visit: Visit) -> None:
    page = editor(visit, live, section="hours")
    menu = page.locator("#hours details.menu").first
    menu.locator("summary").click()
    expect(menu).to_have_attribute("open", "")

    page.keyboard.press("Escape")

    expect(menu).not_to_have_attribute("open", "")
    expect(menu.locator("summary")).to_be_focused()


def editor(visit: Visit, live: Live, *, section: str) -> Page:
    page = visit("/login")
    sign_in(page, live)
    page.goto(f"/dashboard/pages/{live.demo['pending_configuration_id']}/edit?section={section}")
    return page
