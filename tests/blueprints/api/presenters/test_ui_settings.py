"""What the component asks for first. It is public."""

from flask import Flask

from tests.builders import TOMORROW_AT_TEN, make_booking, make_configuration, make_pending_configuration
from webapp.blueprints.api.presenters.ui_settings import ui_settings_object


def test_no_mail_text_or_calendar_of_a_page_is_public(app: Flask) -> None:
    page = make_configuration(
        scheduler={"email_template": {"booking_confirmed": {"title": "Psst", "body": "Hidden"}}}
    )

    shown = str(ui_settings_object(page, None))

    assert "Psst" not in shown
    assert "calendar_ids" not in shown


def test_a_form_is_prefilled_from_the_booking_that_is_to_be_moved(app: Flask) -> None:
    page = make_configuration()
    booking = make_booking(page)

    filled = ui_settings_object(page, booking)["booking"]

    assert (filled["guest"]["name"], filled["timezone"]) == ("Priya Raman", "Asia/Kolkata")
    assert filled["event_data"]["when"]["start_time"] == TOMORROW_AT_TEN


def test_no_salt_of_the_organizers_stands_in_it(app: Flask) -> None:
    page = make_pending_configuration()
    booking = make_booking(page)

    assert booking.organizer_salt not in str(ui_settings_object(page, booking))


def test_without_a_booking_there_is_no_form_to_fill(app: Flask) -> None:
    assert "booking" not in ui_settings_object(make_configuration(), None)


MEETING = {"provider": "Jitsi", "details": {"url": "https://meet.example.com/1", "password": "s3cret"}}


def test_where_to_meet_online_is_not_said_before_a_request_is_confirmed(app: Flask) -> None:
    event = {"title": "Call", "booking_type": "organizer-confirmation", "conferencing": MEETING}
    page = make_pending_configuration(event_booking={**event, "location": "https://zoom.example.com/1"})

    shown = str(ui_settings_object(page, make_booking(page)))

    assert not any(word in shown for word in ("meet.example.com", "zoom.example.com", "s3cret"))
