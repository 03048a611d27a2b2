"""A message of a booking, as it was sent."""

import pytest

from tests.browser import Browser
from tests.builders import MINUTE, make_booking
from tests.conftest import StoppedClock
from tests.page import Page
from tests.services.bookings.deeds import everything_is_delivered, promised
from webapp.models import Booking, Configuration


@pytest.fixture
def booking(intro: Configuration) -> Booking:
    return make_booking(intro)


def message(dashboard: Browser, booking: Booking) -> Page:
    page = dashboard.open(f"/dashboard/bookings/{booking.id}")
    return dashboard.open(page.links["Read it Booked, to the guest"])


def test_a_mail_is_read_as_it_was_sent(dashboard: Browser, booking: Booking) -> None:
    page = message(dashboard, booking)

    assert "Hello Priya Raman," in page.text
    assert "Intro call" in page.text
    assert "The event is attached, for calendars." in page.text


def test_a_mail_is_sent_again(dashboard: Browser, booking: Booking, clock: StoppedClock) -> None:
    everything_is_delivered()
    clock.advance(seconds=5 * MINUTE)

    answer = dashboard.press(message(dashboard, booking), "Send it again")

    assert "It is sent again." in dashboard.follow(answer).text
    assert promised().count("guest_booked") == 2


def test_pressed_twice_it_is_sent_once(dashboard: Browser, booking: Booking, clock: StoppedClock) -> None:
    everything_is_delivered()
    clock.advance(seconds=5 * MINUTE)
    page = message(dashboard, booking)

    dashboard.press(page, "Send it again")
    again = dashboard.press(page, "Send it again")

    assert again.status == 409
    assert again.alerts == ["Something newer was sent there since."]
    assert promised().count("guest_booked") == 2


def test_what_waits_cannot_be_sent_again(dashboard: Browser, booking: Booking) -> None:
    page = message(dashboard, booking)

    assert "Send it again" not in page.buttons
    assert "It cannot be sent again: It has not been delivered yet" in page.text


def test_an_unknown_message_is_not_found(dashboard: Browser, booking: Booking) -> None:
    assert dashboard.open(f"/dashboard/bookings/{booking.id}/messages/999999").status == 404
