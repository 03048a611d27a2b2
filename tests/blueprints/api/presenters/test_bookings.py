"""Bookings going out."""

from flask import Flask

from tests.builders import (
    HOUR,
    TOMORROW_AT_TEN,
    make_booking,
    make_configuration,
    make_grant,
    make_pending_configuration,
)
from webapp.blueprints.api.presenters.bookings import booking_object
from webapp.models.reference import guest_reference, organizer_reference


def test_a_booking_carries_the_guests_reference_and_no_secret_of_the_organizers(app: Flask) -> None:
    booking = make_booking(make_pending_configuration())

    shown = booking_object(booking)

    assert shown["booking_ref"] == guest_reference(booking)
    assert organizer_reference(booking) not in str(shown)
    assert booking.organizer_salt not in str(shown)


def test_without_a_description_it_is_empty_and_not_null(app: Flask) -> None:
    assert booking_object(make_booking(make_configuration()))["description"] == ""


def test_the_link_of_a_request_stays_with_the_organizer(app: Flask) -> None:
    grant, event = make_grant(), {"title": "Call", "location": "Zoom: https://zoom.example.com/1"}
    on_request = {**event, "booking_type": "organizer-confirmation"}
    requested = make_booking(make_pending_configuration(grant, event_booking=on_request))
    booked = make_booking(make_configuration(grant, event_booking=event), TOMORROW_AT_TEN + HOUR)

    assert booking_object(requested)["location"] == "Zoom"
    assert booking_object(booked)["location"] == "Zoom: https://zoom.example.com/1"
