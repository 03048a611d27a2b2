"""Steps that several journeys of a guest take."""

import re
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page, Route, expect


def month_ahead() -> str:
    """A month with several free days, such as `2027-03`: the present one, or on its last days the next."""
    return f"{datetime.now(UTC) + timedelta(days=12):%Y-%m}"


def choose_day(page: Page, number: int) -> None:
    """Choose a free day, counted from the first: each journey takes one of its own, for days fill up."""
    days = page.locator("#picker td a")
    expect(days.first).to_be_visible()
    shown = days.count()
    if number >= shown:
        page.get_by_role("link", name="Next month").click()
        expect(page.locator("#back[href]")).to_have_count(1)
        number -= shown
    label = days.nth(number).get_attribute("aria-label") or ""
    days.nth(number).click()
    expect(page.locator("#picker td a[aria-current=date]")).to_have_attribute("aria-label", label)


def held_back(page: Page, address: re.Pattern[str]) -> list[Route]:
    """What the page asks of such an address waits, and is listed here."""
    waiting: list[Route] = []
    page.route(address, lambda route: waiting.append(route))
    return waiting
