import pytest
from flask import Flask
from sqlalchemy import select

from tests.browser import Browser
from tests.builders import (
    DAY,
    JONAS,
    MAYA,
    NOW,
    TOMORROW_AT_TEN,
    make_booking,
    make_colleague,
    make_pending_configuration,
    participant,
    reread,
)
from tests.conftest import StoppedClock
from tests.page import words
from webapp.extensions import db
from webapp.models import Booking, BookingChange, Grant, Organizer, OutboxEntry
from webapp.services import bookings
from webapp.services.bookings.commands import CancelBooking, DecideBooking

DECIDED = DecideBooking(actor="organizer", door="page")


def last_change() -> BookingChange:
    db.session.close()
    return db.session.scalars(select(BookingChange).order_by(BookingChange.id.desc())).first()  # type: ignore[return-value]


def test_confirming_books_it_and_says_who_was_told(dashboard: Browser, priyas_request: Booking) -> None:
    page = dashboard.press(dashboard.open("/dashboard"), "Confirm")

    assert reread(priyas_request).status == "booked"
    assert page.location == "/dashboard"
    assert "Confirmed. Priya Raman will get an e-mail." in dashboard.follow(page).text


def test_confirming_is_noted_as_the_organizers_doing_on_the_dashboard(
    dashboard: Browser, priyas_request: Booking
) -> None:
    dashboard.press(dashboard.open("/dashboard"), "Confirm")

    change = last_change()
    assert (change.kind, change.actor, change.door) == ("confirmed", "organizer", "dashboard")


def test_confirming_promises_the_guest_a_mail(dashboard: Browser, priyas_request: Booking) -> None:
    dashboard.press(dashboard.open("/dashboard"), "Confirm")

    names = db.session.scalars(
        select(OutboxEntry.name).where(OutboxEntry.booking_id == priyas_request.id)
    ).all()
    assert "guest_confirmed" in names


def test_no_mail_is_spoken_of_on_a_page_that_sends_none(dashboard: Browser, maya_grant: Grant) -> None:
    silent = {
        "title": "Chat",
        "timezone": "UTC",
        "booking_type": "organizer-confirmation",
        "disable_emails": True,
    }
    make_booking(make_pending_configuration(maya_grant, event_booking=silent))

    page = dashboard.follow(dashboard.press(dashboard.open("/dashboard"), "Confirm"))

    assert "This page sends no e-mails, so please tell Priya Raman yourself." in page.text


def test_declining_cancels_it_with_the_reason_for_the_guest(
    dashboard: Browser, priyas_request: Booking
) -> None:
    page = dashboard.press(dashboard.open("/dashboard"), "Decline the request", reason="I am away that day.")

    declined = reread(priyas_request)
    assert (declined.status, declined.cancellation_reason) == ("cancelled", "I am away that day.")
    assert "Declined. Priya Raman will get an e-mail." in dashboard.follow(page).text


def test_declining_needs_no_reason(dashboard: Browser, priyas_request: Booking) -> None:
    dashboard.press(dashboard.open("/dashboard"), "Decline the request")

    assert reread(priyas_request).status == "cancelled"


def test_a_reason_that_is_too_long_comes_back_in_the_open_form(
    dashboard: Browser, priyas_request: Booking
) -> None:
    page = dashboard.press(dashboard.open("/dashboard"), "Decline the request", reason="x" * 1001)

    assert page.status == 422
    assert page.form("Decline the request").is_open
    assert page.form("Decline the request").values["reason"] == "x" * 1001
    assert "at most 1000 characters" in page.text
    assert reread(priyas_request).status == "pending"


def test_the_page_of_a_booking_comes_back_after_its_own_buttons(
    dashboard: Browser, priyas_request: Booking
) -> None:
    page = dashboard.press(dashboard.open(f"/dashboard/bookings/{priyas_request.id}"), "Confirm")

    assert page.location == f"/dashboard/bookings/{priyas_request.id}"


@pytest.mark.parametrize("button", ["Confirm", "Decline the request"])
def test_a_second_click_is_told_that_it_is_confirmed_already(
    dashboard: Browser, priyas_request: Booking, button: str
) -> None:
    page = dashboard.open("/dashboard")
    dashboard.press(page, "Confirm")

    again = dashboard.press(page, button)

    assert again.status == 409
    assert "The booking is already confirmed." in again.text
    assert reread(priyas_request).status == "booked"


def test_a_request_that_the_guest_withdrew_meanwhile_is_told_so(
    dashboard: Browser, priyas_request: Booking
) -> None:
    page = dashboard.open("/dashboard")
    bookings.cancel(priyas_request.id, CancelBooking(reason="", actor="guest", door="page"), now=NOW)

    late = dashboard.press(page, "Confirm")

    assert late.status == 409
    assert "The request is already withdrawn." in late.text
    assert [words(badge) for badge in late.select(".badge.withdrawn")] == ["Withdrawn"]


def test_a_stale_page_calls_a_declined_request_declined(dashboard: Browser, priyas_request: Booking) -> None:
    page = dashboard.open("/dashboard")
    dashboard.press(page, "Decline the request")

    late = dashboard.press(page, "Confirm")

    assert "The request is already declined." in late.text
    assert [words(badge) for badge in late.select(".badge.declined")] == ["Declined"]


