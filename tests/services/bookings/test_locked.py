"""A booking under lock, after participants have left its page."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.builders import (
    HOUR,
    JONAS,
    MAYA,
    NOW,
    PRIYA,
    TOMORROW_AT_TEN,
    make_booking,
    make_grant,
    make_pending_configuration,
    participant,
)
from tests.services.bookings.deeds import (
    ORGANIZER_SAYS,
    cancelling,
    everything_is_delivered,
    move_to,
    promised,
)
from webapp.extensions import db
from webapp.models import OutboxEntry
from webapp.services import bookings
from webapp.services.configurations import configurations


@pytest.mark.parametrize("decide", [bookings.confirm, bookings.decline])
def test_an_organizer_who_left_the_page_is_still_notified(app: Flask, decide: Any) -> None:
    make_grant(JONAS)
    page = make_pending_configuration()
    booking = make_booking(page)
    configurations.update(page, {"participants": [participant(JONAS, name="Jonas")]}, now=NOW)

    decide(booking.id, ORGANIZER_SAYS, now=NOW)

    notified = set(db.session.scalars(select(OutboxEntry.destination)))
    assert notified == {PRIYA, MAYA}


def test_a_request_can_be_moved_and_withdrawn_after_its_organizer_left_the_page(app: Flask) -> None:
    make_grant(JONAS)
    page = make_pending_configuration()
    booking = make_booking(page)
    configurations.update(page, {"participants": [participant(JONAS, name="Jonas")]}, now=NOW)
    everything_is_delivered()

    bookings.reschedule(booking.id, move_to(TOMORROW_AT_TEN + HOUR), now=NOW)
    bookings.cancel(booking.id, cancelling(), now=NOW)

    assert promised()[2:] == [
        "guest_rescheduled",
        "organizer_rescheduled",
        "guest_cancelled",
        "organizer_withdrawn",
    ]
