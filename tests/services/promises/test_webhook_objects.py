"""What a program learns of a booking, frozen when the promise is made."""

from typing import Any

import pytest
from flask import Flask

from tests.builders import DAY, HOUR, MAYA, make_booking, make_pending_configuration
from webapp.models import Booking, Configuration
from webapp.models.reference import guest_reference, organizer_reference
from webapp.models.webhook import TRIGGERS
from webapp.services.promises.webhook_objects import notification_object


@pytest.fixture
def page(app: Flask) -> Configuration:
    return make_pending_configuration()


@pytest.fixture
def booking(page: Configuration) -> Booking:
    return make_booking(page)


def notified(booking: Booking, page: Configuration, trigger: str) -> dict[str, Any]:
    return notification_object(
        booking,
        page,
        trigger=trigger,
        participants=[{"name": "Maya Lindqvist", "email": MAYA}],
        organizer_calendar_id="c1",
        old_starts_at=booking.starts_at - HOUR,
        now=booking.starts_at - DAY,
    )


@pytest.mark.parametrize("trigger", TRIGGERS)
def test_the_organizers_reference_goes_with_a_request_alone(
    booking: Booking, page: Configuration, trigger: str
) -> None:
    is_in_it = organizer_reference(booking) in str(notified(booking, page, trigger))

    assert is_in_it == (trigger == "booking.pending")


@pytest.mark.parametrize("trigger", ["booking.created", "booking.rescheduled"])
def test_the_guests_goes_with_a_booking_that_stands(
    booking: Booking, page: Configuration, trigger: str
) -> None:
    assert notified(booking, page, trigger)["booking_ref"] == guest_reference(booking)


def test_a_request_can_be_answered_with_its_reference(booking: Booking, page: Configuration) -> None:
    assert notified(booking, page, "booking.pending")["booking_ref"] == organizer_reference(booking)


def test_a_request_says_where_it_is_answered(booking: Booking, page: Configuration) -> None:
    address = notified(booking, page, "booking.pending")["booking_info"]["host_confirmation_url"]

    assert address.endswith(f"/bookings/{organizer_reference(booking)}/confirm")


def test_a_booking_that_moved_tells_its_old_time(booking: Booking, page: Configuration) -> None:
    info = notified(booking, page, "booking.rescheduled")["booking_info"]

    assert (info["old_start_time"], info["old_end_time"]) == (
        booking.starts_at - HOUR,
        booking.ends_at - HOUR,
    )


def test_an_end_tells_its_reason_though_there_be_none(booking: Booking, page: Configuration) -> None:
    assert notified(booking, page, "booking.cancelled")["booking_info"]["cancellation_reason"] == ""


def test_a_reminder_tells_how_long_it_is_until_the_event(booking: Booking, page: Configuration) -> None:
    info = notified(booking, page, "booking.reminder")["booking_info"]

    assert (info["time_until_event"], info["organizer_email"]) == (DAY, MAYA)


def test_guests_come_first_among_the_participants(booking: Booking, page: Configuration) -> None:
    people = notified(booking, page, "booking.created")["booking_info"]["participants"]

    assert [person["name"] for person in people] == ["Priya Raman", "Maya Lindqvist"]
