"""Cancelling a booking, and withdrawing a request."""

import pytest
from flask import Flask
from sqlalchemy import select

from tests.builders import (
    NOW,
    make_booking,
    make_configuration,
    make_pending_configuration,
    reread,
)
from tests.services.bookings.deeds import cancelling, count, promised
from webapp.errors import NotAllowedNow
from webapp.extensions import db
from webapp.models import BusySpan, Event
from webapp.services import bookings


def test_cancelling_frees_the_slot_and_keeps_the_event_as_cancelled(app: Flask) -> None:
    page = make_configuration()
    booking = make_booking(page)

    bookings.cancel(booking.id, cancelling("Ill"), now=NOW)

    assert (reread(booking).status, reread(booking).cancellation_reason) == ("cancelled", "Ill")
    assert (count(BusySpan), db.session.scalars(select(Event.status)).one()) == (0, "cancelled")
    assert make_booking(page).status == "booked"


def test_a_second_cancel_is_refused(app: Flask) -> None:
    booking = make_booking(make_configuration())
    bookings.cancel(booking.id, cancelling(), now=NOW)

    with pytest.raises(NotAllowedNow, match=r"^booking\.cancelled_already$"):
        bookings.cancel(booking.id, cancelling(), now=NOW)


def test_a_guest_may_withdraw_a_request_and_the_organizer_hears_of_it(app: Flask) -> None:
    booking = make_booking(make_pending_configuration())

    bookings.cancel(booking.id, cancelling(), now=NOW)

    assert promised()[2:] == ["guest_cancelled", "organizer_withdrawn"]
