"""An organizer without a mouse: from the sign-in to a new page, through every section of the editor, to the link."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import Live

Visit = Callable[..., Page]
TABS_AT_MOST = 120


@pytest.mark.slow
@pytest.mark.parametrize("live", ["sqlite"], indirect=True)
def test_everything_is_reached_by_the_keyboard_alone(live: Live, visit: Visit) -> None:
    page = visit("/dashboard/pages/new")
    type_into(page, page.get_by_label("E-mail address"), live.demo["organizer_email"])
    type_into(page, page.get_by_label("Password"), live.demo["organizer_password"])
    page.keyboard.press("Enter")

    type_into(page, page.get_by_label("Name"), "Piano lesson")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Your page is ready. Share its link.")).to_be_visible()

    press(page, page.get_by_role("main").get_by_role("link", name="Edit", exact=True))
    sections = page.locator("main details.section > summary")
    expect(sections.first).to_be_visible()
    for number in range(sections.count()):
        section = sections.nth(number)
        if section.evaluate("summary => summary.parentElement.open"):
            continue
        press(page, section)
        expect(section.locator("..")).to_have_attribute("open", "")
    type_into(page, page.locator("[name=basics-label]"), " for two")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_be_visible()
    expect(page.locator("[name=basics-label]")).to_have_value("Piano lesson for two")

    press(page, page.get_by_role("main").get_by_role("link", name="Share"))
    expect(page.get_by_role("textbox", name="Link", exact=True)).to_have_value(f"{live.url}/piano-lesson")


def type_into(page: Page, field: Locator, text: str) -> None:
    """Tab to a field, and type at its end."""
    reach(page, field)
    page.keyboard.press("End")
    page.keyboard.type(text)


def press(page: Page, target: Locator) -> None:
    reach(page, target)
    page.keyboard.press("Enter")


def reach(page: Page, target: Locator) -> None:
    """Press Tab until this has the focus, which must be seen."""
    expect(target).to_be_attached()
    for _ in range(TABS_AT_MOST):
        if target.evaluate("it => it === document.activeElement"):
            break
        page.keyboard.press("Tab")
    expect(target).to_be_focused()
    assert target.evaluate("it => it.matches(':focus-visible') && it.checkVisibility()")
