import pytest

from tests.browser import Browser
from tests.builders import NOW, make_booking, make_configuration, make_pending_configuration, reread
from tests.conftest import StoppedClock
from tests.page import Page
from webapp.models import Booking
from webapp.models.reference import guest_reference, organizer_reference
from webapp.services import bookings
from webapp.services.bookings.commands import CancelBooking

REASON = "A word to your guest, if you decline"


@pytest.fixture
def request_of_priya(guest: Browser) -> Booking:
    return make_booking(make_pending_configuration())


def opened(guest: Browser, booking: Booking) -> Page:
    return guest.open(f"/bookings/{organizer_reference(booking)}/confirm")


def test_the_organizer_sees_who_asks_for_what_in_both_zones(
    guest: Browser, request_of_priya: Booking
) -> None:
    page = opened(guest, request_of_priya)

    assert page.heading == "Priya Raman asks for a time"
    assert "10:00 AM – 10:30 AM" in page.text
    assert "in Kolkata: Tuesday, January 5, 2027, 3:30 PM – 4:00 PM" in page.text
    assert page.buttons == ["Confirm", "Decline"]


def test_confirm_books_the_request(guest: Browser, request_of_priya: Booking) -> None:
    page = guest.follow(guest.press(opened(guest, request_of_priya), "Confirm"))

    assert page.heading == "Priya Raman is booked"
    assert reread(request_of_priya).status == "booked"


def test_decline_frees_the_time_and_keeps_the_reason(guest: Browser, request_of_priya: Booking) -> None:
    page = guest.press(opened(guest, request_of_priya), "Decline", by={REASON: "On holiday"})

    assert guest.follow(page).heading == "You declined this request"
    assert reread(request_of_priya).status == "cancelled"
    assert reread(request_of_priya).cancellation_reason == "On holiday"


def test_the_guests_reference_decides_nothing(guest: Browser, request_of_priya: Booking) -> None:
    at = f"/bookings/{guest_reference(request_of_priya)}"

    answers = [guest.open(f"{at}/confirm"), guest.send(f"{at}/confirm", {}), guest.send(f"{at}/decline", {})]

    assert [page.status for page in answers] == [404, 404, 404]
    assert reread(request_of_priya).status == "pending"


def test_a_second_answer_is_refused_and_shows_how_it_stands(
    guest: Browser, request_of_priya: Booking
) -> None:
    question = opened(guest, request_of_priya)
    guest.press(question, "Confirm")

    page = guest.press(question, "Decline")

    assert page.status == 409
    assert page.heading == "Priya Raman is booked"
    assert page.alerts == ["The booking is already confirmed."]
    assert reread(request_of_priya).status == "booked"


def test_a_request_that_was_withdrawn_is_shown_without_buttons(
    guest: Browser, request_of_priya: Booking
) -> None:
    command = CancelBooking(reason="Found another", actor="guest", door="page")
    bookings.cancel(request_of_priya.id, command, now=NOW)

    page = opened(guest, request_of_priya)

    assert page.heading == "Priya Raman withdrew this request"
    assert "is told" not in page.text
    assert "Found another" in page.text
    assert page.buttons == []


def test_a_request_whose_time_has_passed_can_only_be_declined(
    guest: Browser, request_of_priya: Booking, clock: StoppedClock
) -> None:
    clock.advance(days=3)

    page = opened(guest, request_of_priya)

    assert page.buttons == ["Decline"]
    assert guest.follow(guest.press(page, "Decline")).heading == "You declined this request"


def test_a_forged_form_decides_nothing(guest: Browser, request_of_priya: Booking) -> None:
    page = guest.send(f"/bookings/{organizer_reference(request_of_priya)}/confirm", {})

    assert page.status == 422
    assert reread(request_of_priya).status == "pending"


def test_an_instant_booking_is_shown_as_it_stands(guest: Browser) -> None:
    page = opened(guest, make_booking(make_configuration()))

    assert page.heading == "Priya Raman is booked"
    assert page.buttons == []


def test_the_organizers_page_stays_out_of_caches(guest_on_sqlite: Browser) -> None:
    page = opened(guest_on_sqlite, make_booking(make_pending_configuration()))

    assert page.answer.headers["Cache-Control"] == "no-store"
