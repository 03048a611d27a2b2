import pytest

from tests.browser import Browser
from tests.builders import (
    DAY,
    HOUR,
    NOW,
    TOMORROW_AT_TEN,
    make_booking,
    make_configuration,
    make_event,
    make_pending_configuration,
    primary_calendar,
    timespan,
)
from tests.conftest import StoppedClock
from webapp import outbox
from webapp.extensions import transaction
from webapp.models import Grant
from webapp.services import bookings
from webapp.services.bookings import lists
from webapp.services.bookings.commands import CancelBooking, DecideBooking, Person, RescheduleBooking
from webapp.services.bookings.lists import PAGE_SIZE


def test_a_request_waits_on_the_first_page_with_both_buttons(dashboard: Browser, maya_grant: Grant) -> None:
    make_booking(make_pending_configuration(maya_grant))

    page = dashboard.open("/dashboard")

    assert "Waiting for your answer 1" in page.text
    assert "Priya Raman" in page.links
    assert "Confirm" in page.buttons
    assert "Decline the request" in page.buttons


def test_times_are_the_organizers_with_the_guests_beside_them(dashboard: Browser, maya_grant: Grant) -> None:
    make_booking(make_pending_configuration(maya_grant))

    text = dashboard.open("/dashboard").text

    assert "11:00" in text  # Stockholm; the booking is at 10:00 UTC
    assert "3:30" in text  # Kolkata, in the afternoon
    assert "Guest’s time: Tue, Jan 5, 3:30 PM (Kolkata)" in text


def test_a_guest_whose_clock_shows_the_same_is_given_no_second_time(
    dashboard: Browser, maya_grant: Grant
) -> None:
    make_booking(make_pending_configuration(maya_grant), timezone="Europe/Paris")

    assert "Guest’s time" not in dashboard.open("/dashboard").text


def test_what_else_is_in_the_calendar_stands_beside_a_request(dashboard: Browser, maya_grant: Grant) -> None:
    make_event(primary_calendar(maya_grant), timespan(TOMORROW_AT_TEN - HOUR), title="Dentist")
    make_booking(make_pending_configuration(maya_grant))

    assert "Dentist" in dashboard.open("/dashboard").text


def test_an_empty_dashboard_says_what_to_do_next(dashboard: Browser) -> None:
    page = dashboard.open("/dashboard")

    assert "No requests are waiting" in page.text
    assert page.links["Your scheduling pages"] == "/dashboard/pages"


def test_captured_mails_are_mentioned_with_their_folder(dashboard: Browser) -> None:
    folder = dashboard.client.application.config["OPENSLOT_DATA"]

    assert f"saved as files in {folder}/mail" in dashboard.open("/dashboard").text


