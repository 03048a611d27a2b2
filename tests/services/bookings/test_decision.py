"""The organizer's yes and no to a request."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.builders import (
    JONAS,
    NOW,
    make_booking,
    make_grant,
    make_pending_configuration,
    participant,
)
from tests.services.bookings.deeds import ORGANIZER_SAYS, count, promised
from webapp.errors import NotAllowedNow
from webapp.extensions import db
from webapp.models import Event
from webapp.services import bookings
from webapp.services.bookings.commands import DecideBooking


def test_confirming_turns_the_placeholder_into_the_event(app: Flask) -> None:
    booking = make_booking(make_pending_configuration())

    confirmed = bookings.confirm(booking.id, ORGANIZER_SAYS, now=NOW)

    event = db.session.scalars(select(Event)).one()
    assert (confirmed.status, event.title, event.status, event.pending) == (
        "booked",
        "Consultation",
        "confirmed",
        False,
    )
    assert promised()[2:] == ["guest_confirmed", "organizer_booked"]


def test_confirming_enters_the_event_for_every_participant(app: Flask) -> None:
    make_grant(JONAS)
    page = make_pending_configuration(
        participants=[participant(), participant(JONAS, name="Jonas", organizer=False)]
    )
    booking = make_booking(page)

    bookings.confirm(booking.id, ORGANIZER_SAYS, now=NOW)

    assert count(Event) == 2
    assert set(db.session.scalars(select(Event.ical_uid))) == {booking.ical_uid}


def test_declining_frees_the_slot_and_tells_the_guest(app: Flask) -> None:
    page = make_pending_configuration()
    booking = make_booking(page)

    declined = bookings.decline(
        booking.id, DecideBooking(actor="organizer", door="mail", reason="On leave"), now=NOW
    )

    assert (declined.status, declined.cancellation_reason) == ("cancelled", "On leave")
    assert promised()[2:] == ["guest_declined"]
    assert make_booking(page).status == "pending"


@pytest.mark.parametrize("decide", [bookings.confirm, bookings.decline])
def test_a_decision_is_made_once(app: Flask, decide: Any) -> None:
    booking = make_booking(make_pending_configuration())
    bookings.confirm(booking.id, ORGANIZER_SAYS, now=NOW)

    with pytest.raises(NotAllowedNow, match=r"^booking\.confirmed_already$"):
        decide(booking.id, ORGANIZER_SAYS, now=NOW)
