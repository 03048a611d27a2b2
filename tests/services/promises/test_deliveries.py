from collections.abc import Callable

import pytest
from flask import Flask

from tests.builders import (
    JONAS,
    NOW,
    grant_of,
    make_booking,
    make_configuration,
    make_organizer,
    participant,
)
from webapp import outbox
from webapp.extensions import transaction
from webapp.lib.counting import Count
from webapp.models import Booking, Organizer
from webapp.outbox import Claimed
from webapp.services.promises import deliveries


def booked_with(organizer: Organizer, slug: str = "intro") -> Booking:
    people = [participant(organizer.email, name=organizer.name)]
    return make_booking(make_configuration(grant_of(organizer), slug=slug, participants=people))


def claim_one() -> Claimed:
    with transaction() as session:
        return outbox.claim(session, now=NOW, limit=1, lease_seconds=60)[0]


def state_of(entry_id: int, booking: Booking) -> str:
    return next(found.state for found in deliveries.of_booking(booking.id) if found.entry.id == entry_id)


def test_a_booking_lists_what_was_promised_for_it_and_nothing_else(app: Flask) -> None:
    maya, jonas = make_organizer(), make_organizer(JONAS, name="Jonas Weber")
    booking, other = booked_with(maya), booked_with(jonas, "other")

    listed = deliveries.of_booking(booking.id)

    assert {delivery.entry.name for delivery in listed} == {"guest_booked", "organizer_booked"}
    assert {delivery.entry.booking_id for delivery in listed} == {booking.id}
    assert other.id != booking.id


def test_a_promise_that_was_never_tried_is_waiting(app: Flask) -> None:
    booking = booked_with(make_organizer())

    assert {delivery.state for delivery in deliveries.of_booking(booking.id)} == {"waiting"}


def test_a_promise_that_is_being_sent_for_the_first_time_is_waiting(app: Flask) -> None:
    booking = booked_with(make_organizer())

    claimed = claim_one()

    assert state_of(claimed.id, booking) == "waiting"


def test_a_promise_that_failed_and_will_be_tried_again_is_retrying_and_keeps_the_reason(app: Flask) -> None:
    booking = booked_with(make_organizer())
    claimed = claim_one()

    with transaction() as session:
        outbox.postpone(session, claimed, now=NOW, due_at=NOW + 60, detail="connection refused")

    found = next(each for each in deliveries.of_booking(booking.id) if each.entry.id == claimed.id)
    assert found.state == "retrying"
    assert [attempt.detail for attempt in found.attempts] == ["connection refused"]


@pytest.mark.parametrize(
    ("outcome", "detail", "state"),
    [
        (outbox.settle, "250 OK", "delivered"),
        (outbox.settle, "captured as 1.eml", "captured"),
        (outbox.give_up, "no such mailbox", "given_up"),
    ],
)
def test_an_entry_is_in_the_state_of_its_outcome(
    app: Flask, outcome: Callable[..., bool], detail: str, state: str
) -> None:
    booking = booked_with(make_organizer())
    claimed = claim_one()

    with transaction() as session:
        outcome(session, claimed, now=NOW, detail=detail)

    assert state_of(claimed.id, booking) == state


def test_a_promise_that_was_taken_back_is_withdrawn(app: Flask) -> None:
    booking = booked_with(make_organizer())

    with transaction() as session:
        outbox.withdraw_mails(session, booking_id=booking.id, now=NOW)

    assert {delivery.state for delivery in deliveries.of_booking(booking.id)} == {"withdrawn"}


def test_the_query_of_a_webhook_address_is_not_shown(app: Flask) -> None:
    booking = booked_with(make_organizer())
    with transaction() as session:
        outbox.promise(
            session,
            kind="webhook",
            name="booking.created",
            stream="s",
            destination="https://crm.example.com/hook?token=secret",
            payload={},
            booking_id=booking.id,
            now=NOW,
        )

    assert deliveries.of_booking(booking.id)[-1].address == "https://crm.example.com/hook"


def test_undelivered_tells_of_failures_only_and_only_to_their_organizer(app: Flask) -> None:
    maya, jonas = make_organizer(), make_organizer(JONAS, name="Jonas Weber")
    booked_with(maya)
    claimed = claim_one()
    with transaction() as session:
        outbox.postpone(session, claimed, now=NOW, due_at=NOW + 60, detail="connection refused")

    assert [delivery.entry.id for delivery in deliveries.undelivered(maya)] == [claimed.id]
    assert deliveries.undelivered_count(maya) == Count(1)
    assert deliveries.undelivered(jonas) == []


@pytest.mark.parametrize("settled", ["delivered", "withdrawn", "dropped"])
def test_undelivered_forgets_what_was_delivered_or_taken_back(app: Flask, settled: str) -> None:
    maya = make_organizer()
    booking = booked_with(maya)
    claimed = claim_one()
    with transaction() as session:
        outbox.postpone(session, claimed, now=NOW, due_at=NOW, detail="connection refused")
    assert deliveries.undelivered_count(maya) == Count(1)

    again = claim_one()
    with transaction() as session:
        if settled == "delivered":
            outbox.settle(session, again, now=NOW, detail="accepted")
        elif settled == "dropped":
            outbox.drop(session, again, now=NOW, detail="the webhook is gone")
        else:
            outbox.withdraw_mails(session, booking_id=booking.id, now=NOW)

    assert deliveries.undelivered_count(maya) == Count(0)


def test_what_was_given_up_stays_undelivered(app: Flask) -> None:
    maya = make_organizer()
    booked_with(maya)
    claimed = claim_one()
    with transaction() as session:
        outbox.give_up(session, claimed, now=NOW, detail="refused")

    assert deliveries.undelivered_count(maya) == Count(1)
