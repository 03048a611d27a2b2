from collections.abc import Callable
from datetime import UTC, datetime

import icalendar
import pytest
from flask import Flask

from tests.blueprints.public.cast import FIELDS, scheduler, shown
from tests.browser import Browser
from tests.builders import (
    HOUR,
    MINUTE,
    NOW,
    PRIYA,
    TOMORROW_AT_TEN,
    make_booking,
    make_configuration,
    make_grant,
    make_pending_configuration,
    reread,
)
from tests.conftest import StoppedClock
from tests.page import words
from webapp.blueprints.public import presenters
from webapp.models import Booking, Configuration
from webapp.models.reference import guest_reference
from webapp.services import bookings
from webapp.services.bookings.commands import (
    GUEST,
    ORGANIZER,
    CancelBooking,
    DecideBooking,
    RescheduleBooking,
)


def test_a_booking_page_shows_all_that_was_agreed(guest: Browser) -> None:
    configuration = make_configuration(scheduler=scheduler(additional_fields=FIELDS))
    answers = {"topic": "Engines", "agreed": "true"}

    page = shown(guest, make_booking(configuration, additional_fields=answers))

    for text in (
        "Intro call",
        "Maya Lindqvist",
        "Priya Raman",
        PRIYA,
        "Engines",
        "Yes",
        "Kolkata (GMT+5:30)",
    ):
        assert text in page.text
    assert "spring" not in page.text


def test_a_booking_page_leads_to_the_calendar_file_a_new_time_and_the_end(guest: Browser) -> None:
    booking = make_booking(make_configuration())

    links = shown(guest, booking).links

    at = f"/bookings/{guest_reference(booking)}"
    assert links["Apple, or a file"] == f"{at}/calendar.ics"
    assert links["Reschedule"] == f"{at}/reschedule"
    assert links["Cancel the booking"] == f"{at}/cancel"


def test_a_booking_can_be_added_to_calendars_on_the_web_and_no_link_tells_how_to_change_it(
    guest: Browser,
) -> None:
    booking = make_booking(make_configuration())

    page = shown(guest, booking)

    links = [link for name, link in page.links.items() if "opens in a new tab" in name]
    assert [link.split("/")[2] for link in links] == [
        "calendar.google.com",
        "outlook.live.com",
        "outlook.office.com",
    ]
    assert all("Intro%20call" in link and guest_reference(booking) not in link for link in links)
    assert all(link["rel"] == "noopener noreferrer nofollow" for link in page.select("a[target=_blank]"))


def test_the_time_is_also_told_as_the_organizer_sees_it_where_that_is_another(guest: Browser) -> None:
    booking = make_booking(make_configuration())

    theirs = shown(guest, booking).text
    same = guest.open(f"/bookings/{guest_reference(booking)}?timezone={booking.organizer_timezone}").text

    assert "For Maya Lindqvist, in " in theirs
    assert "For Maya Lindqvist" not in same


def test_a_booking_that_stands_offers_another(guest: Browser) -> None:
    page = shown(guest, make_booking(make_configuration()))

    assert guest.open(page.links["Book another time"]).times


def test_a_booking_that_is_over_says_so_and_offers_another(guest: Browser, clock: StoppedClock) -> None:
    booking = make_booking(make_configuration())
    clock.advance(days=3)

    page = shown(guest, booking)

    assert page.heading == "This booking is over"
    assert [words(badge) for badge in page.select(".badge")] == ["Over"]
    assert page.select(".done")[0]["class"] == "done over"
    assert guest.open(page.links["Book another time"]).times


def test_who_ended_a_booking_is_told(guest: Browser) -> None:
    grant = make_grant()
    cancelled = make_booking(make_configuration(grant))
    declined = make_booking(make_pending_configuration(grant), TOMORROW_AT_TEN + HOUR)
    bookings.cancel(
        cancelled.id, CancelBooking(reason="I am ill", actor="organizer", door="dashboard"), now=NOW
    )
    bookings.decline(declined.id, DecideBooking(actor="organizer", door="dashboard"), now=NOW)

    pages = [shown(guest, cancelled), shown(guest, declined)]

    assert [page.heading for page in pages] == [
        "Maya Lindqvist cancelled this booking",
        "Maya Lindqvist declined your request",
    ]
    assert "“I am ill”" in pages[0].text


BOOKED = make_configuration
REQUESTED = make_pending_configuration


def change(booking: Booking, kind: str, actor: str) -> None:
    if kind == "cancelled":
        bookings.cancel(booking.id, CancelBooking(reason="", actor=actor, door="page"), now=NOW)
    elif kind == "rescheduled":
        later = TOMORROW_AT_TEN + HOUR
        command = RescheduleBooking(starts_at=later, ends_at=later + 30 * MINUTE, actor=actor, door="page")
        bookings.reschedule(booking.id, command, now=NOW)
    else:
        decide = bookings.confirm if kind == "confirmed" else bookings.decline
        decide(booking.id, DecideBooking(actor=actor, door="page"), now=NOW)


