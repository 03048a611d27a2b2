import pytest

from tests.browser import Browser
from tests.builders import NOW, make_booking, make_configuration, reread
from tests.conftest import StoppedClock
from webapp.models import Booking, Grant
from webapp.services import bookings
from webapp.services.bookings import lists
from webapp.services.bookings.commands import CancelBooking

BUTTON = "Cancel it now"


@pytest.fixture
def booked(dashboard: Browser, maya_grant: Grant) -> Booking:
    return make_booking(make_configuration(maya_grant))


def path(booking: Booking) -> str:
    return f"/dashboard/bookings/{booking.id}"


def test_cancelling_keeps_the_reason_and_tells_the_guest(dashboard: Browser, booked: Booking) -> None:
    page = dashboard.press(dashboard.open(path(booked)), BUTTON, reason="The studio is flooded.")

    shown = dashboard.follow(page)
    assert "Cancelled. Priya Raman will get an e-mail." in shown.text
    assert "The studio is flooded." in shown.text
    assert reread(booked).status == "cancelled"


def test_cancelling_is_noted_as_the_organizers_doing_on_the_dashboard(
    dashboard: Browser, booked: Booking
) -> None:
    dashboard.press(dashboard.open(path(booked)), BUTTON)

    change = lists.changes(booked)[-1]
    assert (change.kind, change.actor, change.door) == ("cancelled", "organizer", "dashboard")


def test_the_organizer_is_not_bound_by_the_notice_that_binds_guests(
    dashboard: Browser, maya_grant: Grant
) -> None:
    scheduler = {
        "min_booking_notice": 0,
        "min_cancellation_notice": 14 * 1440,
        "available_days_in_future": 60,
    }
    booking = make_booking(make_configuration(maya_grant, scheduler=scheduler))

    dashboard.press(dashboard.open(path(booking)), BUTTON)

    assert reread(booking).status == "cancelled"


def test_a_booking_cancelled_meanwhile_is_told_so(dashboard: Browser, booked: Booking) -> None:
    page = dashboard.open(path(booked))
    bookings.cancel(booked.id, CancelBooking(reason="Ill", actor="guest", door="page"), now=NOW)

    late = dashboard.press(page, BUTTON, reason="Too late")

    assert late.status == 409
    assert "The booking is already cancelled." in late.text
    assert reread(booked).cancellation_reason == "Ill"


def test_a_reason_with_control_characters_comes_back_in_the_open_form(
    dashboard: Browser, booked: Booking
) -> None:
    page = dashboard.press(dashboard.open(path(booked)), BUTTON, reason="bell \x07")

    assert page.status == 422
    assert page.form(BUTTON).is_open
    assert "must not contain control characters" in page.text


def test_what_is_over_offers_no_cancelling(dashboard: Browser, booked: Booking, clock: StoppedClock) -> None:
    clock.at = booked.ends_at

    assert BUTTON not in dashboard.open(path(booked)).buttons
