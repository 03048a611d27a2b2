"""Lists as files, and several bookings answered at once."""

import csv
import io
from contextvars import Context
from typing import Any

import icalendar
import pytest

from tests.browser import ORIGIN, Browser
from tests.builders import (
    HOUR,
    JONAS,
    NOW,
    TOMORROW_AT_TEN,
    make_booking,
    make_colleague,
    make_configuration,
    make_pending_configuration,
    participant,
    reread,
)
from tests.page import Page
from tests.services.bookings.deeds import promised
from webapp.blueprints.dashboard import booking_lists
from webapp.models import Booking, Configuration, Grant
from webapp.services import bookings
from webapp.services.bookings import lists, walking
from webapp.services.bookings.commands import CancelBooking, Person


@pytest.fixture
def three(maya_grant: Grant) -> list[Booking]:
    page = make_pending_configuration(maya_grant)
    return [make_booking(page, TOMORROW_AT_TEN + hours * HOUR) for hours in range(3)]


def decline(dashboard: Browser, chosen: list[Booking], *, reason: str = "", times: int = 1) -> Page:
    """Select these in the list of requests, and press the button, so many times. The last answer."""
    page = dashboard.open("/dashboard/bookings?kind=pending&select=1")
    values = page.form("Decline the selected requests").values
    values.setlist("booking", [booking.id for booking in chosen])
    values.setlist("reason", [reason])
    return [dashboard.send("/dashboard/bookings", values) for _ in range(times)][-1]


def test_several_requests_are_declined_with_one_reason(dashboard: Browser, three: list[Booking]) -> None:
    answer = decline(dashboard, three[:2], reason="On holiday")

    assert answer.status == 303
    assert [reread(booking).ending for booking in three] == ["declined", "declined", None]
    assert reread(three[0]).cancellation_reason == "On holiday"
    assert "2 bookings are ended." in dashboard.follow(answer).text


def test_what_could_not_be_ended_is_named_and_stays_selected_and_the_rest_is_done(
    dashboard: Browser, three: list[Booking]
) -> None:
    by_guest = CancelBooking(reason="", actor="guest", door="page")
    bookings.cancel(three[0].id, by_guest, now=NOW)

    page = decline(dashboard, three[:2], reason="On holiday")

    assert page.status == 409
    assert "The request is already withdrawn." in page.alerts[0]
    assert reread(three[1]).ending == "declined"
    assert page.field("Reason (optional)").value == "On holiday"


def test_a_form_that_is_sent_twice_ends_each_once_and_says_so(
    dashboard: Browser, three: list[Booking]
) -> None:
    page = decline(dashboard, three, times=2)

    assert page.status == 409
    assert page.alerts[0].count("The request is already declined.") == 3
    assert promised().count("guest_declined") == 3


def test_nothing_is_ended_where_nothing_is_selected_or_too_much(
    dashboard: Browser, three: list[Booking]
) -> None:
    nothing = decline(dashboard, [])
    too_long = decline(dashboard, three, reason="x" * 1001)

    assert (nothing.status, too_long.status) == (422, 422)
    assert nothing.alerts == ["Please select the bookings first."]
    assert [box["value"] for box in too_long.select("input[name=booking][checked]")] == [b.id for b in three]
    assert {reread(booking).status for booking in three} == {"pending"}


def test_a_booking_of_somebody_else_is_not_ended(dashboard: Browser, three: list[Booking]) -> None:
    people = [participant(JONAS, name="Jonas Weber")]
    of_jonas = make_booking(make_pending_configuration(make_colleague(), slug="jonas", participants=people))

    page = decline(dashboard, [of_jonas])

    assert page.status == 409
    assert "There is no such booking." in page.text
    assert reread(of_jonas).status == "pending"


def test_a_selection_is_kept_when_its_form_was_open_for_too_long(
    dashboard: Browser, three: list[Booking]
) -> None:
    sent = {"csrf_token": "old", "kind": "pending", "booking": three[0].id, "reason": "Typed"}

    page = dashboard.send("/dashboard/bookings", sent)

    assert page.status == 400
    assert page.field("Reason (optional)").value == "Typed"
    assert [box["value"] for box in page.select("input[name=booking][checked]")] == [three[0].id]


def test_a_table_holds_what_is_filtered_and_nothing_that_a_spreadsheet_runs(
    dashboard: Browser, intro: Configuration
) -> None:
    make_booking(intro, guest=Person(name="=HYPERLINK(1)", email="evil@example.com"))
    make_booking(intro, TOMORROW_AT_TEN + HOUR)

    answer = dashboard.open("/dashboard/bookings/export.csv?q=evil").answer

    heading, *rows = csv.reader(io.StringIO(answer.get_data().decode("utf-8-sig"), newline=""))
    [row] = [dict(zip(heading, cells, strict=True)) for cells in rows]
    assert (row["Name"], row["E-mail"], row["Start"]) == (
        "'=HYPERLINK(1)",
        "evil@example.com",
        "2027-01-05 11:00",
    )
    assert answer.headers["Content-Disposition"] == "attachment; filename=bookings.csv"


def test_calendars_read_the_events_of_what_is_filtered(dashboard: Browser, intro: Configuration) -> None:
    booking = make_booking(intro)

    answer = dashboard.open("/dashboard/bookings/export.ics").answer

    [event] = icalendar.Calendar.from_ical(answer.get_data()).walk("VEVENT")
    assert (str(event["UID"]), str(event["SUMMARY"])) == (booking.ical_uid, "Intro call")


def test_a_file_is_read_while_it_is_sent(
    dashboard: Browser, intro: Configuration, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walking, "AT_ONCE", 1)
    monkeypatch.setattr(booking_lists, "CHUNK_BYTES", 1)
    read: list[Any] = []
    page = lists.page

    def noted(*given: Any, **named: Any) -> lists.BookingPage:
        read.append(named)
        return page(*given, **named)

    monkeypatch.setattr(lists, "page", noted)
    for hours in range(4):
        make_booking(intro, TOMORROW_AT_TEN + hours * HOUR)

    def take() -> tuple[int, int]:
        answer = dashboard.client.get("/dashboard/bookings/export.csv", base_url=ORIGIN)
        return len(read), len(list(answer.response))

    begun, pieces = Context().run(take)

    assert (begun, len(read), pieces) == (1, 4, 7)  # beside four bookings the mark, the heading and an end


def test_a_file_has_no_booking_of_anybody_else(dashboard: Browser) -> None:
    people = [participant(JONAS, name="Jonas Weber")]
    make_booking(make_configuration(make_colleague(), slug="jonas", participants=people))

    for name in ("export.csv", "export.ics"):
        assert "priya" not in dashboard.open(f"/dashboard/bookings/{name}").html.lower()
