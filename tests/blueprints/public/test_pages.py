import gzip
import re
from typing import Any

import pytest

from tests.browser import Browser
from tests.builders import (
    HOUR,
    TOMORROW_AT_TEN,
    availability,
    make_booking,
    make_configuration,
    make_grant,
    make_organizer,
    participant,
)
from tests.conftest import StoppedClock
from tests.page import words
from webapp.display import STATIC

OFFICE = [{"days": [1, 2, 3, 4, 5], "start": "9:00", "end": "11:00", "timezone": "UTC"}]
FIRST_LOAD_AT_MOST = 40_000


def office_hours(**scheduler: Any) -> dict[str, Any]:
    return {
        "availability": availability(rules={"default_open_hours": OFFICE}),
        "scheduler": {"min_booking_notice": 0, "available_days_in_future": 60, **scheduler},
    }


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
def test_each_day_stands_under_its_weekday(guest_on_sqlite: Browser, language: str, column: str) -> None:
    make_configuration(**office_hours())

    page = guest_on_sqlite.open("/intro?month=2027-01", Accept_Language=language)

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

    assert "1:30 AM GMT-4" in page.times
    assert "1:30 AM GMT-5" in page.times
    assert "2:30 AM" in page.times


def test_a_zone_nobody_knows_is_said_and_the_page_stays_of_use(guest: Browser) -> None:
    make_configuration(**office_hours())

    page = guest.open("/intro?timezone=Mars/Phobos")

    assert page.status == 200
    assert "We do not know the time zone “Mars/Phobos”" in page.text
    assert page.times


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


def test_htmx_gets_the_picker_alone_and_caches_can_tell(guest: Browser) -> None:
    make_configuration(**office_hours())

    page = guest.open("/intro", HX_Request="true", HX_Request_Type="partial")

    assert page.select("section")[0]["id"] == "picker"
    assert page.select("h1") == []
    assert "HX-Request" in page.answer.headers["Vary"]


def test_every_address_of_an_htmx_request_is_a_plain_link_too(guest: Browser) -> None:
    make_configuration(**office_hours())

    links = guest.open("/intro").select("a[hx-get]")

    assert links
    assert [link for link in links if link["hx-get"] != link["href"]] == []
    assert {guest.open(str(link["href"])).status for link in links} == {200}


def test_a_language_changes_how_dates_are_written_and_nothing_is_claimed_of_the_words(guest: Browser) -> None:
    make_configuration(**office_hours())

    page = guest.open("/intro?lang=de")

    assert "Januar 2027" in page.text
    assert page.times[0] == "09:00"
    assert page.select("html")[0]["lang"] == "en"
    assert {time["lang"] for time in page.select("time")} == {"de"}
    assert "lang=de" in page.select("a.slot")[0]["href"]


def test_a_days_label_is_wholly_in_the_language_of_the_words(guest_on_sqlite: Browser) -> None:
    make_configuration(**office_hours())

    page = guest_on_sqlite.open("/intro?lang=de&day=2027-01-05")

    assert "Tuesday, January 5, 2027, 4 times free" in page.links


def test_the_browsers_own_habits_count_when_no_language_is_asked_for(guest: Browser) -> None:
    make_configuration(**office_hours())

    assert guest.open("/intro", Accept_Language="en-GB,en;q=0.9").times[0] == "09:00"


def test_a_page_is_found_by_its_id_too(guest: Browser) -> None:
    configuration = make_configuration(**office_hours(), slug=None)

    assert guest.open(f"/{configuration.id}").times


def test_a_page_is_found_by_application_and_slug_and_leads_on_by_its_id(guest: Browser) -> None:
    configuration = make_configuration(**office_hours())

    page = guest.open(f"/{configuration.application_id}/intro")

    assert str(page.select("a.slot")[0]["href"]).startswith(f"/{configuration.id}/bookings/new?")


@pytest.mark.parametrize(
    "path", ["/nobody", "/Intro", "/intro%00", "/in%2Ftro", f"/{'a' * 100}", "/%F0%9F%8E%89"]
)
def test_an_unknown_page_is_a_plain_404(guest: Browser, path: str) -> None:
    page = guest.open(path)

    assert page.status == 404
    assert page.heading == "Page not found"
    assert "configuration" not in page.text


def test_an_unknown_page_says_what_to_do_next(guest_on_sqlite: Browser) -> None:
    page = guest_on_sqlite.open("/nobody")

    assert "ask them for a new one" in page.text
    assert page.links["Go to the organizer’s dashboard"] == "/dashboard"


def test_a_private_page_is_not_found(guest: Browser) -> None:
    configuration = make_configuration(requires_session_auth=True)

    assert guest.open("/intro").status == 404
    assert guest.open(f"/{configuration.id}").status == 404


def test_a_round_robin_names_nobody(guest: Browser) -> None:
    make_organizer()
    make_configuration(
        make_grant("jonas@example.com"),
        name="Support call",
        participants=[participant("jonas@example.com", name="Jonas Weber", organizer=False)],
        availability=availability(rules={"availability_method": "max-availability"}),
    )

    page = guest.open("/intro")

    assert page.heading == "Support call"
    assert "Jonas" not in page.text


def test_a_logo_may_be_loaded_from_its_own_origin_only(guest: Browser) -> None:
    make_configuration(appearance={"company_logo_url": "https://cdn.example.net/logo.png"})

    page = guest.open("/intro")

    assert page.select("img")[0]["src"] == "https://cdn.example.net/logo.png"
    assert "img-src 'self' data: https://cdn.example.net;" in page.answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "logo", ["javascript:alert(1)", "https://a.example;script-src/x", "https://a *", "nothing"]
)
def test_what_is_no_address_is_no_logo(guest_on_sqlite: Browser, logo: str) -> None:
    make_configuration(appearance={"company_logo_url": logo})

    page = guest_on_sqlite.open("/intro")

    assert page.select("img") == []
    assert "script-src 'self';" in page.answer.headers["Content-Security-Policy"]


def test_nothing_on_a_page_is_inline(guest_on_sqlite: Browser) -> None:
    make_configuration()

    page = guest_on_sqlite.open("/intro")

    assert page.select("style") == []
    assert page.select("script:not([src])") == []
    assert page.select("[style]") == []
    assert [tag for tag in page.select("*") if any(name.startswith("on") for name in tag.attrs)] == []


def test_the_first_load_is_light(guest_on_sqlite: Browser) -> None:
    make_configuration(**office_hours())

    page = guest_on_sqlite.open("/intro")

    own = [str(tag.get("src") or tag["href"]) for tag in page.select("script, link")]
    files = [(STATIC / path.partition("?")[0].removeprefix("/static/")).read_bytes() for path in own]
    assert sum(len(gzip.compress(part)) for part in [page.answer.data, *files]) <= FIRST_LOAD_AT_MOST


def test_a_forged_host_reaches_no_page(guest: Browser) -> None:
    make_configuration(**office_hours())

    answer = guest.client.get("/intro", headers={"Host": "evil.example"})

    assert b"evil.example" not in answer.data


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
