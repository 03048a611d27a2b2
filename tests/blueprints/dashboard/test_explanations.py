"""Why is a time not offered: asked by Maya, in Stockholm, on a winter Monday."""

import pytest

from tests.browser import Browser
from tests.builders import (
    DAY,
    HOUR,
    JONAS,
    NOW,
    TOMORROW_AT_TEN,
    availability,
    make_booking,
    make_colleague,
    make_configuration,
    make_event,
    participant,
    primary_calendar,
    timespan,
)
from tests.page import Page
from webapp.models import Configuration, Grant

TEN_IN_STOCKHOLM = TOMORROW_AT_TEN - HOUR
MORNINGS = [{"days": [1, 2, 3, 4, 5], "start": "9:00", "end": "12:00", "timezone": "Europe/Stockholm"}]


@pytest.fixture
def mornings(maya_grant: Grant) -> Configuration:
    return make_configuration(
        maya_grant,
        availability=availability(rules={"default_open_hours": MORNINGS}),
        event_booking={"title": "Intro call", "timezone": "Europe/Stockholm"},
        scheduler=FAR_AHEAD,
    )


FAR_AHEAD = {"min_booking_notice": 0, "available_days_in_future": 365}


def ask(dashboard: Browser, configuration: Configuration, date: str, time: str) -> Page:
    return dashboard.open(f"/dashboard/pages/{configuration.id}/explanation?date={date}&time={time}")


def test_the_list_of_pages_leads_to_the_question(dashboard: Browser, mornings: Configuration) -> None:
    page = dashboard.open(dashboard.open("/dashboard/pages").links["Why is a time not offered?"])

    assert page.status == 200
    assert page.forms[-1].values.to_dict() == {"date": "2027-01-04", "time": ""}
    assert "Times in Stockholm" in page.text


def test_a_time_that_is_offered_is_said_to_be(dashboard: Browser, mornings: Configuration) -> None:
    page = ask(dashboard, mornings, "2027-01-05", "10:00")

    assert "Tuesday, January 5, 2027, 10:00 AM Offered" in page.text


def test_a_booking_in_the_way_is_told_and_linked(dashboard: Browser, mornings: Configuration) -> None:
    booking = make_booking(mornings, TEN_IN_STOCKHOLM)

    page = ask(dashboard, mornings, "2027-01-05", "10:00")

    assert "10:00 AM Not offered" in page.text
    assert "has a booking, “Intro call”, from Tuesday, January 5, 2027, 10:00 AM – 10:30 AM." in page.text
    assert page.links["See the booking"] == f"/dashboard/bookings/{booking.id}"
    assert dashboard.open(page.links["See the booking"]).status == 200


def test_the_nearest_times_of_that_day_are_shown(dashboard: Browser, mornings: Configuration) -> None:
    make_booking(mornings, TEN_IN_STOCKHOLM)

    page = ask(dashboard, mornings, "2027-01-05", "10:00")

    assert "Nearest times offered on this day 9:00 AM 9:30 AM 10:30 AM 11:00 AM 11:30 AM" in page.text


def test_a_day_without_any_offer_is_said_to_be_one(dashboard: Browser, mornings: Configuration) -> None:
    page = ask(dashboard, mornings, "2027-01-09", "10:00")

    assert "This is outside the open hours of maya@example.com." in page.text
    assert "Nothing else is offered on this day" in page.text


def test_a_minute_at_which_no_slot_begins_is_explained_too(
    dashboard: Browser, mornings: Configuration
) -> None:
    assert "No slot begins at this minute" in ask(dashboard, mornings, "2027-01-05", "10:07").text


def test_all_reasons_are_told(dashboard: Browser, maya_grant: Grant, mornings: Configuration) -> None:
    make_event(primary_calendar(maya_grant), timespan(NOW - 2 * HOUR), title="Breakfast")

    page = ask(dashboard, mornings, "2027-01-04", "07:30")

    assert "This time is over." in page.text
    assert "“Breakfast”" in page.text
    assert "outside the open hours" in page.text


def test_a_colleagues_event_is_told_without_its_title(dashboard: Browser, maya_grant: Grant) -> None:
    make_event(primary_calendar(make_colleague()), timespan(TEN_IN_STOCKHOLM), title="Job interview")
    both = [participant(), participant(JONAS, name="Jonas", organizer=False)]

    page = ask(dashboard, make_configuration(maya_grant, participants=both), "2027-01-05", "10:00")

    assert "of jonas@example.com has an event from Tuesday" in page.text
    assert "Job interview" not in page.text


