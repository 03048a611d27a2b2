"""The numbers of an organizer's pages, as they read them."""

import pytest

from tests.browser import Browser
from tests.builders import (
    DAY,
    HOUR,
    NOW,
    TOMORROW_AT_TEN,
    grant_of,
    make_booking,
    make_configuration,
    make_organizer,
    make_pending_configuration,
)
from tests.page import Page, words
from webapp.errors import TimeslotUnavailable
from webapp.models import Configuration, Organizer
from webapp.services import bookings
from webapp.services.bookings.commands import DASHBOARD, ORGANIZER, DecideBooking

PATH = "/dashboard/bookings/numbers"


@pytest.fixture
def intro(maya: Organizer) -> Configuration:
    return make_configuration(grant_of(maya), slug="intro", name="Intro call")


def table(page: Page, section: str) -> list[list[str]]:
    rows = page.select(f"[aria-labelledby={section}-heading] tbody tr")
    return [[words(cell) for cell in row.select("th, td") if words(cell)] for row in rows]


def facts(page: Page) -> dict[str, str]:
    return {words(fact.select("dt")[0]): words(fact.select("dd")[0]) for fact in page.select(".fact")}


def test_a_booking_stands_in_the_week_in_which_it_was_made(dashboard: Browser, intro: Configuration) -> None:
    make_booking(intro, TOMORROW_AT_TEN, now=NOW - 8 * DAY)
    make_booking(intro, TOMORROW_AT_TEN + HOUR, now=NOW)

    page = dashboard.open(f"{PATH}?weeks=4")

    assert [row[-1] for row in table(page, "weeks")] == ["0", "1", "0", "1"]
    assert len(page.select("svg.chart rect")) == 4


def test_how_early_guests_book_is_said_on_average_and_by_stretches(
    dashboard: Browser, intro: Configuration
) -> None:
    make_booking(intro, TOMORROW_AT_TEN)
    make_booking(intro, TOMORROW_AT_TEN + 10 * DAY)

    page = dashboard.open(PATH)

    assert facts(page)["Time from booking to start"] == "6 days on average"
    assert table(page, "leads") == [
        ["Less than a day", "0"],
        ["1 to 2 days", "1"],
        ["3 to 6 days", "0"],
        ["7 to 29 days", "1"],
        ["30 days or more", "0"],
    ]


def test_requests_are_counted_by_their_answer_and_how_long_it_took(
    dashboard: Browser, maya: Organizer
) -> None:
    booking = make_booking(make_pending_configuration(grant_of(maya)), TOMORROW_AT_TEN)
    bookings.confirm(booking.id, DecideBooking(actor=ORGANIZER, door=DASHBOARD), now=NOW + 3 * HOUR)

    found = facts(dashboard.open(PATH))

    assert (found["Confirmed"], found["Declined"], found["Time to the answer"]) == (
        "1",
        "0",
        "3 hours on average",
    )


def test_why_guests_could_not_book_is_said_in_words(dashboard: Browser, intro: Configuration) -> None:
    make_booking(intro, TOMORROW_AT_TEN)
    with pytest.raises(TimeslotUnavailable):
        make_booking(intro, TOMORROW_AT_TEN)

    assert table(dashboard.open(PATH), "refusals") == [["The time was taken", "1"]]


def test_one_page_is_looked_at_by_itself(dashboard: Browser, intro: Configuration, maya: Organizer) -> None:
    other = make_configuration(grant_of(maya), slug="other", name="Another page")
    make_booking(intro, TOMORROW_AT_TEN)
    make_booking(other, TOMORROW_AT_TEN + HOUR)

    both, one = dashboard.open(PATH), dashboard.open(f"{PATH}?page={intro.id}")

    assert [row[:2] for row in table(both, "pages")] == [["Another page", "1"], ["Intro call", "1"]]
    assert (facts(one)["Booked"], table(one, "pages")) == ("1", [])


@pytest.mark.parametrize("query", ["weeks=5", "weeks=x&page=nothing", "page=%00"])
def test_what_is_not_offered_is_left_out(dashboard: Browser, intro: Configuration, query: str) -> None:
    make_booking(intro, TOMORROW_AT_TEN)

    page = dashboard.open(f"{PATH}?{query}")

    assert (page.status, len(table(page, "weeks"))) == (200, 12)


def test_before_the_first_booking_the_page_says_what_will_stand_there(dashboard: Browser) -> None:
    assert "Nothing was booked in these weeks" in dashboard.open(PATH).text


def test_nobody_sees_anothers_numbers(dashboard: Browser) -> None:
    page = make_configuration(grant_of(make_organizer("jonas@example.com", name="Jonas")), slug="theirs")
    make_booking(page, TOMORROW_AT_TEN)

    assert "Nothing was booked in these weeks" in dashboard.open(f"{PATH}?page={page.id}").text
