"""What a page says, and does not say, when a whole month has nothing free."""

from typing import Any

import pytest

from tests.blueprints.public.cast import OFFICE, PRIYAS
from tests.browser import Browser
from tests.builders import (
    DAY,
    HOUR,
    NOW,
    make_event,
    make_grant,
    make_page,
    primary_calendar,
    timespan,
)
from webapp.models import Grant

MARCH = NOW + 56 * DAY - 8 * HOUR


def make_office_page(
    grant: Grant | None = None, *, rules: dict[str, Any] | None = None, **scheduler: Any
) -> None:
    """A page with office hours, for four months ahead."""
    rules = {"default_open_hours": OFFICE, **(rules or {})}
    make_page(grant, rules=rules, **{"available_days_in_future": 120, **scheduler})


@pytest.fixture
def away(guest: Browser) -> Grant:
    """Maya's grant; she is away from now on until 4 March."""
    grant = make_grant()
    make_event(primary_calendar(grant), timespan(NOW, MARCH + 3 * DAY), title="Operation")
    return grant


def test_a_month_in_which_all_is_taken_is_fully_booked_until_the_next_free_day(
    guest: Browser, away: Grant
) -> None:
    make_office_page(away)

    page = guest.open("/intro?month=2027-02")

    assert "Fully booked until Thursday, March 4, 2027" in page.text
    assert guest.open(page.links["Go to the next free day"]).times[0] == "9:00 AM"


def test_nothing_is_told_of_what_fills_it(guest: Browser, away: Grant) -> None:
    make_office_page(away)

    answer = guest.open("/intro?month=2027-02")

    assert "Operation" not in answer.text
    assert "maya@example.com" not in answer.text


def test_a_page_on_which_all_is_taken_is_fully_booked_until_nobody_knows_when(
    guest: Browser, away: Grant
) -> None:
    make_office_page(away, available_days_in_future=40)

    page = guest.open("/intro?month=2027-02")

    assert "Fully booked" in page.text
    assert "Please come back later" in page.text


def test_a_month_before_the_notice_is_over_opens_when_it_is(guest: Browser) -> None:
    make_office_page(min_booking_notice=40 * 24 * 60)

    page = guest.open("/intro?month=2027-01")

    assert "Opens on Monday, February 15, 2027" in page.text
    assert "Go to the next free day" in page.links


def test_a_month_before_the_hours_begin_opens_when_they_do(guest: Browser) -> None:
    dates = [{"date": "2027-03-10", "start": "9:00", "end": "10:00", "timezone": "UTC"}]
    only_then = {"default_specific_time_availability": dates, "only_specific_time_availability": True}
    make_office_page(rules=only_then)

    assert "Opens on Wednesday, March 10, 2027" in guest.open("/intro?month=2027-02").text


def test_a_month_that_opens_on_a_day_when_all_is_taken_is_fully_booked(guest: Browser, away: Grant) -> None:
    dates = [{"date": "2027-03-02", "start": "9:00", "end": "10:00", "timezone": "UTC"}]
    only_then = {"default_specific_time_availability": dates, "only_specific_time_availability": True}
    make_office_page(away, rules=only_then)

    page = guest.open("/intro?month=2027-02")

    assert "Fully booked" in page.text
    assert "Opens on" not in page.text


def test_a_month_that_opens_on_a_full_day_is_fully_booked_until_the_next_free_one(
    guest: Browser, away: Grant
) -> None:
    dates = [
        {"date": date, "start": "9:00", "end": "10:00", "timezone": "UTC"}
        for date in ("2027-03-02", "2027-03-09")
    ]
    only_then = {"default_specific_time_availability": dates, "only_specific_time_availability": True}
    make_office_page(away, rules=only_then)

    page = guest.open("/intro?month=2027-02")

    assert "Fully booked until Tuesday, March 9, 2027" in page.text
    assert "Opens on" not in page.text


def test_a_page_whose_only_time_was_booked_says_what_to_do(guest: Browser) -> None:
    dates = [{"date": "2027-02-02", "start": "9:00", "end": "9:30", "timezone": "UTC"}]
    only_then = {"default_specific_time_availability": dates, "only_specific_time_availability": True}
    make_office_page(rules=only_then)
    guest.press(guest.open(guest.open("/intro").links["9:00 AM"]), "Book this time", by=PRIYAS)

    page = guest.open("/intro")

    assert "Fully booked" in page.text
    assert "Opens on" not in page.text
    assert "A time becomes free when somebody cancels. Please come back later." in page.text


def test_a_month_beyond_the_horizon_says_where_the_offer_ends(guest: Browser) -> None:
    make_office_page(available_days_in_future=27)

    page = guest.open("/intro?month=2027-02")

    assert "No times are offered after Sunday, January 31, 2027" in page.text
    assert "The next free day is Monday, January 4, 2027" in page.text


def test_a_page_that_is_never_open_says_that_nothing_is_offered(guest: Browser) -> None:
    make_office_page(rules={"default_open_hours": [], "only_specific_time_availability": True})

    assert "No times are offered at the moment" in guest.open("/intro").text


def test_a_month_with_one_free_time_says_nothing_of_this(guest: Browser, away: Grant) -> None:
    make_office_page(away)

    page = guest.open("/intro?month=2027-03")

    assert "Fully booked" not in page.text
    assert page.times
