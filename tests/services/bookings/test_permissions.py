"""What may still be done to a booking, by whom and until when."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.builders import (
    DAY,
    MINUTE,
    NOW,
    make_booking,
    make_configuration,
    make_pending_configuration,
)
from tests.services.bookings.deeds import ORGANIZER_SAYS, cancelling, move_to
from webapp.errors import NotAllowedNow
from webapp.models import Booking
from webapp.services import bookings


def test_a_request_whose_time_has_passed_cannot_be_confirmed(app: Flask) -> None:
    booking = make_booking(make_pending_configuration())

    with pytest.raises(NotAllowedNow, match=r"^booking\.time_passed$"):
        bookings.confirm(booking.id, ORGANIZER_SAYS, now=NOW + 3 * DAY)


@pytest.mark.parametrize("change", ["cancel", "reschedule"])
def test_the_notice_limit_binds_guests(app: Flask, change: str) -> None:
    page = make_configuration(scheduler={"min_booking_notice": 0, "min_cancellation_notice": 1440})
    booking = make_booking(page, NOW + 2 * DAY)
    too_late = NOW + DAY + MINUTE
    command = cancelling() if change == "cancel" else move_to(NOW + 3 * DAY)

    with pytest.raises(NotAllowedNow, match=rf"^booking\.too_late_to_{change} minutes=1440$"):
        getattr(bookings, change)(booking.id, command, now=too_late)


@pytest.mark.parametrize("actor", ["organizer", "api"])
def test_the_notice_limit_does_not_bind_the_organizers_side(app: Flask, actor: str) -> None:
    page = make_configuration(scheduler={"min_booking_notice": 0, "min_cancellation_notice": 1440})
    booking = make_booking(page, NOW + 2 * DAY)

    cancelled = bookings.cancel(booking.id, cancelling(actor=actor), now=NOW + 2 * DAY - MINUTE)

    assert cancelled.status == "cancelled"


@pytest.mark.parametrize(
    ("end", "code"),
    [
        (lambda id: bookings.decline(id, ORGANIZER_SAYS, now=NOW), "booking.declined_already"),
        (lambda id: bookings.cancel(id, cancelling(), now=NOW), "booking.withdrawn_already"),
        (lambda id: bookings.cancel(id, cancelling(actor="api"), now=NOW), "booking.cancelled_already"),
    ],
)
def test_what_has_ended_is_called_by_how_it_ended(
    app: Flask, end: Callable[[str], Booking], code: str
) -> None:
    booking = make_booking(make_pending_configuration())
    end(booking.id)

    for change, command in (
        ("confirm", ORGANIZER_SAYS),
        ("decline", ORGANIZER_SAYS),
        ("cancel", cancelling()),
        ("reschedule", move_to(NOW + 3 * DAY)),
    ):
        with pytest.raises(NotAllowedNow) as refused:
            getattr(bookings, change)(booking.id, command, now=NOW)
        assert refused.value.code == code
