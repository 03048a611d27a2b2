from tests.browser import Browser
from tests.builders import (
    make_booking,
    make_configuration,
    make_pending_configuration,
    reread,
)
from tests.conftest import StoppedClock
from webapp.models import Booking
from webapp.models.reference import guest_reference

CANCEL = "Cancel the booking"


def address(booking: Booking) -> str:
    return f"/bookings/{guest_reference(booking)}/cancel"


def test_a_guest_cancels_with_a_reason(guest: Browser) -> None:
    booking = make_booking(make_configuration())

    page = guest.press(
        guest.open(address(booking)), CANCEL, by={"Why are you cancelling?": "My train\nis late"}
    )
    result = guest.follow(page)

    assert result.heading == "Your booking has been cancelled"
    assert "My train is late" in result.text
    assert reread(booking).cancellation_reason == "My train\nis late"


def test_a_request_is_withdrawn(guest: Browser) -> None:
    booking = make_booking(make_pending_configuration())

    page = guest.open(address(booking))
    result = guest.press(
        page, "Withdraw the request", by={"Why are you withdrawing your request?": "Plans changed"}
    )

    assert page.heading == "Withdraw this request?"
    assert guest.follow(result).heading == "You withdrew this request"
    assert reread(booking).status == "cancelled"


def test_a_second_cancel_shows_how_it_stands(guest: Browser) -> None:
    booking = make_booking(make_configuration())
    question = guest.open(address(booking))
    guest.press(question, CANCEL, by={"Why are you cancelling?": "First"})

    again = guest.press(question, CANCEL, by={"Why are you cancelling?": "Second"})

    assert guest.follow(again).heading == "Your booking has been cancelled"
    assert guest.follow(guest.open(address(booking))).heading == "Your booking has been cancelled"
    assert reread(booking).cancellation_reason == "First"


def test_within_the_notice_the_booking_stands_and_the_page_says_why(
    guest: Browser, clock: StoppedClock
) -> None:
    notice = {"min_booking_notice": 0, "available_days_in_future": 60, "min_cancellation_notice": 1440}
    booking = make_booking(make_configuration(scheduler=notice))
    question = guest.open(address(booking))
    clock.advance(minutes=180)

    page = guest.follow(guest.press(question, CANCEL))

    assert "can only be cancelled up to 1 day before it starts" in page.text
    assert reread(booking).status == "booked"


def test_a_hidden_option_cannot_be_used_by_its_address(guest: Browser) -> None:
    hidden = {"min_booking_notice": 0, "available_days_in_future": 60, "hide_cancellation_options": True}
    booking = make_booking(make_configuration(scheduler=hidden))

    page = guest.open(address(booking))

    assert "To cancel, please write to maya@example.com." in guest.follow(page).text


def test_a_reason_that_is_too_long_is_refused_and_kept(guest: Browser) -> None:
    booking = make_booking(make_configuration())
    question = guest.open(address(booking))

    page = guest.press(question, CANCEL, by={"Why are you cancelling?": "x" * 1001})

    assert page.status == 422
    assert page.field("Why are you cancelling?").value == "x" * 1001
    assert "at most 1000 characters" in page.field("Why are you cancelling?").error
    assert reread(booking).status == "booked"


def test_a_forged_form_cancels_nothing(guest: Browser) -> None:
    booking = make_booking(make_configuration())

    page = guest.send(address(booking), {"reason": ["Because I can"]})

    assert page.status == 422
    assert page.field("Why are you cancelling?").value == "Because I can"
    assert reread(booking).status == "booked"
