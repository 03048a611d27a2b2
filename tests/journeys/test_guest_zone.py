"""The zone in which a guest reads times, as Chromium guesses it: a name and the times under it change together."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Live
from tests.journeys.guest_steps import held_back

# What a browser shows and does is the same whatever the database.
pytestmark = pytest.mark.parametrize("live", ["sqlite"], indirect=True)

Visit = Callable[..., Page]

GUESS = re.compile("timezone=America")


def test_before_the_guess_is_answered_times_and_name_are_the_pages_own(live: Live, visit: Visit) -> None:
    page = visit("/healthz")
    guesses = held_back(page, GUESS)
    with page.expect_request(GUESS):
        page.goto("/intro-call")

    expect(page.get_by_label("Time zone")).to_have_value("Europe/Stockholm")
    expect(page.locator("#times")).to_contain_text("Times in Stockholm")
    assert "timezone" not in str(page.locator("#times a").first.get_attribute("href"))

    for guess in guesses:
        guess.continue_()
    expect(page.locator("#times")).to_contain_text("Times in New York")
    expect(page.get_by_label("Time zone")).to_have_value("America/New_York")
    expect(page.locator("#times a").first).to_have_attribute("href", re.compile("timezone=America/New_York"))


def test_a_guess_that_is_never_answered_changes_nothing(live: Live, visit: Visit) -> None:
    page = visit("/healthz")
    page.route(GUESS, lambda route: route.abort())
    with page.expect_event("requestfailed"):
        page.goto("/intro-call")

    expect(page.get_by_label("Time zone")).to_have_value("Europe/Stockholm")
    expect(page.locator("#times")).to_contain_text("Times in Stockholm")


def test_what_is_said_of_an_unknown_zone_goes_when_the_guess_is_answered(live: Live, visit: Visit) -> None:
    page = visit("/intro-call?timezone=Mars/Olympus")

    expect(page.locator("#times")).to_contain_text("Times in New York")
    expect(page.get_by_text("We do not know the time zone")).to_have_count(0)


def test_no_time_is_seen_while_another_zone_is_chosen(live: Live, visit: Visit) -> None:
    page = visit("/intro-call?timezone=America/New_York")
    answers = held_back(page, re.compile("timezone=Asia"))
    with page.expect_request(re.compile("timezone=Asia")):
        page.get_by_label("Time zone").select_option("Asia/Tokyo")

    expect(page.locator("#times a").first).not_to_be_visible()
    expect(page.locator("#picker")).to_have_attribute("aria-busy", "true")

    for answer in answers:
        answer.continue_()
    expect(page.locator("#times a").first).to_be_visible()
    expect(page.locator("#times")).to_contain_text("Times in Tokyo")


def test_a_zone_whose_answer_never_arrives_is_asked_for_the_plain_way(live: Live, visit: Visit) -> None:
    page = visit("/intro-call?timezone=America/New_York")
    page.route(re.compile("timezone=Asia"), lambda route: route.abort(), times=1)

    page.get_by_label("Time zone").select_option("Asia/Tokyo")

    expect(page.locator("#times")).to_contain_text("Times in Tokyo")
    expect(page.get_by_label("Time zone")).to_have_value("Asia/Tokyo")


def test_a_click_is_not_lost_while_the_times_move_to_the_guests_zone(live: Live, visit: Visit) -> None:
    page = visit("/healthz")
    guess = re.compile("timezone=America")
    held_back(page, guess)
    with page.expect_request(guess):
        page.goto("/intro-call")

    page.unroute_all()
    page.get_by_role("link", name="Next month").click()

    expect(page.locator("#back[href]")).to_have_count(1)
    expect(page).to_have_url(re.compile("timezone=America(/|%2F)New_York"))
