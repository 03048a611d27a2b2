"""The month for those who use a keyboard or listen: where the focus is, where the arrow keys lead, what is read out."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import Live
from tests.journeys.guest_steps import month_ahead

# What a browser shows and does is the same whatever the database.
pytestmark = pytest.mark.parametrize("live", ["sqlite"], indirect=True)

Visit = Callable[..., Page]


@pytest.fixture
def page(live: Live, visit: Visit) -> Page:
    page = visit("/intro-call?timezone=America/New_York")
    expect(page.get_by_role("grid")).to_be_visible()
    return page


def focused(page: Page) -> Locator:
    return page.locator(":focus")


def test_the_days_are_one_stop_and_arrow_keys_move_among_them(page: Page) -> None:
    page.goto(f"/intro-call?timezone=America/New_York&month={month_ahead()}")
    days = page.locator("#picker td a")
    days.first.focus()

    page.keyboard.press("ArrowRight")
    expect(days.nth(1)).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(days.first).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#times a").first).to_be_focused()


def test_arrow_keys_move_by_weeks_and_to_the_ends_of_a_week(page: Page) -> None:
    page.get_by_role("link", name="Next month").click()
    expect(page.locator("#back[href]")).to_have_count(1)
    days = page.locator("#picker td a")
    days.first.focus()
    column = "el => el.closest('td').cellIndex"
    row = "el => el.closest('tr').rowIndex"
    before = days.first.evaluate(column), days.first.evaluate(row)

    page.keyboard.press("ArrowDown")

    assert (focused(page).evaluate(column), focused(page).evaluate(row)) == (before[0], before[1] + 1)
    page.keyboard.press("End")
    last = focused(page).evaluate("el => !el.closest('td').nextElementSibling?.querySelector('a.day')")
    page.keyboard.press("Home")
    first = focused(page).evaluate("el => !el.closest('td').previousElementSibling?.querySelector('a.day')")
    assert (last, first) == (True, True)


def test_a_month_that_is_turned_by_key_keeps_the_focus_among_its_days(page: Page) -> None:
    page.locator("#picker td a").first.focus()

    page.keyboard.press("PageDown")

    expect(page.locator("#back[href]")).to_have_count(1)
    expect(page.locator("#picker td a:focus")).to_have_count(1)


def test_an_arrow_key_beyond_the_last_day_goes_on_in_the_next_month(page: Page) -> None:
    days, month = page.locator("#picker td a"), page.locator("#month-name")
    before, last = month.inner_text(), days.last.get_attribute("aria-label")
    days.last.focus()

    page.keyboard.press("ArrowRight")
    expect(month).not_to_have_text(before)
    expect(days.first).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(month).to_have_text(before)
    expect(page.locator("#picker td a:focus")).to_have_attribute("aria-label", str(last))


def test_the_focus_stays_where_the_last_next_month_was(page: Page) -> None:
    arrow = page.locator("#forward")
    while arrow.get_attribute("href"):
        month = page.locator("#month-name").inner_text()
        arrow.focus()
        page.keyboard.press("Enter")
        expect(page.locator("#month-name")).not_to_have_text(month)

    expect(arrow).to_be_focused()
    expect(arrow).to_have_attribute("aria-disabled", "true")


def test_what_changed_is_read_out(page: Page) -> None:
    status = page.locator("#picker-status")
    expect(status).to_have_text("")

    page.locator("#picker td a").last.click()
    expect(status).to_contain_text(re.compile(r"\d times? free\. Times in New York"))
    page.get_by_label("Time zone").select_option("Asia/Tokyo")
    expect(status).to_contain_text("Times in Tokyo")


def test_who_goes_back_after_booking_is_led_to_the_booking(page: Page) -> None:
    page.locator("#picker td a").last.click()
    page.locator("#times a").last.click()
    page.get_by_label("Your name").fill("Ada Lovelace")
    page.get_by_label("E-mail").fill("ada@example.org")
    page.get_by_role("button", name="Book this time").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You are booked")

    page.go_back()
    page.reload()

    expect(page.get_by_role("heading", level=1)).to_have_text("You have booked this time")
    page.get_by_role("link", name="See your booking").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You are booked")


def test_a_form_on_its_way_says_so(page: Page) -> None:
    page.locator("#times a").first.click()
    page.get_by_label("Your name").fill("Ada Lovelace")
    page.get_by_label("E-mail").fill("ada@example.org")
    page.route("**/bookings", lambda route: None)

    page.get_by_role("button", name="Book this time").click()

    expect(page.get_by_role("button", name="Booking …")).to_be_disabled()
    expect(page.locator("#booking-form")).to_have_attribute("aria-busy", "true")
