"""The guest's pages for those who cannot see them well, or use no mouse: judged by axe-core.

Every run looks at light colours, the slow tests at dark ones too.
"""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.axe import broken_rules
from tests.journeys.conftest import Live
from tests.journeys.guest_steps import choose_day, month_ahead

# What a browser shows and does is the same whatever the database.
pytestmark = pytest.mark.parametrize("live", ["sqlite"], indirect=True)

Visit = Callable[..., Page]

in_every_scheme = pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.slow)])


@in_every_scheme
@pytest.mark.parametrize(
    "path",
    [
        "/intro-call?timezone=America/New_York",
        "/consultation?timezone=America/New_York&lang=de",
        "/intro-call?timezone=America/New_York&month=2000-01",
        "/nobody",
    ],
)
def test_a_page_that_anybody_may_open_keeps_the_rules(
    live: Live, visit: Visit, path: str, scheme: str
) -> None:
    page = visit(path)

    assert broken_rules(page, scheme) == []


@in_every_scheme
def test_every_step_of_a_booking_keeps_the_rules(live: Live, visit: Visit, scheme: str) -> None:
    page = visit("/consultation?timezone=America/New_York")
    found = {}
    choose_day(page, 11)
    page.locator("#times a").first.click()
    page.get_by_label("Additional guests").fill("Charles")
    page.get_by_label("Your name").fill("Ada Lovelace")
    page.get_by_label("E-mail", exact=False).first.fill("ada@example.org")
    page.get_by_label("What should we work on?").select_option("A brand")
    page.get_by_role("button", name="Send request").click()
    expect(page.get_by_text("is no e-mail address")).to_be_visible()
    found["the form with an error"] = broken_rules(page, scheme)
    page.get_by_label("Additional guests").fill("")
    page.get_by_role("button", name="Send request").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your request has been sent")
    found["the result"] = broken_rules(page, scheme)
    page.get_by_role("link", name="Reschedule").click()
    expect(page).to_have_url(re.compile("/reschedule$"))
    found["the times to move to"] = broken_rules(page, scheme)
    page.locator("#times a").last.click()
    expect(page).to_have_url(re.compile("start="))
    found["the question"] = broken_rules(page, scheme)
    page.get_by_role("link", name="Keep the current time").click()
    page.get_by_role("link", name="Withdraw the request").click()
    expect(page).to_have_url(re.compile("/cancel$"))
    found["the withdrawal"] = broken_rules(page, scheme)

    assert found == {step: [] for step in found}


def test_a_time_is_chosen_with_the_keyboard_alone(live: Live, visit: Visit) -> None:
    page = visit(f"/intro-call?month={month_ahead()}")
    expect(page).to_have_url(re.compile("timezone="))
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()

    day = page.locator("#picker td a").nth(1)
    label = day.get_attribute("aria-label") or ""
    day.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#picker td a[aria-current=date]")).to_have_attribute("aria-label", label)
    expect(page.locator("#picker td a[aria-current=date]")).to_be_focused()
    page.locator("#times a").first.focus()
    page.keyboard.press("Enter")
    page.get_by_label("Your name").fill("Ada Lovelace")
    page.keyboard.press("Enter")

    expect(page.get_by_label("Your name")).to_be_visible()
    expect(page.get_by_role("group", name="Guest 1")).to_have_count(0)
