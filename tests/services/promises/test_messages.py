"""The messages of a booking one by one."""

import pytest
from flask import Flask
from sqlalchemy import select

from tests.builders import HOUR, JONAS, MINUTE, NOW, PRIYA, TOMORROW_AT_TEN, make_booking, make_configuration
from tests.racing import race
from tests.services.bookings.deeds import everything_is_delivered, move_to
from webapp.errors import NotAllowedNow, NotFound
from webapp.extensions import db, transaction
from webapp.models import Booking, OutboxEntry
from webapp.scheduling import DAY
from webapp.services import bookings
from webapp.services.bookings.commands import CancelBooking, Person
from webapp.services.promises import archive, messages

LATER = NOW + 5 * MINUTE


@pytest.fixture
def booking(app: Flask) -> Booking:
    return make_booking(make_configuration())


def mails(to: str = PRIYA) -> list[OutboxEntry]:
    db.session.close()
    to_guest = select(OutboxEntry).where(OutboxEntry.destination == to)
    return list(db.session.scalars(to_guest.order_by(OutboxEntry.id)))


def refusal(booking: Booking, *, now: int = LATER) -> str | None:
    found = messages.find(booking, mails()[0].id, now=now).refusal
    return found.code if found else None


def test_a_message_says_what_it_said_after_it_was_put_away(booking: Booking) -> None:
    everything_is_delivered()
    archive.tidy(now=LATER)

    payload = messages.find(booking, mails()[0].id, now=LATER).payload

    assert payload is not None
    assert payload["to"]["email"] == PRIYA
    assert "/bookings/" in payload["links"]["booking_url"]


def test_a_message_is_sent_again_word_for_word(booking: Booking) -> None:
    first = mails()[0].payload
    everything_is_delivered()
    archive.tidy(now=LATER)

    messages.send_again(booking, mails()[0].id, now=LATER)

    again = mails()[1]
    assert (again.payload, again.name, again.settled_at) == (first, "guest_booked", None)


def test_what_failed_for_good_is_no_failure_once_it_is_sent_again(booking: Booking) -> None:
    with transaction() as session:
        for entry in session.scalars(select(OutboxEntry)):
            entry.settled_at = entry.given_up_at = entry.failed_at = NOW

    messages.send_again(booking, mails()[0].id, now=LATER)

    assert mails()[0].failed_at is None


def test_what_waits_was_overtaken_or_is_new_is_not_sent_again(booking: Booking) -> None:
    waiting = refusal(booking)
    everything_is_delivered()
    new = refusal(booking, now=NOW + 1)
    bookings.reschedule(booking.id, move_to(TOMORROW_AT_TEN + HOUR), now=NOW)

    assert (waiting, new) == ("message.waiting", "message.just_sent")
    assert refusal(booking) == "message.overtaken"


def test_what_is_forgotten_is_not_sent_again(booking: Booking) -> None:
    everything_is_delivered()
    archive.tidy(now=NOW + 40 * DAY)

    with pytest.raises(NotAllowedNow, match="message.forgotten"):
        messages.send_again(booking, mails()[0].id, now=NOW + 40 * DAY)


def test_a_message_of_another_booking_is_not_found(booking: Booking) -> None:
    other = make_booking(make_configuration(slug="other"), TOMORROW_AT_TEN + HOUR)

    with pytest.raises(NotFound):
        messages.find(other, mails()[0].id, now=NOW)


def test_what_was_withdrawn_is_not_sent_again_though_nothing_newer_went_there(app: Flask) -> None:
    invited = Person(name="Jonas", email=JONAS)
    booking = make_booking(make_configuration(), additional_guests=(invited,))
    bookings.cancel(booking.id, CancelBooking(reason="", actor="guest", door="page"), now=NOW)

    invitation = mails(JONAS)[-1]

    found = messages.find(booking, invitation.id, now=LATER).refusal
    assert found is not None
    assert found.code == "message.withdrawn"


def test_of_two_who_send_it_again_at_once_one_does(app: Flask, booking: Booking) -> None:
    everything_is_delivered()
    booking_id, entry_id = booking.id, mails()[0].id

    def again() -> None:
        found = db.session.get(Booking, booking_id)
        assert found is not None
        messages.send_again(found, entry_id, now=LATER)

    race(app, [again] * 4)

    assert len(mails()) == 2
