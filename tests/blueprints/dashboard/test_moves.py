"""Moving a booking as its organizer."""

import pytest

from tests.browser import Browser
from tests.builders import (
    HOUR,
    JONAS,
    NOW,
    TOMORROW_AT_TEN,
    make_booking,
    make_colleague,
    make_configuration,
    make_event,
    participant,
    primary_calendar,
    reread,
    timespan,
)
from tests.page import Page
from webapp.models import Booking, Configuration, Grant
from webapp.services import bookings
from webapp.services.bookings.commands import CancelBooking

AT_ELEVEN = TOMORROW_AT_TEN + HOUR


@pytest.fixture
def booking(intro: Configuration) -> Booking:
    return make_booking(intro)


def question(dashboard: Browser, booking: Booking, query: str = "") -> Page:
    return dashboard.open(f"/dashboard/bookings/{booking.id}/move{query}")


def test_free_times_come_first_and_lead_to_the_question(dashboard: Browser, booking: Booking) -> None:
    page = question(dashboard, booking)

    asked = dashboard.open(str(page.select("a.slot")[-1]["href"]))

    assert page.heading == "Move the booking"
    assert asked.heading == "Move the booking to this time?"
    assert "Move it" in asked.buttons


def test_a_day_that_is_pressed_is_answered_with_the_month_alone(dashboard: Browser, booking: Booking) -> None:
    path = f"/dashboard/bookings/{booking.id}/move?day=2027-01-06"

    answer = dashboard.open(path, HX_Request="true", HX_Request_Type="partial")

    assert answer.select("#picker")
    assert not answer.select("h1")


def test_a_free_time_is_taken_with_one_button(dashboard: Browser, booking: Booking) -> None:
    moved = dashboard.press(question(dashboard, booking, f"?start={AT_ELEVEN}"), "Move it")

    page = dashboard.follow(moved)
    assert reread(booking).starts_at == AT_ELEVEN
    assert "Moved. Priya Raman will get an e-mail." in page.text
    assert "Moved to another time by the organizer, on the dashboard" in page.text


def test_a_button_that_is_pressed_twice_moves_once(dashboard: Browser, booking: Booking) -> None:
    asked = question(dashboard, booking, f"?start={AT_ELEVEN}")

    first, second = (dashboard.press(asked, "Move it") for _ in range(2))

    assert first.location == second.location
    assert reread(booking).sequence == 1


def test_a_time_that_was_typed_is_the_organizers_own_wall_time(dashboard: Browser, booking: Booking) -> None:
    asked = question(dashboard, booking, "?date=2027-01-05&time=12:15")  # 11:15 UTC

    dashboard.press(asked, "Move it")

    assert reread(booking).starts_at == AT_ELEVEN + 15 * 60


def test_an_event_in_the_way_is_named_and_overridden_by_a_button_that_says_so(
    dashboard: Browser, booking: Booking, maya_grant: Grant
) -> None:
    make_event(primary_calendar(maya_grant), timespan(AT_ELEVEN), title="Dentist")

    asked = question(dashboard, booking, f"?start={AT_ELEVEN}")
    dashboard.press(asked, "Move it all the same")

    assert "Dentist" in asked.alerts[0]
    assert reread(booking).starts_at == AT_ELEVEN


def test_another_booking_in_the_way_leaves_no_button(
    dashboard: Browser, intro: Configuration, booking: Booking
) -> None:
    make_booking(intro, AT_ELEVEN)

    asked = question(dashboard, booking, f"?start={AT_ELEVEN}")

    assert "This time cannot be taken." in asked.alerts[0]
    assert not [button for button in asked.buttons if button.startswith("Move it")]


def test_what_came_into_the_way_meanwhile_is_said_and_the_question_asked_again(
    dashboard: Browser, booking: Booking, maya_grant: Grant
) -> None:
    asked = question(dashboard, booking, f"?start={AT_ELEVEN}")
    make_event(primary_calendar(maya_grant), timespan(AT_ELEVEN), title="Dentist")

    answer = dashboard.press(asked, "Move it")
    dashboard.press(answer, "Move it all the same")

    assert answer.status == 409
    assert answer.alerts[0] == "The booking was not moved. Look at what is against this time now."
    assert reread(booking).starts_at == AT_ELEVEN


def test_a_booking_that_came_into_the_way_meanwhile_refuses(
    dashboard: Browser, intro: Configuration, booking: Booking
) -> None:
    asked = question(dashboard, booking, f"?start={AT_ELEVEN}")
    make_booking(intro, AT_ELEVEN)

    answer = dashboard.press(asked, "Move it")

    assert answer.status == 409
    assert "This time cannot be taken." in answer.text
    assert reread(booking).starts_at == TOMORROW_AT_TEN


@pytest.mark.parametrize("query", ["?date=2027-01-05&time=noon", "?date=2027-13-05&time=12:00"])
def test_a_time_that_means_nothing_is_said_beside_the_form(
    dashboard: Browser, booking: Booking, query: str
) -> None:
    page = question(dashboard, booking, query)

    assert (page.status, page.alerts) == (422, ["Please enter a date and a time."])


def test_a_time_that_clocks_skip_is_said(dashboard: Browser, booking: Booking) -> None:
    page = question(dashboard, booking, "?date=2027-03-28&time=02:30")

    assert page.status == 422
    assert page.alerts == ["Clocks in Stockholm skip this time on that day, so nothing can start then."]


def test_of_a_time_that_clocks_show_twice_one_is_chosen(dashboard: Browser, booking: Booking) -> None:
    page = question(dashboard, booking, "?date=2027-10-31&time=02:30")

    asked = dashboard.open(page.links["2:30 AM GMT+1"])

    assert asked.heading == "Move the booking to this time?"


@pytest.mark.parametrize("start", ["", "x", "²", "9" * 30, "32503680001"])
def test_a_start_that_is_none_moves_nothing(dashboard: Browser, booking: Booking, start: str) -> None:
    token = question(dashboard, booking, f"?start={AT_ELEVEN}").form("Move it").values["csrf_token"]

    answer = dashboard.send(f"/dashboard/bookings/{booking.id}/move", {"csrf_token": token, "start": start})

    assert answer.status == 422
    assert reread(booking).starts_at == TOMORROW_AT_TEN


def test_a_booking_that_was_cancelled_meanwhile_is_not_moved(dashboard: Browser, booking: Booking) -> None:
    asked = question(dashboard, booking, f"?start={AT_ELEVEN}")
    bookings.cancel(booking.id, CancelBooking(reason="", actor="guest", door="page"), now=NOW)

    pressed, opened = dashboard.press(asked, "Move it"), question(dashboard, booking)

    assert (pressed.status, opened.status) == (409, 409)
    assert "The booking is already cancelled." in pressed.text


def test_who_only_takes_part_moves_nothing(dashboard: Browser) -> None:
    people = [participant(JONAS, name="Jonas Weber"), participant(organizer=False)]
    of_jonas = make_booking(make_configuration(make_colleague(), slug="jonas", participants=people))

    assert question(dashboard, of_jonas).status == 409


def test_the_question_is_asked_again_when_its_form_was_open_for_too_long(
    dashboard: Browser, booking: Booking
) -> None:
    sent = {"csrf_token": "old", "start": str(AT_ELEVEN)}

    answer = dashboard.send(f"/dashboard/bookings/{booking.id}/move", sent)

    assert answer.status == 400
    assert answer.hidden("start") == str(AT_ELEVEN)
    assert reread(booking).starts_at == TOMORROW_AT_TEN
