import pytest

from tests.blueprints.public.cast import shown
from tests.browser import Browser
from tests.builders import (
    HOUR,
    TOMORROW_AT_TEN,
    make_booking,
    make_configuration,
    make_pending_configuration,
    reread,
)
from webapp.extensions import db
from webapp.models import BookingChange, OutboxEntry
from webapp.models.reference import guest_reference, organizer_reference


def test_a_page_by_reference_stays_out_of_caches_and_search_engines(guest: Browser) -> None:
    page = shown(guest, make_booking(make_configuration()))

    assert page.answer.headers["Cache-Control"] == "no-store"
    assert page.answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert page.answer.headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("path", ["", "/calendar.ics", "/reschedule", "/cancel", "/confirm"])
def test_a_wrong_reference_is_a_plain_404(guest: Browser, path: str) -> None:
    booking = make_booking(make_configuration())
    right = guest_reference(booking)

    for wrong in (right[:-1] + ("A" if right[-1] != "A" else "B"), right[:-4], "nonsense", "%00", "a" * 500):
        page = guest.open(f"/bookings/{wrong}{path}")
        assert (page.status, page.heading) == (404, "Page not found")


def test_the_organizers_reference_does_not_open_the_guests_page(guest: Browser) -> None:
    booking = make_booking(make_pending_configuration())

    assert guest.open(f"/bookings/{organizer_reference(booking)}").status == 404


def test_no_page_of_a_pending_booking_holds_the_organizers_salt(guest: Browser) -> None:
    booking = make_booking(make_pending_configuration())
    at = f"/bookings/{guest_reference(booking)}"

    pages = "".join(guest.open(at + path).html for path in ("", "/calendar.ics", "/reschedule", "/cancel"))

    assert pages
    assert booking.organizer_salt not in pages
    assert organizer_reference(booking)[-8:] not in pages


def test_opening_the_pages_of_a_booking_changes_nothing(guest: Browser) -> None:
    booking = make_booking(make_pending_configuration())
    before = (booking.status, booking.updated_at, *counted())

    for path in (
        "",
        "/calendar.ics",
        "/reschedule",
        f"/reschedule?start={TOMORROW_AT_TEN + HOUR}",
        "/cancel",
    ):
        assert guest.open(f"/bookings/{guest_reference(booking)}{path}").status == 200
    assert guest.open(f"/bookings/{organizer_reference(booking)}/confirm").status == 200

    after = reread(booking)
    assert (after.status, after.updated_at, *counted()) == before


def counted() -> tuple[int, int]:
    count = db.func.count()
    return (
        db.session.scalar(db.select(count).select_from(BookingChange)) or 0,
        db.session.scalar(db.select(count).select_from(OutboxEntry)) or 0,
    )
