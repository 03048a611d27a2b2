"""A guest books a time on the page, as Chromium sees it: with script and without."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import MOSTLY_ON_SQLITE, PHONE, Live
from tests.journeys.guest_steps import choose_day, held_back

pytestmark = MOSTLY_ON_SQLITE

Visit = Callable[..., Page]
Picture = Callable[[Page, str], None]


def test_a_guest_books_with_script(live: Live, visit: Visit, picture: Picture) -> None:
    page = visit("/intro-call")
    expect(page.get_by_label("Time zone")).to_have_value("America/New_York")
    expect(page).to_have_url(re.compile("timezone="))
    picture(page, "1-page")
    page.get_by_role("link", name="Next month").click()
    expect(page).to_have_url(re.compile("month="))
    page.go_back()
    expect(page).not_to_have_url(re.compile("month="))
    expect(page.locator("#back[href]")).to_have_count(0)

    choose_day(page, 1)
    page.locator("#times a").nth(1).click()
    page.get_by_label("Your name").fill("Ada Lovelace")
    page.get_by_label("E-mail").fill("ada@example.org")
    page.get_by_label("Additional guests").fill("Charles Babbage <charles@example.org>")
    picture(page, "2-form")
    page.get_by_role("button", name="Book this time").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("You are booked")
    expect(page.get_by_text("Eastern Standard Time")).to_be_visible()
    expect(page.get_by_text("charles@example.org")).to_be_visible()
    picture(page, "3-booked")


def test_a_guest_books_without_script(live: Live, visit: Visit, picture: Picture) -> None:
    page = visit("/intro-call", java_script=False)
    page.get_by_label("Time zone").select_option("Asia/Tokyo")
    page.get_by_role("button", name="Show times in this zone").click()
    choose_day(page, 2)
    page.locator("#times a").first.click()
    page.get_by_label("Your name").fill("Grace Hopper")
    page.get_by_label("E-mail").fill("grace@example.org")
    page.get_by_role("button", name="Change the time").click()
    expect(page.get_by_label("Your name")).to_have_value("Grace Hopper")
    page.get_by_role("button", name="Book this time").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("You are booked")
    expect(page.get_by_text("Japan Standard Time")).to_be_visible()
    with page.expect_download() as calendar_file:
        page.get_by_role("link", name="Apple, or a file").click()
    assert calendar_file.value.suggested_filename == "booking.ics"
    picture(page, "booked")


@pytest.mark.slow
def test_a_guest_asks_for_a_time_on_a_phone(live: Live, visit: Visit, picture: Picture) -> None:
    page = visit("/consultation?timezone=America/New_York", viewport=PHONE)
    picture(page, "1-page")
    choose_day(page, 3)
    page.locator("#times a").first.click()
    page.get_by_label("Your name").fill("Ada Lovelace")
    page.get_by_label("E-mail").fill("ada@example.org")
    page.get_by_label("What should we work on?").select_option("A brand")
    picture(page, "2-form")
    page.get_by_role("button", name="Send request").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Your request has been sent")
    expect(page.get_by_text("Maya Lindqvist will answer")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    picture(page, "3-sent")


def test_of_two_guests_who_want_one_time_the_second_keeps_what_was_typed(
    live: Live, visit: Visit, picture: Picture
) -> None:
    first, second = (visit("/intro-call?timezone=America/New_York") for _ in range(2))
    choose_day(first, 4)
    first.locator("#times a").last.click()
    second.goto(first.url)
    for page, name in ((first, "Ada Lovelace"), (second, "Grace Hopper")):
        page.get_by_label("Your name").fill(name)
        page.get_by_label("E-mail").fill("somebody@example.org")

    first.get_by_role("button", name="Book this time").click()
    expect(first.get_by_role("heading", level=1)).to_have_text("You are booked")
    second.get_by_role("button", name="Book this time").click()

    expect(second.get_by_role("alert")).to_contain_text("This time is no longer available")
    expect(second.get_by_label("Your name")).to_have_value("Grace Hopper")
    picture(second, "lost")
    second.locator("label.slot").first.click()
    second.get_by_role("button", name="Book this time").click()
    expect(second.get_by_role("heading", level=1)).to_have_text("You are booked")


def test_an_answer_that_never_arrives_loses_nothing_that_was_typed(live: Live, visit: Visit) -> None:
    page = visit("/intro-call?timezone=America/New_York")
    choose_day(page, 5)
    page.locator("#times a").first.click()
    page.get_by_label("Your name").fill("Ada Lovelace")
    page.get_by_label("E-mail").fill("ada@example.org")
    page.route("**/bookings", lambda route: route.abort())

    page.get_by_role("button", name="Book this time").click()

    expect(page.get_by_text("The server did not answer")).to_be_visible()
    expect(page.get_by_label("Your name")).to_have_value("Ada Lovelace")


def test_who_sends_a_form_too_often_reads_so_in_place(live: Live, visit: Visit) -> None:
    page = visit("/intro-call?timezone=America/New_York")
    choose_day(page, 5)
    page.locator("#times a").first.click()
    again = '<div id="booking-form"><p role="alert">Please try again in 1 hour.</p></div>'
    page.route("**/bookings", lambda route: route.fulfill(status=429, content_type="text/html", body=again))
    page.get_by_label("Your name").fill("Ada Lovelace")
    page.get_by_label("E-mail").fill("ada@example.org")

    page.get_by_role("button", name="Book this time").click()

    expect(page.get_by_role("alert")).to_have_text("Please try again in 1 hour.")


def test_of_two_quick_clicks_the_last_one_counts(live: Live, visit: Visit) -> None:
    page = visit("/intro-call?timezone=America/New_York")
    page.get_by_role("link", name="Next month").click()
    expect(page.locator("#back[href]")).to_have_count(1)
    days = page.locator("#picker td a")
    chosen = str(days.nth(1).get_attribute("aria-label"))
    answers = held_back(page, re.compile("day="))

    days.nth(2).click()
    with page.expect_request(re.compile("day=")):
        days.nth(1).click()
    for late in answers:
        late.continue_()
    page.unroute_all()

    expect(page.locator("#picker td a[aria-current=date]")).to_have_attribute("aria-label", chosen)