def test_nothing_is_said_of_captured_mails_when_a_mail_server_is_set(
    dashboard: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(dashboard.client.application.config, "MAIL_SERVER", "mail.example.org")

    assert "No mail server" not in dashboard.open("/dashboard").text


def test_each_booking_stands_in_the_list_of_its_kind(
    dashboard: Browser, maya_grant: Grant, clock: StoppedClock
) -> None:
    instant = make_configuration(maya_grant)
    over, ahead, off = (
        make_booking(
            instant, TOMORROW_AT_TEN + hour * HOUR, guest=Person(name=name, email="guest@example.com")
        )
        for hour, name in ((0, "Olga Over"), (30, "Anna Ahead"), (31, "Carl Called Off"))
    )
    make_booking(make_pending_configuration(maya_grant), starts_at=TOMORROW_AT_TEN + 40 * HOUR)
    bookings.cancel(off.id, CancelBooking(reason="", actor="organizer", door="dashboard"), now=NOW)
    clock.at = over.ends_at

    listed = {kind: dashboard.open(f"/dashboard/bookings?kind={kind}").links for kind in
             ("pending", "upcoming", "past", "cancelled")}  # fmt: skip

    names = ("Priya Raman", "Anna Ahead", "Olga Over", "Carl Called Off")
    shown = {kind: [name for name in names if name in links] for kind, links in listed.items()}
    assert shown == {
        "pending": ["Priya Raman"],
        "upcoming": ["Anna Ahead"],
        "past": ["Olga Over"],
        "cancelled": ["Carl Called Off"],
    }
    assert ahead.is_live


def test_a_list_that_does_not_exist_is_not_found(dashboard: Browser) -> None:
    assert dashboard.open("/dashboard/bookings?kind=forgotten").status == 404


def test_a_long_list_goes_on_where_it_stopped_and_leaves_nobody_out(
    dashboard: Browser, maya_grant: Grant
) -> None:
    instant = make_configuration(maya_grant)
    everybody = {f"Guest {number}" for number in range(PAGE_SIZE + 2)}
    for number, name in enumerate(sorted(everybody)):
        guest = Person(name=name, email="guest@example.com")
        make_booking(instant, TOMORROW_AT_TEN + number * HOUR, guest=guest)

    first = dashboard.open("/dashboard/bookings?kind=upcoming")
    second = dashboard.open(first.links["Later bookings"])

    on_first, on_second = everybody & set(first.links), everybody & set(second.links)
    assert (len(on_first), len(on_second)) == (PAGE_SIZE, 2)
    assert on_first | on_second == everybody


def test_a_cursor_that_was_made_up_is_refused_politely(dashboard: Browser) -> None:
    assert dashboard.open("/dashboard/bookings?cursor=made-up").status == 400


@pytest.mark.parametrize("search", ["priya", "RAMAN", "priya@example", "ya Ra"])
def test_a_guest_is_found_by_part_of_the_name_or_address(
    dashboard: Browser, maya_grant: Grant, search: str
) -> None:
    make_booking(make_configuration(maya_grant))

    assert "Priya Raman" in dashboard.open(f"/dashboard/bookings?q={search}").links


@pytest.mark.parametrize("search", ["somebody else", "%", "_"])
def test_a_search_takes_every_letter_as_it_stands(dashboard: Browser, maya_grant: Grant, search: str) -> None:
    make_booking(make_configuration(maya_grant))

    page = dashboard.open("/dashboard/bookings?" + "q=" + search.replace("%", "%25"))

    assert "Priya Raman" not in page.links
    assert f"“{search}”" in page.text


def test_a_search_of_a_long_list_says_how_far_it_has_come_and_goes_on(
    dashboard: Browser, maya_grant: Grant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "SEARCHED_AT_ONCE", 1)
    instant = make_configuration(maya_grant)
    make_booking(instant)
    make_booking(instant, TOMORROW_AT_TEN + DAY, guest=Person(name="Anna Ahead", email="anna@example.com"))

    first = dashboard.open("/dashboard/bookings?q=anna")
    second = dashboard.open(first.links["Keep searching"])

    assert "The search has reached" in first.text
    assert "No booking here has “anna”" in first.text
    assert "Anna Ahead" in second.links
    assert "The search has reached" not in second.text


@pytest.mark.parametrize("search", ["%00", "x" * 101], ids=["control character", "too long"])
def test_a_search_that_cannot_be_is_told_so(dashboard: Browser, search: str) -> None:
    page = dashboard.open(f"/dashboard/bookings?q={search}")

    assert page.status == 200
    assert "“Search” must" in page.text


def test_a_booking_shows_everything_known_of_it(dashboard: Browser, maya_grant: Grant) -> None:
    fields = {"topic": {"label": "What is it about?", "type": "text", "order": 1}}
    configuration = make_configuration(
        maya_grant,
        event_booking={
            "title": "Intro call",
            "location": "Studio 3",
            "description": "Bring tea",
            "timezone": "UTC",
        },
        scheduler={"min_booking_notice": 0, "additional_fields": fields},
    )
    booking = make_booking(
        configuration,
        additional_fields={"topic": "A website"},
        additional_guests=(Person(name="Ravi Rao", email="ravi@example.com"),),
    )

    text = dashboard.open(f"/dashboard/bookings/{booking.id}").text

    expected = (
        "Priya Raman",
        "priya@example.com",
        "Ravi Rao",
        "Studio 3",
        "Bring tea",
        "What is it about?",
        "A website",
    )
    assert [part for part in expected if part not in text] == []


def test_a_booking_shows_both_zones_by_city_and_name(dashboard: Browser, maya_grant: Grant) -> None:
    booking = make_booking(make_configuration(maya_grant), timezone="America/New_York")

    text = dashboard.open(f"/dashboard/bookings/{booking.id}").text

    assert "Stockholm Central European Standard Time (GMT+1)" in text
    assert "Guest’s time: New York Eastern Standard Time (GMT−5)" in text


def test_a_booking_tells_its_history_with_who_where_and_why(dashboard: Browser, maya_grant: Grant) -> None:
    booking = make_booking(make_pending_configuration(maya_grant))
    bookings.confirm(booking.id, DecideBooking(actor="organizer", door="page"), now=NOW + 60)
    moved = RescheduleBooking(
        starts_at=TOMORROW_AT_TEN + DAY, ends_at=TOMORROW_AT_TEN + DAY + HOUR // 2, actor="guest", door="page"
    )
    bookings.reschedule(booking.id, moved, now=NOW + 120)
    bookings.cancel(booking.id, CancelBooking(reason="Fell ill", actor="api", door="api"), now=NOW + 180)

    text = dashboard.open(f"/dashboard/bookings/{booking.id}").text

    history = text[text.index("History") :]
    order = [
        history.index(step)
        for step in (
            "Requested by the guest, on the web",
            "Confirmed by the organizer, through the link in the e-mail",
            "Moved to another time by the guest, on the web",
            "Cancelled by a program, through the API",
            "Fell ill",
        )
    ]
    assert order == sorted(order)


def test_a_booking_tells_what_was_sent_for_it_and_how_it_went(dashboard: Browser, maya_grant: Grant) -> None:
    booking = make_booking(make_configuration(maya_grant))
    with transaction() as session:
        claimed = outbox.claim(session, now=NOW, limit=1, lease_seconds=60)[0]
    with transaction() as session:
        outbox.postpone(session, claimed, now=NOW, due_at=NOW + 60, detail="connection refused")

    text = dashboard.open(f"/dashboard/bookings/{booking.id}").text

    assert "Booked, to the guest" in text
    assert "Booked, to the organizer" in text
    assert "Not delivered yet" in text
    assert "connection refused" in text


@pytest.mark.parametrize(
    ("path", "levels"), [("/dashboard", [1, 2, 2, 3]), ("/dashboard/bookings?kind=upcoming", [1, 2])]
)
def test_no_level_of_headings_is_left_out(
    dashboard: Browser, maya_grant: Grant, path: str, levels: list[int]
) -> None:
    page = make_pending_configuration(maya_grant)
    make_booking(page)
    make_booking(make_configuration(maya_grant), TOMORROW_AT_TEN + HOUR)

    headings = dashboard.open(path).select("h1, h2, h3, h4")

    assert [int(heading.name[1]) for heading in headings] == levels


def test_the_organizer_finds_the_meeting_of_a_request_before_the_guest(
    dashboard: Browser, maya_grant: Grant
) -> None:
    meeting = {"provider": "Jitsi", "details": {"url": "https://meet.example.com/1", "pin": "1234"}}
    event = {"title": "Call", "booking_type": "organizer-confirmation", "conferencing": meeting}
    booking = make_booking(make_pending_configuration(maya_grant, event_booking=event))

    page = dashboard.open(f"/dashboard/bookings/{booking.id}")

    assert page.select('.facts a[href="https://meet.example.com/1"]')
    assert "PIN: 1234" in page.text
