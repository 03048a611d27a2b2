"""Who is told what, and who is not."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.builders import (
    DAY,
    NOW,
    TOMORROW_AT_TEN,
    make_booking,
    make_configuration,
    make_pending_configuration,
)
from tests.services.bookings.deeds import ORGANIZER_SAYS, cancelling, move_to, promised
from webapp.extensions import db
from webapp.models import OutboxEntry
from webapp.models.reference import organizer_reference
from webapp.services import bookings


def test_the_organizers_reference_is_in_the_organizers_mail_alone(app: Flask) -> None:
    booking = make_booking(make_pending_configuration())

    mails = {entry.name: str(entry.payload) for entry in db.session.scalars(select(OutboxEntry))}
    assert organizer_reference(booking) in mails["organizer_requested"]
    assert organizer_reference(booking) not in mails["guest_requested"]


def test_silent_pages_send_no_mail(app: Flask) -> None:
    page = make_configuration(event_booking={"title": "Intro call", "disable_emails": True})

    make_booking(page)

    assert promised() == []


def sent(name: str) -> dict[str, Any]:
    """What the mail of this name says."""
    return db.session.scalars(select(OutboxEntry).where(OutboxEntry.name == name)).one().payload


def withdrawn() -> list[str]:
    """The names of the promises that were taken back, oldest first."""
    taken_back = select(OutboxEntry.name).where(OutboxEntry.withdrawn_at.is_not(None))
    return list(db.session.scalars(taken_back.order_by(OutboxEntry.id)))


@pytest.mark.parametrize(
    "end",
    [
        lambda booking_id: bookings.confirm(booking_id, ORGANIZER_SAYS, now=NOW),
        lambda booking_id: bookings.decline(booking_id, ORGANIZER_SAYS, now=NOW),
        lambda booking_id: bookings.cancel(booking_id, cancelling(), now=NOW),
    ],
    ids=["confirmed", "declined", "withdrawn by the guest"],
)
def test_nobody_is_asked_about_a_request_that_has_its_answer(
    app: Flask, end: Callable[[str], object]
) -> None:
    booking = make_booking(make_pending_configuration())

    end(booking.id)

    assert withdrawn() == ["organizer_requested"]


def test_nor_about_the_time_to_which_it_was_moved(app: Flask) -> None:
    booking = make_booking(make_pending_configuration())
    bookings.reschedule(booking.id, move_to(TOMORROW_AT_TEN + DAY), now=NOW)

    bookings.decline(booking.id, ORGANIZER_SAYS, now=NOW)

    assert withdrawn() == ["organizer_requested", "organizer_rescheduled"]


def test_a_request_that_was_moved_still_asks(app: Flask) -> None:
    booking = make_booking(make_pending_configuration())

    bookings.reschedule(booking.id, move_to(TOMORROW_AT_TEN + DAY), now=NOW)

    assert withdrawn() == []


def test_what_tells_of_a_booking_goes_out_although_it_was_cancelled(app: Flask) -> None:
    booking = make_booking(make_configuration())
    bookings.reschedule(booking.id, move_to(TOMORROW_AT_TEN + DAY), now=NOW)

    bookings.cancel(booking.id, cancelling(), now=NOW)

    assert withdrawn() == []


def test_a_new_time_is_not_taken_back_after_the_request_was_confirmed(app: Flask) -> None:
    booking = make_booking(make_pending_configuration())
    bookings.confirm(booking.id, ORGANIZER_SAYS, now=NOW)
    bookings.reschedule(booking.id, move_to(TOMORROW_AT_TEN + DAY), now=NOW)

    bookings.cancel(booking.id, cancelling(), now=NOW)

    assert withdrawn() == ["organizer_requested"]


@pytest.mark.parametrize(("notice", "offered"), [(60, True), (100_000, False)])
def test_a_mail_offers_no_change_that_would_be_refused(app: Flask, notice: int, offered: bool) -> None:
    scheduler = {"min_booking_notice": 0, "min_cancellation_notice": notice}
    make_booking(make_configuration(scheduler=scheduler))

    links = sent("guest_booked")["links"]

    assert "booking_url" in links
    assert [name in links for name in ("rescheduling_url", "cancellation_url")] == [offered, offered]


def test_the_mail_of_a_request_offers_changes_whatever_the_notice(app: Flask) -> None:
    scheduler = {"min_booking_notice": 0, "min_cancellation_notice": 100_000}
    make_booking(make_pending_configuration(scheduler=scheduler))

    assert "cancellation_url" in sent("guest_requested")["links"]