def test_a_booking_of_a_colleagues_page_is_told_without_a_link(dashboard: Browser, maya_grant: Grant) -> None:
    both = [participant(organizer=False), participant(JONAS, name="Jonas Weber")]
    make_booking(make_configuration(make_colleague(), slug="his", participants=both), TEN_IN_STOCKHOLM)

    page = ask(dashboard, make_configuration(maya_grant), "2027-01-05", "10:00")

    assert "has a booking" in page.text
    assert "See the booking" not in page.links


def test_a_time_that_clocks_skip_is_said_to_be_none(dashboard: Browser, mornings: Configuration) -> None:
    page = ask(dashboard, mornings, "2027-03-28", "02:30")

    assert "Clocks in Stockholm skip this time on that day" in page.text


def test_a_time_that_clocks_show_twice_is_explained_twice(
    dashboard: Browser, mornings: Configuration
) -> None:
    page = ask(dashboard, mornings, "2027-10-31", "02:30")

    assert "2:30 AM GMT+2 Not offered" in page.text
    assert "2:30 AM GMT+1 Not offered" in page.text


@pytest.mark.parametrize(
    ("date", "time"),
    [
        ("2027-02-30", "10:00"),
        ("2027-01-05", "25:00"),
        ("2027-01-05", ""),
        ("", "10:00"),
        ("x", "y"),
        ("9999-12-31", "10:00"),
        ("1970-01-01", "10:00"),
        ("2027-01-05", "%D9%A1%D9%A0:00"),
    ],
)
def test_what_is_no_date_or_time_is_said_and_the_form_stays(
    dashboard: Browser, mornings: Configuration, date: str, time: str
) -> None:
    page = ask(dashboard, mornings, date, time)

    assert page.status == 422
    assert "Please enter a date and a time." in page.text
    assert "Explain" in page.buttons


def test_a_private_page_is_explained_to_its_organizer(dashboard: Browser, maya_grant: Grant) -> None:
    configuration = make_configuration(maya_grant, requires_session_auth=True)

    assert "Offered" in ask(dashboard, configuration, "2027-01-05", "10:00").text


@pytest.mark.parametrize("question", ["explanation", "preview"])
def test_a_page_of_somebody_else_is_not_found(dashboard: Browser, question: str) -> None:
    configuration = make_configuration(
        make_colleague(), participants=[participant(JONAS, name="Jonas Weber")]
    )

    for page_id in (configuration.id, "00000000-0000-4000-8000-000000000000", "x"):
        assert dashboard.open(f"/dashboard/pages/{page_id}/{question}").status == 404


def test_without_a_sign_in_nothing_is_told(browser: Browser, mornings: Configuration) -> None:
    page = ask(browser, mornings, "2027-01-05", "10:00")

    assert page.status in (302, 303)
    assert "/login" in page.location


def test_a_day_is_the_organizers_own(dashboard: Browser, maya_grant: Grant) -> None:
    configuration = make_configuration(maya_grant)
    make_booking(configuration, NOW + DAY - 9 * HOUR)  # 23:00 in UTC, midnight in Stockholm

    page = ask(dashboard, configuration, "2027-01-05", "00:00")

    assert "Not offered" in page.text


def in_turn(maya_grant: Grant, **turns: dict[str, int]) -> Configuration:
    make_colleague()
    people = [
        participant(organizer=False, round_robin=turns.get("maya")),
        participant(JONAS, name="Jonas Weber", organizer=False, round_robin=turns.get("jonas")),
    ]
    rules = availability(rules={"availability_method": "max-fairness"})
    return make_configuration(maya_grant, participants=people, availability=rules)


def test_it_is_said_who_would_get_the_booking_and_why(dashboard: Browser, maya_grant: Grant) -> None:
    team = in_turn(maya_grant, jonas={"weight": 1, "priority": 4})
    make_booking(team, TOMORROW_AT_TEN + 5 * HOUR)

    page = ask(dashboard, team, "2027-01-05", "10:00")

    assert "the booking would go to Jonas Weber" in page.text
    assert "Whose turn it is 1 Jonas Weber Priority: High · 1 booking" in page.text
    assert "2 Maya Lindqvist Priority: Normal · 0 bookings" in page.text


def test_whoever_is_busy_is_passed_over(dashboard: Browser, maya_grant: Grant) -> None:
    team = in_turn(maya_grant)
    make_event(primary_calendar(maya_grant), timespan(TEN_IN_STOCKHOLM))

    assert "would go to" not in ask(dashboard, team, "2027-01-05", "10:00").text

    make_booking(team, TOMORROW_AT_TEN + 5 * HOUR)
    assert "would go to Jonas Weber" in ask(dashboard, team, "2027-01-05", "10:00").text


def test_a_page_where_all_take_part_has_nobody_in_turn(dashboard: Browser, mornings: Configuration) -> None:
    page = ask(dashboard, mornings, "2027-01-05", "10:00")

    assert "Whose turn it is" not in page.text
    assert "would go to" not in page.text
