"""A scheduling page as a guest in another zone sees it."""

import pytest

from tests.browser import Browser
from tests.builders import DAY, HOUR, NOW, availability, make_booking, make_configuration
from tests.conftest import StoppedClock
from tests.page import words
from webapp.models import Configuration, Grant

ONE_HOUR = [{"days": [1, 2, 3, 4, 5, 6, 0], "start": "23:00", "end": "24:00", "timezone": "Europe/Stockholm"}]
FAR_AHEAD = {"min_booking_notice": 0, "available_days_in_future": 365}


@pytest.fixture
def evenings(maya_grant: Grant) -> Configuration:
    """Half an hour at 23:00 and at 23:30 in Stockholm, every day."""
    rules = {"default_open_hours": ONE_HOUR}
    event_booking = {"title": "Intro call", "timezone": "Europe/Stockholm"}
    return make_configuration(
        maya_grant, availability=availability(rules=rules), scheduler=FAR_AHEAD, event_booking=event_booking
    )


def preview(configuration: Configuration, query: str = "") -> str:
    return f"/dashboard/pages/{configuration.id}/preview?{query}"


def test_the_list_of_pages_leads_to_the_preview_of_this_week(
    dashboard: Browser, evenings: Configuration
) -> None:
    page = dashboard.open(dashboard.open("/dashboard/pages").links["Preview as a guest"])

    assert page.status == 200
    assert "Mon, Jan 4 – Sun, Jan 10, 2027" in page.text
    assert "Times in Stockholm" in page.text


def test_slots_stand_on_the_guests_own_dates_with_the_organizers_time_beside_them(
    dashboard: Browser, evenings: Configuration
) -> None:
    page = dashboard.open(preview(evenings, "timezone=Asia/Tokyo&date=2027-01-20"))

    assert "Wed, Jan 20 7:00 AM 11:00 PM 7:30 AM 11:30 PM Thu, Jan 21" in page.text


def test_a_time_that_is_booked_is_not_shown(dashboard: Browser, evenings: Configuration) -> None:
    make_booking(evenings, NOW + 15 * DAY + 14 * HOUR)  # 23:00 on the 19th in Stockholm

    page = dashboard.open(preview(evenings, "timezone=Asia/Tokyo&date=2027-01-20"))

    assert "Wed, Jan 20 7:30 AM 11:30 PM Thu, Jan 21" in page.text


def test_a_day_without_slots_says_so(dashboard: Browser, evenings: Configuration) -> None:
    page = dashboard.open(preview(evenings, "date=2028-12-01"))

    assert page.text.count("No free times") == 7


@pytest.mark.parametrize(
    ("query", "said"),
    [
        (
            "timezone=America/New_York&date=2027-03-10",
            "On Sunday, March 14, 2027, clocks in New York go forward 1 hour.",
        ),
        ("date=2027-03-28", "On Sunday, March 28, 2027, clocks in Stockholm go forward 1 hour."),
        (
            "timezone=America/New_York&date=2027-10-31",
            "On Sunday, October 31, 2027, clocks in Stockholm go back 1 hour.",
        ),
        (
            "timezone=Australia/Lord_Howe&date=2027-04-04",
            "On Sunday, April 4, 2027, clocks in Lord Howe go back 30 minutes.",
        ),
    ],
)
def test_a_week_with_a_change_of_clocks_is_marked(
    dashboard: Browser, evenings: Configuration, query: str, said: str
) -> None:
    assert said in dashboard.open(preview(evenings, query)).text


def test_a_week_without_a_change_of_clocks_is_not_marked(dashboard: Browser, evenings: Configuration) -> None:
    assert (
        "clocks in" not in dashboard.open(preview(evenings, "timezone=America/New_York&date=2027-03-16")).text
    )


def test_a_time_that_the_guests_clocks_show_twice_is_told_apart(
    dashboard: Browser, maya_grant: Grant
) -> None:
    always = make_configuration(maya_grant, scheduler=FAR_AHEAD)

    page = dashboard.open(preview(always, "timezone=Europe/Stockholm&date=2027-10-31"))

    assert "2:00 AM GMT+2 2:30 AM GMT+2 2:00 AM GMT+1 2:30 AM GMT+1 3:00 AM" in page.text


def test_a_date_that_the_guests_zone_skipped_is_no_day(dashboard: Browser, evenings: Configuration) -> None:
    page = dashboard.open(preview(evenings, "timezone=Pacific/Apia&date=2011-12-29"))

    assert "Thu, Dec 29 This day is over Sat, Dec 31" in page.text
    assert "clocks in Apia go forward 1 day." in page.text


def test_the_weeks_beside_it_are_links_that_keep_the_zone(
    dashboard: Browser, evenings: Configuration
) -> None:
    page = dashboard.open(preview(evenings, "timezone=Asia/Tokyo&date=2027-01-20"))

    before, after = dashboard.open(page.links["Previous week"]), dashboard.open(page.links["Next week"])

    assert "Mon, Jan 11 – Sun, Jan 17, 2027" in before.text
    assert "Mon, Jan 25 – Sun, Jan 31, 2027" in after.text
    assert "Times in Tokyo" in after.text


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("timezone=Mars/Phobos", "We do not know the time zone “Mars/Phobos”."),
        ("date=2027-02-30", "“2027-02-30” is not a date"),
        ("date=9999-12-31", "“9999-12-31” is not a date"),
        ("date=0001-01-01", "“0001-01-01” is not a date"),
    ],
)
def test_what_is_no_zone_or_date_is_said_and_the_page_stays_of_use(
    dashboard: Browser, evenings: Configuration, query: str, said: str
) -> None:
    page = dashboard.open(preview(evenings, query))

    assert page.status == 200
    assert said in page.text
    assert "Mon, Jan 4" in page.text


@pytest.mark.parametrize("date", ["1970-01-15", "9999-12-15"])
def test_the_first_and_the_last_week_of_all_are_shown(
    dashboard: Browser, evenings: Configuration, date: str
) -> None:
    for zone in ("Pacific/Kiritimati", "Etc/GMT+12"):
        page = dashboard.open(preview(evenings, f"timezone={zone}&date={date}"))

        assert page.status == 200


def test_a_day_that_is_over_is_not_said_to_be_full(
    dashboard: Browser, evenings: Configuration, clock: StoppedClock
) -> None:
    clock.advance(days=2)

    page = dashboard.open(preview(evenings, "timezone=UTC"))

    assert [words(day).endswith("This day is over") for day in page.select(".week > li")] == [True] * 2 + [
        False
    ] * 5