def test_the_list_of_what_ended_tells_how(dashboard: Browser, priyas_request: Booking) -> None:
    dashboard.press(dashboard.open("/dashboard"), "Decline the request")

    page = dashboard.open("/dashboard/bookings?kind=cancelled")

    assert [words(badge) for badge in page.select(".badge")] == ["Declined"]


def test_a_request_whose_time_has_passed_can_be_declined_only(
    dashboard: Browser, priyas_request: Booking, clock: StoppedClock
) -> None:
    page = dashboard.open("/dashboard")
    clock.at = priyas_request.ends_at

    late = dashboard.press(page, "Confirm")

    assert late.status == 409
    assert "time has passed" in late.text
    assert "Decline the request" in late.buttons
    assert "Confirm" not in late.buttons


def test_with_htmx_the_row_is_answered_in_its_place(dashboard: Browser, priyas_request: Booking) -> None:
    row = dashboard.press(dashboard.open("/dashboard"), "Confirm", htmx=True)

    html = row.html
    assert row.status == 200
    assert html.count(f'id="request-{priyas_request.id}"') == 1
    assert "<html" not in html
    assert "Confirmed. Priya Raman will get an e-mail." in row.text
    assert "Confirm" not in row.buttons


def test_with_htmx_the_number_of_waiting_requests_follows(dashboard: Browser, maya_grant: Grant) -> None:
    configuration = make_pending_configuration(maya_grant)
    for hours in (0, 3600):
        make_booking(configuration, TOMORROW_AT_TEN + hours)

    row = dashboard.press(dashboard.open("/dashboard"), "Confirm", htmx=True)

    html = row.html
    assert '<span class="count some" id="pending_count" hx-swap-oob="true">1</span>' in html


def test_with_htmx_the_other_requests_no_longer_show_what_was_declined(
    dashboard: Browser, maya_grant: Grant
) -> None:
    configuration = make_pending_configuration(maya_grant)
    make_booking(configuration)
    other = make_booking(configuration, TOMORROW_AT_TEN + 3600)
    page = dashboard.open("/dashboard")
    assert "[PENDING]" in page.text

    row = dashboard.press(page, "Decline the request", htmx=True)

    assert f'<div id="around-{other.id}" hx-swap-oob="true">' in row.html
    assert "Nothing else is in your calendar around this time." in row.text
    assert "[PENDING]" not in row.text


def test_with_htmx_what_was_confirmed_on_the_first_page_appears_among_what_comes(
    dashboard: Browser, priyas_request: Booking
) -> None:
    row = dashboard.press(dashboard.open("/dashboard"), "Confirm", htmx=True)

    html = row.html
    assert html.count('id="upcoming"') == 1
    assert "Priya Raman" in html[html.index('id="upcoming"') :]


def test_with_htmx_the_list_of_requests_is_not_given_what_it_does_not_show(
    dashboard: Browser, priyas_request: Booking
) -> None:
    row = dashboard.press(dashboard.open("/dashboard/bookings?kind=pending"), "Confirm", htmx=True)

    assert 'id="upcoming"' not in row.html


def test_with_htmx_a_refusal_stands_in_the_row(dashboard: Browser, priyas_request: Booking) -> None:
    page = dashboard.open("/dashboard")
    bookings.confirm(priyas_request.id, DECIDED, now=NOW)

    row = dashboard.press(page, "Confirm", htmx=True)

    assert row.status == 409
    assert "The booking is already confirmed." in row.text
    assert "<html" not in row.html


@pytest.mark.parametrize("action", ["confirm", "decline", "cancel"])
def test_a_booking_of_another_organizer_cannot_be_touched(
    dashboard: Browser, priyas_request: Booking, app: Flask, action: str
) -> None:
    people = [participant(JONAS, name="Jonas Weber")]
    foreign = make_booking(make_pending_configuration(make_colleague(), slug="jonas", participants=people))
    token = dashboard.open("/dashboard").form("Confirm").values["csrf_token"]

    page = dashboard.send(f"/dashboard/bookings/{foreign.id}/{action}", {"csrf_token": token})

    assert page.status == 404
    assert reread(foreign).status == "pending"


def test_a_request_that_somebody_else_decides_about_is_shown_without_buttons(
    dashboard: Browser, maya: Organizer
) -> None:
    page = dashboard.open(f"/dashboard/bookings/{request_of_jonas(maya).id}")

    assert "Jonas Weber decides about this booking. You take part in it." in page.text
    assert "Confirm" not in page.buttons


@pytest.mark.parametrize("action", ["confirm", "decline", "cancel"])
def test_a_request_that_somebody_else_decides_about_stays_as_it_is(
    dashboard: Browser, priyas_request: Booking, maya: Organizer, action: str
) -> None:
    booking = request_of_jonas(maya)
    token = dashboard.open("/dashboard").form("Confirm").values["csrf_token"]

    page = dashboard.send(f"/dashboard/bookings/{booking.id}/{action}", {"csrf_token": token})

    assert page.status == 409
    assert "Jonas Weber decides about this booking." in page.text
    assert reread(booking).status == "pending"


def request_of_jonas(maya: Organizer) -> Booking:
    """A request for Jonas, in which Maya takes part."""
    both = [participant(JONAS, name="Jonas Weber"), participant(MAYA, organizer=False)]
    return make_booking(
        make_pending_configuration(make_colleague(), slug="jonas", participants=both), TOMORROW_AT_TEN + DAY
    )
