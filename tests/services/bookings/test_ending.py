"""How a booking ends, whoever ends it."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from tests.builders import NOW, make_booking, make_configuration, make_pending_configuration, reread
from tests.services.bookings.deeds import ORGANIZER_SAYS, cancelling, promised, spans
from webapp.errors import InvalidInput
from webapp.extensions import db
from webapp.models import Configuration, Event
from webapp.services import bookings
from webapp.services.bookings.commands import REASON_AT_MOST
from webapp.services.bookings.ending import checked_reason


@pytest.mark.parametrize("how", ["cancelled", "declined"])
def test_its_time_is_free_and_its_event_is_seen_as_cancelled(app: Flask, how: str) -> None:
    booking = make_booking(make_pending_configuration())

    if how == "declined":
        bookings.decline(booking.id, ORGANIZER_SAYS, now=NOW)
    else:
        bookings.cancel(booking.id, cancelling(), now=NOW)

    event = db.session.scalars(select(Event)).one()
    assert spans() == []
    assert (event.status, event.busy, event.pending, event.sequence) == ("cancelled", False, False, 1)


def test_the_guest_hears_of_it_and_the_organizer_too(app: Flask) -> None:
    booking = make_booking(make_configuration())

    bookings.cancel(booking.id, cancelling(), now=NOW)

    assert promised()[2:] == ["guest_cancelled", "organizer_cancelled"]


def test_it_counts_as_a_newer_version_of_the_same_event(app: Flask) -> None:
    booking = make_booking(make_configuration())

    bookings.cancel(booking.id, cancelling(), now=NOW)

    assert (reread(booking).sequence, reread(booking).ical_uid) == (1, booking.ical_uid)


def test_a_reason_keeps_its_lines() -> None:
    assert checked_reason(" My train\r\nis late ") == "My train\nis late"


@pytest.mark.parametrize("reason", ["x" * (REASON_AT_MOST + 1), "bell \x07"])
def test_a_reason_that_cannot_be_stored_is_refused(reason: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        checked_reason(reason)

    assert refused.value.field == "cancellation_reason"


@pytest.mark.parametrize(
    ("make", "how", "actor", "ending"),
    [
        (make_configuration, "cancel", "guest", "cancelled"),
        (make_configuration, "cancel", "organizer", "cancelled"),
        (make_pending_configuration, "cancel", "guest", "withdrawn"),
        (make_pending_configuration, "cancel", "api", "cancelled"),
        (make_pending_configuration, "decline", "organizer", "declined"),
    ],
)
def test_how_it_ended_is_kept(
    app: Flask, make: Callable[[], Configuration], how: str, actor: str, ending: str
) -> None:
    booking = make_booking(make())

    command = cancelling(actor=actor) if how == "cancel" else ORGANIZER_SAYS
    getattr(bookings, how)(booking.id, command, now=NOW)

    assert (reread(booking).status, reread(booking).ending) == ("cancelled", ending)
