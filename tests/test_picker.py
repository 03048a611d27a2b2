"""The days of a month, and the times of the chosen day, in the guest's zone."""

import re

import pytest
from flask import Flask

from tests.blueprints.public.cast import office_hours
from tests.browser import Browser
from tests.builders import (
    HOUR,
    TOMORROW_AT_TEN,
    make_booking,
    make_configuration,
)
from tests.conftest import StoppedClock
from tests.page import words


@pytest.fixture
def guest(sqlite_app: Flask, clock: StoppedClock) -> Browser:
    return Browser(sqlite_app.test_client())


def test_the_first_answer_holds_the_times_of_the_first_free_day(guest: Browser) -> None:
    make_configuration(**office_hours())

    page = guest.open("/intro")

    assert page.status == 200
    assert page.heading == "Intro call"
    assert page.times == ["9:00 AM", "9:30 AM", "10:00 AM", "10:30 AM"]


def test_days_with_free_times_are_links_and_others_are_not(guest: Browser) -> None:
    make_configuration(**office_hours())

    days = guest.open("/intro").days

    assert days[:6] == ["4", "5", "6", "7", "8", "11"]


@pytest.mark.parametrize(("language", "column"), [("en-US", "Sun"), ("en-GB", "Mon")])
def test_each_day_stands_under_its_weekday(guest: Browser, language: str, column: str) -> None:
    make_configuration(**office_hours())

    page = guest.open("/intro?month=2027-01", Accept_Language=language)

    names = [words(name) for name in page.select("th")]
    weeks = [[words(cell) for cell in week.select("td")] for week in page.select("tr")]
    columns = {number: names[at] for week in weeks for at, number in enumerate(week) if number}
    assert names[0] == column
    assert [columns[number] for number in ("1", "4", "31")] == ["Fri", "Mon", "Sun"]


def test_a_day_that_is_chosen_shows_its_own_times(guest: Browser) -> None:
    configuration = make_configuration(**office_hours())
    make_booking(configuration, TOMORROW_AT_TEN)

    page = guest.open(guest.open("/intro").links["Tuesday, January 5, 2027, 3 times free"])

    assert page.times == ["9:00 AM", "9:30 AM", "10:30 AM"]


def test_days_are_the_guests_own(guest: Browser) -> None:
    make_configuration(**office_hours())

    page = guest.open("/intro?timezone=Pacific/Auckland&day=2027-01-05")

    assert page.times[0] == "10:00 PM"
    assert "Tue, Jan 5" in page.text


def test_a_day_across_midnight_belongs_to_two_dates_of_the_guest(guest: Browser) -> None:
    make_configuration(**office_hours())

    page = guest.open("/intro?timezone=Pacific/Kiritimati&day=2027-01-06")

    assert page.times == ["12:00 AM", "12:30 AM", "11:00 PM", "11:30 PM"]


def test_the_time_a_clock_change_shows_twice_is_told_apart(guest: Browser, clock: StoppedClock) -> None:
    make_configuration(scheduler={"min_booking_notice": 0, "available_days_in_future": 365})

    page = guest.open("/intro?timezone=America/New_York&day=2027-11-07")

    assert "1:30 AM GMT−4" in page.times
    assert "1:30 AM GMT−5" in page.times
    assert "2:30 AM" in page.times


def test_a_month_without_a_free_time_leads_to_the_next_free_day(guest: Browser) -> None:
    make_configuration(**office_hours(min_booking_notice=40 * 24 * 60))

    page = guest.open("/intro?month=2027-01")
    after = guest.open(page.links["Go to the next free day"])

    assert "Opens on Monday, February 15, 2027" in page.text
    assert "The next free day is" not in page.text  # the same day twice
    assert after.times[0] == "9:00 AM"


def test_without_a_wish_the_first_month_with_something_free_is_shown(guest: Browser) -> None:
    make_configuration(**office_hours(min_booking_notice=40 * 24 * 60))

    page = guest.open("/intro")

    assert "February 2027" in page.text
    assert page.times


