from tests.browser import Browser
from tests.builders import (
    NOW,
    grant_of,
    make_booking,
    make_configuration,
    make_organizer,
    make_pending_configuration,
    reread,
)
from tests.conftest import StoppedClock
from tests.page import Page
from webapp.models import Booking
from webapp.models.reference import guest_reference, organizer_reference
from webapp.services import bookings
from webapp.services.bookings.commands import CancelBooking

REASON = "Message to your guest if you decline"


def opened(guest: Browser, booking: Booking) -> Page:
    return guest.open(f"/bookings/{organizer_reference(booking)}/confirm")


def test_the_organizer_sees_who_asks_for_what_in_both_zones(guest: Browser, priyas_request: Booking) -> None:
    page = opened(guest, priyas_request)

    assert page.heading == "Priya Raman requests a time"
    assert "10:00 AM – 10:30 AM" in page.text
    assert "in Kolkata: Tuesday, January 5, 2027, 3:30 PM – 4:00 PM" in page.text
    assert page.buttons == ["Confirm", "Decline"]


def test_confirm_books_the_request(guest: Browser, priyas_request: Booking) -> None:
    page = guest.follow(guest.press(opened(guest, priyas_request), "Confirm"))

    assert page.heading == "Priya Raman is booked"
    assert reread(priyas_request).status == "booked"


def test_decline_frees_the_time_and_keeps_the_reason(guest: Browser, priyas_request: Booking) -> None:
    page = guest.press(opened(guest, priyas_request), "Decline", by={REASON: "On holiday"})

    assert guest.follow(page).heading == "You declined this request"
    assert reread(priyas_request).status == "cancelled"
    assert reread(priyas_request).cancellation_reason == "On holiday"


def test_the_guests_reference_decides_nothing(guest: Browser, priyas_request: Booking) -> None:
    at = f"/bookings/{guest_reference(priyas_request)}"

    answers = [guest.open(f"{at}/confirm"), guest.send(f"{at}/confirm", {}), guest.send(f"{at}/decline", {})]

    assert [page.status for page in answers] == [404, 404, 404]
    assert reread(priyas_request).status == "pending"


def test_a_second_answer_is_refused_and_shows_how_it_stands(guest: Browser, priyas_request: Booking) -> None:
    question = opened(guest, priyas_request)
    guest.press(question, "Confirm")

    page = guest.press(question, "Decline")

    assert page.status == 409
    assert page.heading == "Priya Raman is booked"
    assert page.alerts == ["The booking is already confirmed."]
    assert reread(priyas_request).status == "booked"


def test_a_request_that_was_withdrawn_is_shown_without_buttons(
    guest: Browser, priyas_request: Booking
) -> None:
    command = CancelBooking(reason="Found another", actor="guest", door="page")
    bookings.cancel(priyas_request.id, command, now=NOW)

    page = opened(guest, priyas_request)

    assert page.heading == "Priya Raman withdrew this request"
    assert "gets a mail" not in page.text
    assert "Found another" in page.text
    assert page.buttons == []


def test_a_request_whose_time_has_passed_can_only_be_declined(
    guest: Browser, priyas_request: Booking, clock: StoppedClock
) -> None:
    clock.advance(days=3)

    page = opened(guest, priyas_request)

    assert page.buttons == ["Decline"]
    assert guest.follow(guest.press(page, "Decline")).heading == "You declined this request"


def test_a_forged_form_decides_nothing(guest: Browser, priyas_request: Booking) -> None:
    page = guest.send(f"/bookings/{organizer_reference(priyas_request)}/confirm", {})

    assert page.status == 422
    assert reread(priyas_request).status == "pending"


def test_an_instant_booking_is_shown_as_it_stands(guest: Browser) -> None:
    page = opened(guest, make_booking(make_configuration()))

    assert page.heading == "Priya Raman is booked"
    assert page.buttons == []


def test_the_organizers_page_stays_out_of_caches(guest: Browser) -> None:
    page = opened(guest, make_booking(make_pending_configuration()))

    assert page.answer.headers["Cache-Control"] == "no-store"


def test_the_guests_time_stands_beside_the_organizers_only_where_it_differs(guest: Browser) -> None:
    page = make_pending_configuration()
    booking = make_booking(page, timezone="Africa/Abidjan")  # the same wall time as UTC

    assert "For the guest" not in opened(guest, booking).text


def test_confirm_stands_before_the_words_for_declining(guest: Browser, priyas_request: Booking) -> None:
    order = [tag.name for tag in opened(guest, priyas_request).select("form button, form textarea")]

    assert order == ["button", "textarea", "button"]


def test_times_are_written_as_on_the_organizers_dashboard(guest: Browser) -> None:
    booking = make_booking(make_pending_configuration(grant_of(make_organizer())))
    at = f"/bookings/{organizer_reference(booking)}/confirm"

    pages = [guest.open(at, Accept_Language="en-GB"), guest.open(f"{at}?lang=en-GB")]

    assert ["10:00 AM – 10:30 AM" in page.text for page in pages] == [True, False]


def test_an_organizer_without_a_dashboard_reads_as_the_browser_says(guest: Browser) -> None:
    booking = make_booking(make_pending_configuration())

    page = guest.open(f"/bookings/{organizer_reference(booking)}/confirm", Accept_Language="en-GB")

    assert "10:00 – 10:30" in page.text
