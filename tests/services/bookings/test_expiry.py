"""A request that nobody answered ends when its time begins."""

import pytest
from flask import Flask
from sqlalchemy import update

from tests.builders import (
    DAY,
    HOUR,
    NOW,
    TOMORROW_AT_TEN,
    make_booking,
    make_configuration,
    make_grant,
    make_pending_configuration,
    make_webhook,
    reread,
)
from tests.services.bookings.deeds import ORGANIZER_SAYS, move_to, promised, spans
from webapp.errors import NotAllowedNow
from webapp.extensions import db, transaction
from webapp.models import Configuration, Event
from webapp.services import bookings
from webapp.services.bookings import expiry
from webapp.services.bookings.lists import changes


def test_a_request_ends_at_its_start_and_everybody_is_notified(app: Flask) -> None:
    make_webhook(trigger_types=["booking.cancelled"])
    booking = make_booking(make_pending_configuration())
    before = promised()

    ended = bookings.end_overdue(now=TOMORROW_AT_TEN)

    found = reread(booking)
    assert ended == 1
    assert (found.status, found.ending) == ("cancelled", "expired")
    assert spans() == []
    assert [event.status for event in db.session.scalars(db.select(Event))] == ["cancelled"]
    assert promised()[len(before) :] == ["guest_expired", "organizer_expired", "booking.cancelled"]
    assert [(change.kind, change.actor) for change in changes(found)][-1] == ("expired", "nobody")


def test_it_does_not_end_before(app: Flask) -> None:
    booking = make_booking(make_pending_configuration())

    assert bookings.end_overdue(now=TOMORROW_AT_TEN - 1) == 0
    assert reread(booking).status == "pending"


def test_it_ends_once(app: Flask) -> None:
    make_booking(make_pending_configuration())
    bookings.end_overdue(now=TOMORROW_AT_TEN)
    announced = promised()

    assert bookings.end_overdue(now=TOMORROW_AT_TEN) == 0
    assert promised() == announced


def test_a_booking_does_not_expire(app: Flask) -> None:
    make_booking(make_configuration())

    assert bookings.end_overdue(now=TOMORROW_AT_TEN + DAY) == 0


def test_a_request_that_was_confirmed_meanwhile_stands(app: Flask) -> None:
    booking = make_booking(make_pending_configuration())
    bookings.confirm(booking.id, ORGANIZER_SAYS, now=TOMORROW_AT_TEN - 1)

    assert not expiry.end_if_overdue(booking.id, now=TOMORROW_AT_TEN)
    assert reread(booking).status == "booked"


def test_a_request_that_was_moved_meanwhile_waits_for_its_new_time(app: Flask) -> None:
    booking = make_booking(make_pending_configuration())
    bookings.reschedule(booking.id, move_to(TOMORROW_AT_TEN + DAY), now=NOW)

    assert not expiry.end_if_overdue(booking.id, now=TOMORROW_AT_TEN)


def test_a_request_that_cannot_be_ended_holds_up_no_later_one(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    grant = make_grant()
    broken = make_booking(make_pending_configuration(grant, slug="broken"))
    later = make_booking(make_pending_configuration(grant), TOMORROW_AT_TEN + HOUR)
    with transaction() as session:
        session.execute(
            update(Configuration).where(Configuration.id == broken.configuration_id).values(document={})
        )

    ended = bookings.end_overdue(now=TOMORROW_AT_TEN + DAY)

    assert ended == 1
    assert (reread(broken).status, reread(later).status) == ("pending", "cancelled")
    assert broken.id in caplog.text


def test_it_cannot_be_confirmed_when_its_time_has_come_although_it_has_not_ended(app: Flask) -> None:
    booking = make_booking(make_pending_configuration())

    with pytest.raises(NotAllowedNow, match=r"^booking\.time_passed$"):
        bookings.confirm(booking.id, ORGANIZER_SAYS, now=TOMORROW_AT_TEN)


def test_a_request_that_has_ended_cannot_be_confirmed(app: Flask) -> None:
    booking = make_booking(make_pending_configuration())
    bookings.end_overdue(now=TOMORROW_AT_TEN)

    with pytest.raises(NotAllowedNow, match=r"^booking\.expired_already$"):
        bookings.confirm(booking.id, ORGANIZER_SAYS, now=TOMORROW_AT_TEN)
