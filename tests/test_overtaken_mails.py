"""Mails that were not sent before the booking changed again: withdrawn, and nobody hears of what they never knew."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.builders import (
    DAY,
    MAYA,
    NOW,
    PRIYA,
    TOMORROW_AT_TEN,
    make_booking,
    make_configuration,
    make_pending_configuration,
    make_webhook,
)
from tests.promises import claim, promise_mail
from tests.services.bookings.deeds import ORGANIZER_SAYS, cancelling, everything_is_delivered, move_to
from webapp import outbox
from webapp.extensions import db, transaction
from webapp.models import OutboxEntry
from webapp.models.outbox import MAIL, WEBHOOK
from webapp.outbox import Claimed
from webapp.services import bookings
from webapp.services.bookings.commands import Person

TOM = Person(name="Tom", email="tom@example.com")
EVERY_TRIGGER = ["booking.created", "booking.rescheduled", "booking.cancelled"]


def waiting(kind: str = MAIL) -> list[tuple[str, str]]:
    """(name, destination) of what will still be sent."""
    entries = select(OutboxEntry).where(OutboxEntry.settled_at.is_(None), OutboxEntry.kind == kind)
    return [(entry.name, entry.destination) for entry in db.session.scalars(entries.order_by(OutboxEntry.id))]


def mail(name: str) -> dict[str, Any]:
    newest = select(OutboxEntry.payload).where(OutboxEntry.name == name).order_by(OutboxEntry.id.desc())
    payload: dict[str, Any] | None = db.session.scalar(newest)
    assert payload is not None
    return payload


def test_a_booking_that_nobody_heard_of_ends_without_an_event_to_cancel(app: Flask) -> None:
    booking = make_booking(make_configuration(), additional_guests=(TOM,))

    bookings.cancel(booking.id, cancelling(), now=NOW)

    assert waiting() == [("guest_cancelled", PRIYA), ("organizer_cancelled", MAYA)]
    assert (mail("guest_cancelled")["ics"], mail("organizer_cancelled")["ics"]) == (None, None)


def test_what_was_sent_is_followed_by_its_cancellation(app: Flask) -> None:
    booking = make_booking(make_configuration(), additional_guests=(TOM,))
    everything_is_delivered()

    bookings.cancel(booking.id, cancelling(), now=NOW)

    assert waiting() == [
        ("guest_cancelled", PRIYA),
        ("additional_guest_cancelled", TOM.email),
        ("organizer_cancelled", MAYA),
    ]
    for name, _ in waiting():
        assert mail(name)["ics"]["method"] == "CANCEL"


def test_what_may_be_on_its_way_is_followed_by_its_cancellation(app: Flask) -> None:
    booking = make_booking(make_configuration())
    with transaction() as session:
        outbox.claim(session, now=NOW, limit=10, lease_seconds=60)

    bookings.cancel(booking.id, cancelling(), now=NOW)

    assert mail("guest_cancelled")["ics"]["method"] == "CANCEL"


def test_who_never_heard_of_a_booking_hears_of_a_new_one_at_its_new_time(app: Flask) -> None:
    booking = make_booking(make_configuration(), additional_guests=(TOM,))

    bookings.reschedule(booking.id, move_to(TOMORROW_AT_TEN + DAY), now=NOW)

    assert waiting() == [
        ("guest_booked", PRIYA),
        ("additional_guest_invited", TOM.email),
        ("organizer_booked", MAYA),
    ]
    for name, _ in waiting():
        values = mail(name)["values"]
        assert (values["starts_at"], values["old_starts_at"]) == (TOMORROW_AT_TEN + DAY, None)


def test_a_request_that_was_moved_before_anybody_heard_of_it_is_one_request(app: Flask) -> None:
    booking = make_booking(make_pending_configuration())

    bookings.reschedule(booking.id, move_to(TOMORROW_AT_TEN + DAY), now=NOW)

    assert waiting() == [("guest_requested", PRIYA), ("organizer_requested", MAYA)]


@pytest.mark.parametrize("moves", [1, 3])
def test_of_several_moves_the_last_is_sent(app: Flask, moves: int) -> None:
    booking = make_booking(make_configuration())
    everything_is_delivered()

    for days in range(1, moves + 1):
        bookings.reschedule(booking.id, move_to(TOMORROW_AT_TEN + days * DAY), now=NOW)

    assert waiting() == [("guest_rescheduled", PRIYA), ("organizer_rescheduled", MAYA)]
    assert mail("guest_rescheduled")["values"]["starts_at"] == TOMORROW_AT_TEN + moves * DAY


def test_a_request_of_which_only_the_sending_was_read_has_no_event_to_cancel(app: Flask) -> None:
    booking = make_booking(make_pending_configuration())
    everything_is_delivered()
    bookings.confirm(booking.id, ORGANIZER_SAYS, now=NOW)

    bookings.cancel(booking.id, cancelling(), now=NOW)

    assert ("guest_cancelled", PRIYA) in waiting()
    assert mail("guest_cancelled")["ics"] is None


def test_programs_hear_of_everything_in_order(app: Flask) -> None:
    make_webhook(trigger_types=EVERY_TRIGGER)
    booking = make_booking(make_configuration())
    bookings.reschedule(booking.id, move_to(TOMORROW_AT_TEN + DAY), now=NOW)

    bookings.cancel(booking.id, cancelling(), now=NOW)

    assert [name for name, _ in waiting(WEBHOOK)] == EVERY_TRIGGER


@pytest.mark.parametrize("invites", [True, False])
@pytest.mark.parametrize(
    ("fate", "was_mailed"),
    [
        ("waiting", False),
        ("in the air", True),
        ("its worker died", True),
        ("delivered", True),
        ("failed", False),
        ("its answer was lost", True),
        ("given up", False),
        ("withdrawn", False),
        ("withdrawn on its way", True),
    ],
)
def test_who_was_mailed_is_known_or_in_doubt_assumed(
    app: Flask, fate: str, was_mailed: bool, invites: bool
) -> None:
    booking = make_booking(make_configuration())
    everything_is_delivered()
    promise_mail(to="tom@example.com", booking_id=booking.id, invites=invites)

    meets(fate, booking.id)

    with transaction() as session:
        reached = outbox.reached(session, booking_id=booking.id)
    assert ("tom@example.com" in reached.mailed, "tom@example.com" in reached.invited) == (
        was_mailed,
        was_mailed and invites,
    )


def meets(fate: str, booking_id: str) -> None:
    """What can happen to the one mail that is due."""
    if fate == "withdrawn":
        withdrawing(booking_id)
    if fate in ("waiting", "withdrawn"):
        return
    (claimed,) = claim(lease_seconds=60)
    if fate == "withdrawn on its way":
        withdrawing(booking_id)
    elif fate == "delivered":
        with transaction() as session:
            outbox.settle(session, claimed, now=NOW, detail="sent")
    elif fate == "its worker died":
        claimed = claim(now=NOW + 61)[0]
        failing(claimed)
    elif fate != "in the air":
        failing(claimed, for_good=fate == "given up", may_have_arrived=fate == "its answer was lost")


def withdrawing(booking_id: str) -> None:
    with transaction() as session:
        outbox.withdraw_mails(session, booking_id=booking_id, now=NOW)


def failing(claimed: Claimed, *, for_good: bool = False, may_have_arrived: bool = False) -> None:
    with transaction() as session:
        if for_good:
            outbox.give_up(session, claimed, now=NOW, detail="no")
        else:
            outbox.postpone(
                session, claimed, now=NOW, due_at=NOW + 60, detail="no", may_have_arrived=may_have_arrived
            )
