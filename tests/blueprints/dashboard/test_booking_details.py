"""A note, who else is invited, who came, and the guest's links, on the page of one booking."""

import pytest

from tests.browser import Browser
from tests.builders import (
    JONAS,
    TOMORROW_AT_TEN,
    make_booking,
    make_colleague,
    make_configuration,
    participant,
    reread,
)
from tests.conftest import StoppedClock
from tests.page import Page
from webapp.models import Booking, Configuration


@pytest.fixture
def booking(intro: Configuration) -> Booking:
    return make_booking(intro)


def shown(dashboard: Browser, booking: Booking) -> Page:
    return dashboard.open(f"/dashboard/bookings/{booking.id}")


def test_a_note_is_saved_and_shown(dashboard: Browser, booking: Booking) -> None:
    saved = dashboard.press(shown(dashboard, booking), "Save the note", note="Bring the contract")

    assert dashboard.follow(saved).field("Note").value == "Bring the contract"


def test_a_note_that_is_too_long_stays_typed_with_its_error(dashboard: Browser, booking: Booking) -> None:
    page = dashboard.press(shown(dashboard, booking), "Save the note", note="x" * 4001)

    assert page.status == 422
    assert page.field("Note").value == "x" * 4001
    assert reread(booking).note is None


def test_a_note_is_kept_when_its_form_was_open_for_too_long(dashboard: Browser, booking: Booking) -> None:
    page = dashboard.send(f"/dashboard/bookings/{booking.id}/note", {"csrf_token": "old", "note": "Typed"})

    assert (page.status, page.field("Note").value) == (400, "Typed")


def test_somebody_is_invited_and_struck_again(dashboard: Browser, booking: Booking) -> None:
    invited = dashboard.press(shown(dashboard, booking), "Invite", name="Tom", email="tom@example.com")
    page = dashboard.follow(invited)
    guests = reread(booking).additional_guests

    dashboard.press(page, "No longer invite Tom")

    assert guests == [{"name": "Tom", "email": "tom@example.com"}]
    assert "tom@example.com is invited." in page.text
    assert reread(booking).additional_guests == []


@pytest.mark.parametrize("email", ["", "PRIYA@example.com", "no address"])
def test_an_address_that_cannot_be_invited_is_said_beside_the_field(
    dashboard: Browser, booking: Booking, email: str
) -> None:
    page = dashboard.press(shown(dashboard, booking), "Invite", name="Tom", email=email)

    assert page.status == 422
    assert page.select("#guest-email-error")
    assert page.field("E-mail").value == email


def test_a_guest_who_did_not_come_is_marked_after_the_start_only(
    dashboard: Browser, booking: Booking, clock: StoppedClock
) -> None:
    before = shown(dashboard, booking).buttons
    clock.at = TOMORROW_AT_TEN + 60

    marked = dashboard.follow(dashboard.press(shown(dashboard, booking), "Did not come"))
    unmarked = dashboard.follow(dashboard.press(marked, "Came after all"))

    assert "Did not come" not in before
    assert "Marked: the guest did not come by the organizer" in marked.text
    assert "Did not come" in unmarked.buttons


def test_the_guests_links_are_there_to_copy(dashboard: Browser, booking: Booking) -> None:
    page = shown(dashboard, booking)

    opened = dashboard.open(str(page.select("#link-rescheduling")[0]["value"]))
    assert opened.select("#picker .moving")


def test_who_only_takes_part_has_no_links_and_changes_nothing(dashboard: Browser) -> None:
    people = [participant(JONAS, name="Jonas Weber"), participant(organizer=False)]
    of_jonas = make_booking(make_configuration(make_colleague(), slug="jonas", participants=people))
    page = shown(dashboard, of_jonas)
    token = page.form("Sign out").values["csrf_token"]

    answers = [
        dashboard.send(
            f"/dashboard/bookings/{of_jonas.id}/{action}", {"csrf_token": token, "email": "a@b.example"}
        )
        for action in ("note", "guests", "guests/strike", "no-show", "no-show/undo")
    ]

    assert "The guest’s links" not in page.text
    assert {answer.status for answer in answers} == {409}
