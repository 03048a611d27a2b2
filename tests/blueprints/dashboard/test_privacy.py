"""What the dashboard must not show: other organizers' bookings, capabilities, a guest's words as markup."""

import pytest
from sqlalchemy import select

from tests.blueprints.dashboard.conftest import sign_in
from tests.browser import Browser
from tests.builders import (
    JONAS,
    make_booking,
    make_colleague,
    make_configuration,
    make_pending_configuration,
    participant,
)
from webapp.extensions import db
from webapp.models import Booking, Grant
from webapp.services.bookings.commands import Person


@pytest.fixture
def of_jonas(dashboard: Browser) -> Booking:
    people = [participant(JONAS, name="Jonas Weber")]
    return make_booking(make_pending_configuration(make_colleague(), slug="jonas", participants=people))


def test_a_booking_of_another_organizer_is_not_found(dashboard: Browser, of_jonas: Booking) -> None:
    assert dashboard.open(f"/dashboard/bookings/{of_jonas.id}").status == 404


@pytest.mark.parametrize("strange", ["no-id", "11111111-1111-4111-8111-111111111111", "%00"])
def test_an_id_of_no_booking_is_not_found(dashboard: Browser, strange: str) -> None:
    assert dashboard.open(f"/dashboard/bookings/{strange}").status == 404


@pytest.mark.parametrize(
    "path", ["/dashboard", "/dashboard/bookings?kind=pending", "/dashboard/bookings?q=priya&kind=pending"]
)
def test_no_list_shows_a_booking_of_another_organizer(
    dashboard: Browser, of_jonas: Booking, path: str
) -> None:
    assert "Priya Raman" not in dashboard.open(path).text


def test_another_organizer_sees_nothing_of_mine(browser: Browser, maya_grant: Grant) -> None:
    make_colleague()
    make_booking(make_pending_configuration(maya_grant))

    sign_in(browser, email=JONAS)

    assert "Priya Raman" not in browser.open("/dashboard").text


def test_what_a_guest_typed_is_shown_as_text(dashboard: Browser, maya_grant: Grant) -> None:
    make_booking(
        make_configuration(maya_grant),
        guest=Person(name="<script>alert(1)</script>", email="guest@example.com"),
    )

    answer = dashboard.open("/dashboard/bookings").html

    assert "<script>alert" not in answer
    assert "&lt;script&gt;alert(1)" in answer


def test_the_salts_and_references_stand_on_no_page(dashboard: Browser, maya_grant: Grant) -> None:
    booking = make_booking(make_pending_configuration(maya_grant))
    stored = db.session.scalars(select(Booking)).one()

    pages = [
        dashboard.open(path).html
        for path in ("/dashboard", "/dashboard/bookings?kind=pending", f"/dashboard/bookings/{booking.id}")
    ]

    assert not any(stored.organizer_salt in page or stored.guest_salt in page for page in pages)