@pytest.mark.parametrize(
    ("make", "kind", "actor", "guest_reads", "organizer_reads"),
    [
        (BOOKED, None, "", "You are booked", "Priya Raman is booked"),
        (BOOKED, "rescheduled", GUEST, "Your booking has a new time", "Priya Raman is booked"),
        (BOOKED, "cancelled", GUEST, "Your booking has been cancelled", "Priya Raman cancelled this booking"),
        (
            *(BOOKED, "cancelled", ORGANIZER),
            *("Maya Lindqvist cancelled this booking", "This booking has been cancelled"),
        ),
        (REQUESTED, None, "", "Your request has been sent", "Priya Raman requests a time"),
        (REQUESTED, "rescheduled", GUEST, "Your request has a new time", "Priya Raman requests a time"),
        (REQUESTED, "confirmed", ORGANIZER, "You are booked", "Priya Raman is booked"),
        (
            *(REQUESTED, "declined", ORGANIZER),
            *("Maya Lindqvist declined your request", "You declined this request"),
        ),
        (REQUESTED, "cancelled", GUEST, "You withdrew this request", "Priya Raman withdrew this request"),
    ],
)
def test_a_heading_says_how_the_booking_stands(
    sqlite_app: Flask,
    make: Callable[[], Configuration],
    kind: str | None,
    actor: str,
    guest_reads: str,
    organizer_reads: str,
) -> None:
    booking = make_booking(make())
    if kind:
        change(booking, kind, actor)
    booking = reread(booking)

    headings = [presenters.shown(booking, reader=reader, now=NOW).heading for reader in (GUEST, ORGANIZER)]

    assert headings == [guest_reads, organizer_reads]


def test_a_request_that_nobody_answered_says_so(sqlite_app: Flask) -> None:
    booking = reread(make_booking(make_pending_configuration()))

    seen = presenters.shown(booking, reader=GUEST, now=booking.ends_at)

    assert (seen.heading, seen.lead) == ("This request was not answered in time", None)


def test_a_pages_own_thanks_are_what_a_guest_reads_first(sqlite_app: Flask) -> None:
    booking = reread(make_booking(make_configuration()))

    assert presenters.shown(booking, reader=GUEST, thanks="See you!", now=NOW).lead == "See you!"
    assert presenters.shown(booking, reader=GUEST, now=NOW).lead == (
        "A confirmation with a calendar invitation is on its way to priya@example.com."
    )


def test_thanks_wait_for_the_answer_to_a_request(sqlite_app: Flask) -> None:
    booking = reread(make_booking(make_pending_configuration()))

    assert "Maya Lindqvist will answer" in str(
        presenters.shown(booking, reader=GUEST, thanks="See you!", now=NOW).lead
    )


def test_a_private_configurations_booking_leads_nowhere_that_cannot_be_opened(guest: Browser) -> None:
    booking = make_booking(make_configuration(requires_session_auth=True))
    bookings.cancel(booking.id, CancelBooking(reason="", actor="guest", door="api"), now=NOW)

    page = shown(guest, booking)

    assert page.heading == "Your booking has been cancelled"
    assert "Book another time" not in page.links


def test_the_calendar_file_is_a_copy_to_keep(guest: Browser) -> None:
    booking = make_booking(make_configuration())

    answer = guest.open(f"/bookings/{guest_reference(booking)}/calendar.ics").answer

    calendar = icalendar.Calendar.from_ical(answer.data)
    [event] = calendar.events
    assert calendar["METHOD"] == "PUBLISH"
    assert (event["UID"], event.sequence, event["STATUS"]) == (booking.ical_uid, 0, "CONFIRMED")
    assert event.start == datetime.fromtimestamp(TOMORROW_AT_TEN, UTC)
    assert guest_reference(booking) not in answer.get_data(as_text=True)
    assert answer.headers["Content-Disposition"] == "attachment; filename=booking.ics"


def test_the_calendar_file_of_a_request_that_was_moved_is_tentative_and_newer(guest: Browser) -> None:
    booking = make_booking(make_pending_configuration())
    later = TOMORROW_AT_TEN + HOUR
    command = RescheduleBooking(starts_at=later, ends_at=later + 30 * MINUTE, actor="guest", door="page")
    bookings.reschedule(booking.id, command, now=NOW)

    answer = guest.open(f"/bookings/{guest_reference(booking)}/calendar.ics").answer

    [event] = icalendar.Calendar.from_ical(answer.data).events
    assert (event.sequence, event["STATUS"]) == (1, "TENTATIVE")


MEETING = {
    "provider": "Jitsi",
    "details": {"url": "https://meet.example.com/${room}", "password": "s3cret"},
}


def test_whoever_booked_finds_the_meeting_online_on_the_page_and_in_the_file(guest: Browser) -> None:
    booking = make_booking(make_configuration(event_booking={"title": "Call", "conferencing": MEETING}))
    assert booking.meeting
    url = booking.meeting["url"]

    page = shown(guest, booking)
    file = guest.open(f"/bookings/{guest_reference(booking)}/calendar.ics").html
    [entry] = icalendar.Calendar.from_ical(file).walk("VEVENT")

    assert page.select(f'.facts a[href="{url}"]')
    assert "Password: s3cret" in page.text
    assert (entry["location"], entry["description"]) == (url, f"Jitsi\n{url}\nPassword: s3cret")


def test_nobody_finds_the_meeting_online_before_the_request_is_confirmed(guest: Browser) -> None:
    event = {"title": "Call", "booking_type": "organizer-confirmation", "conferencing": MEETING}
    page = make_pending_configuration(event_booking={**event, "location": "Zoom: https://meet.example.com/2"})
    booking = make_booking(page)

    before = [guest.open("/consultation").html, shown(guest, booking).html]

    assert not any("meet.example.com" in html or "s3cret" in html for html in before)
    assert "You get the link when you have booked." in before[0]
