"""Where a booking can be opened, moved, cancelled or decided."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.builders import make_booking, make_configuration, make_pending_configuration
from webapp.models import Booking, Configuration
from webapp.models.reference import guest_reference, organizer_reference
from webapp.services.promises import links

OURS = "https://book.example.org/bookings/"
Link = Callable[[Booking, Configuration], str]


def test_a_booking_is_opened_by_its_guest(app: Flask) -> None:
    booking = make_booking(make_configuration())

    assert links.shown(booking) == OURS + guest_reference(booking)


@pytest.mark.parametrize(
    ("link", "path"), [(links.rescheduling, "/reschedule"), (links.cancellation, "/cancel")]
)
def test_a_guest_moves_and_cancels_on_our_pages(app: Flask, link: Link, path: str) -> None:
    page = make_configuration()
    booking = make_booking(page)

    assert link(booking, page) == OURS + guest_reference(booking) + path


def test_the_organizer_decides_with_a_reference_of_their_own(app: Flask) -> None:
    page = make_pending_configuration()
    booking = make_booking(page)

    assert links.confirmation(booking, page) == OURS + organizer_reference(booking) + "/confirm"


@pytest.mark.parametrize(
    ("link", "setting", "reference"),
    [
        (links.rescheduling, "rescheduling_url", guest_reference),
        (links.cancellation, "cancellation_url", guest_reference),
        (links.confirmation, "organizer_confirmation_url", organizer_reference),
    ],
)
def test_a_page_may_name_addresses_of_its_own(
    app: Flask, link: Link, setting: str, reference: Callable[[Booking], str]
) -> None:
    page = make_pending_configuration(
        scheduler={"min_booking_notice": 0, setting: "https://shop.example.net/b/:booking_ref?a=1"}
    )
    booking = make_booking(page)

    assert link(booking, page) == f"https://shop.example.net/b/{reference(booking)}?a=1"