def test_a_page_that_is_never_free_says_so(guest: Browser) -> None:
    make_configuration(**office_hours(available_days_in_future=0, min_booking_notice=3000))

    page = guest.open("/intro")

    assert "No times are offered at the moment" in page.text
    assert "Please come back later" in page.text


def test_months_before_today_and_beyond_the_horizon_are_no_links(guest: Browser) -> None:
    make_configuration(**office_hours(available_days_in_future=30))

    first = guest.open("/intro")
    last = guest.open(first.links["Next month"])

    assert "Previous month" not in first.links
    assert "Next month" not in last.links
    assert "Previous month" in last.links


@pytest.mark.parametrize(
    "query", ["month=9999-12", "month=0001-01", "month=x", "day=2027-02-30", "day=1970-01-01", "day=%00"]
)
def test_a_strange_month_or_day_shows_one_that_exists(guest: Browser, query: str) -> None:
    make_configuration(**office_hours())

    page = guest.open(f"/intro?{query}")

    assert page.status == 200
    assert re.search("(January|February|March) 2027", page.text)


def test_every_address_of_an_htmx_request_is_a_plain_link_too(guest: Browser) -> None:
    make_configuration(**office_hours())

    links = guest.open("/intro").select("a[hx-get]")

    assert links
    assert [link for link in links if link["hx-get"] != link["href"]] == []
    assert {guest.open(str(link["href"])).status for link in links} == {200}


def test_a_time_leads_to_its_form(guest: Browser) -> None:
    make_configuration(**office_hours())

    page = guest.open("/intro?day=2027-01-05&timezone=Asia/Kolkata")

    assert page.links["2:30 PM"] == (
        f"/intro/bookings/new?start={TOMORROW_AT_TEN - HOUR}&timezone=Asia/Kolkata"
    )


def test_a_time_within_the_notice_is_not_shown(guest: Browser) -> None:
    make_configuration(**office_hours(min_booking_notice=90))

    assert guest.open("/intro").times == ["9:30 AM", "10:00 AM", "10:30 AM"]


def test_the_last_day_of_the_horizon_can_be_chosen(guest: Browser) -> None:
    make_configuration(**office_hours(available_days_in_future=4))

    assert guest.open("/intro").days == ["4", "5", "6", "7", "8"]


def said_of(guest: Browser, query: str) -> str:
    part = guest.open(f"/intro?{query}", HX_Request="true", HX_Request_Type="partial")
    return words(part.select("#picker-status[hx-swap-oob=innerHTML]")[0])


def test_what_changes_in_the_month_is_read_out(guest: Browser) -> None:
    make_configuration(**office_hours(available_days_in_future=30))

    assert said_of(guest, "day=2027-01-05") == (
        "January 2027. Tuesday, January 5, 2027, 4 times free. Times in UTC."
    )
    assert said_of(guest, "month=2027-02&timezone=Asia/Tokyo").startswith(
        "February 2027. Monday, February 1, 2027, 4 times free. Times in Tokyo."
    )
    assert said_of(guest, "day=2027-01-09").startswith("January 2027. There are no free times on this day.")


def test_an_empty_month_is_read_out_with_its_reason(guest: Browser) -> None:
    make_configuration(**office_hours(min_booking_notice=40 * 24 * 60))

    assert said_of(guest, "month=2027-01") == "January 2027. Opens on Monday, February 15, 2027."


def test_what_is_read_out_is_in_one_language(guest: Browser) -> None:
    make_configuration(**office_hours())

    assert said_of(guest, "day=2027-01-05&lang=de").startswith(
        "January 2027. Tuesday, January 5, 2027, 4 times"
    )


def test_a_page_is_silent_until_something_changes(guest: Browser) -> None:
    make_configuration(**office_hours())

    assert [words(status) for status in guest.open("/intro").select("#picker-status[role=status]")] == [""]
