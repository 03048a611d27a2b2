"""What may happen to one booking at the same moment: whatever comes first counts, and is announced once."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import select

from tests.builders import (
    DAY,
    HOUR,
    JONAS,
    MAYA,
    NOW,
    TOMORROW_AT_TEN,
    availability,
    make_booking,
    make_configuration,
    make_grant,
    make_pending_configuration,
    participant,
    reread,
)
from tests.racing import race, refusals
from tests.services.bookings.allowances import number_of_bookings, slot
from tests.services.bookings.deeds import (
    ORGANIZER_SAYS,
    cancelling,
    everything_is_delivered,
    move_to,
    promised,
    spans,
)
from webapp.extensions import db
from webapp.models import Booking, BookingHost
from webapp.services import bookings
from webapp.services.bookings import expiry
from webapp.services.bookings.commands import DASHBOARD, ORGANIZER
from webapp.services.bookings.lists import changes

ANNOUNCED = {
    "confirmed": ["guest_confirmed", "organizer_booked"],
    "declined": ["guest_declined"],
    "cancelled": ["guest_cancelled", "organizer_withdrawn"],
    "expired": ["guest_expired", "organizer_expired"],
}
JUST_BEFORE = TOMORROW_AT_TEN - 1

Deed = Callable[[str], object]
DEEDS: dict[str, Deed] = {
    "confirm": lambda id: bookings.confirm(id, ORGANIZER_SAYS, now=JUST_BEFORE),
    "decline": lambda id: bookings.decline(id, ORGANIZER_SAYS, now=TOMORROW_AT_TEN),
    "cancel": lambda id: bookings.cancel(id, cancelling(), now=JUST_BEFORE),
}


@pytest.mark.parametrize("rival", ["confirm", "decline", "cancel"])
def test_of_an_answer_and_the_expiry_of_a_request_one_counts(app: Flask, rival: str) -> None:
    booking = make_booking(make_pending_configuration())
    before = len(promised())
    everything_is_delivered()

    results = race(
        app,
        [
            *[partial(DEEDS[rival], booking.id)] * 4,
            *[partial(expiry.end_if_overdue, booking.id, now=TOMORROW_AT_TEN)] * 4,
        ],
    )

    done = [result for result in results if result is True or isinstance(result, Booking)]
    kinds = [change.kind for change in changes(reread(booking))]
    assert len(done) == 1
    assert promised()[before:] == ANNOUNCED[kinds[-1]]
    assert len(kinds) == 2


def test_a_request_that_is_moved_as_it_expires_is_moved_or_has_ended(app: Flask) -> None:
    booking = make_booking(make_pending_configuration())
    later = move_to(TOMORROW_AT_TEN + DAY)

    race(
        app,
        [
            lambda: bookings.reschedule(booking.id, later, now=JUST_BEFORE),
            lambda: bookings.end_overdue(now=TOMORROW_AT_TEN),
        ],
    )

    found = reread(booking)
    host = db.session.execute(select(BookingHost.status, BookingHost.starts_at)).one()
    assert (found.status, found.starts_at) in [
        ("pending", later.starts_at),
        ("cancelled", TOMORROW_AT_TEN),
    ]
    assert host == (found.status, found.starts_at)
    assert [starts for starts, _, _ in spans()] == [found.starts_at] * found.is_live


def test_a_move_by_the_organizer_and_one_by_the_guest_come_one_after_the_other(app: Flask) -> None:
    booking = make_booking(make_configuration())
    targets = [TOMORROW_AT_TEN + hours * HOUR for hours in (2, 4)]
    by_guest, by_organizer = (move_to(target) for target in targets)
    by_organizer = replace(by_organizer, actor=ORGANIZER, door=DASHBOARD, accepted=frozenset())

    results = race(
        app,
        [
            *[partial(bookings.reschedule, booking.id, by_guest, now=NOW)] * 2,
            *[partial(bookings.reschedule, booking.id, by_organizer, now=NOW)] * 2,
        ],
    )

    found = reread(booking)
    assert refusals(results) == []
    assert found.starts_at in targets
    assert [starts for starts, _, _ in spans()] == [found.starts_at]
    assert found.sequence == sum(change.kind == "rescheduled" for change in changes(booking))


def test_two_of_a_round_robin_take_a_slot_twice_and_no_third_booking_moves_there(app: Flask) -> None:
    make_grant(JONAS)
    page = make_configuration(
        participants=[participant(MAYA, organizer=False), participant(JONAS, organizer=False)],
        availability=availability(rules={"availability_method": "max-fairness"}),
    )
    booked = [make_booking(page, TOMORROW_AT_TEN + at * HOUR) for at in range(4)]
    target = TOMORROW_AT_TEN + 8 * HOUR

    results = race(
        app,
        [
            *[partial(bookings.reschedule, booking.id, move_to(target), now=NOW) for booking in booked],
            *[partial(make_booking, page, target)] * 4,
        ],
    )

    db.session.close()
    there = db.session.scalars(select(Booking.assigned_email).where(Booking.starts_at == target))
    assert sorted(map(str, there)) == [JONAS, MAYA]
    assert refusals(results) == ["timeslot.unavailable"] * 6


def test_a_form_that_is_sent_for_many_slots_at_once_makes_one_booking(app: Flask) -> None:
    page = make_configuration()

    sent = race(app, [partial(make_booking, page, slot(at), form_token="form") for at in range(8)])

    assert len({booking.id for booking in sent}) == 1  # type: ignore[attr-defined]  # no refusals
    assert number_of_bookings() == 1
    assert promised() == ["guest_booked", "organizer_booked"]
