"""Promise number one: no double booking, ever. Real threads race on both databases; then the lock is switched off."""

from functools import partial

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from tests.builders import (
    DAY,
    HOUR,
    MINUTE,
    NOW,
    TOMORROW_AT_TEN,
    make_booking,
    make_configuration,
    make_grant,
    make_pending_configuration,
    make_span,
    primary_calendar,
)
from tests.racing import race, refusals
from webapp.errors import NotAllowedNow, TimeslotUnavailable
from webapp.extensions import db
from webapp.models import Booking, BusySpan, Configuration
from webapp.services import bookings, locks
from webapp.services.availability import facts
from webapp.services.bookings.commands import DecideBooking, RescheduleBooking

THREADS = 20


def overlapping_pairs() -> int:
    """Pairs of exclusive spans of one calendar that overlap, as the database itself sees them."""
    span, other = aliased(BusySpan), aliased(BusySpan)
    pairs = select(func.count()).where(
        span.calendar_id == other.calendar_id,
        span.id < other.id,
        span.exclusive,
        other.exclusive,
        span.starts_at < other.ends_at,
        other.starts_at < span.ends_at,
    )
    return db.session.scalar(pairs) or 0


def live_bookings() -> int:
    return db.session.scalar(select(func.count()).where(Booking.status != "cancelled")) or 0


def test_of_twenty_guests_at_one_slot_exactly_one_wins(app: Flask) -> None:
    page = make_configuration()

    results = race(app, [lambda: make_booking(page)] * THREADS)

    assert refusals(results) == ["timeslot.unavailable"] * (THREADS - 1)
    assert (live_bookings(), overlapping_pairs()) == (1, 0)


def test_of_twenty_guests_at_overlapping_slots_of_two_pages_with_one_calendar_exactly_one_wins(
    app: Flask,
) -> None:
    grant = make_grant()
    half_hours = make_configuration(grant)
    hours = make_configuration(
        grant, slug="hour", availability={"duration_minutes": 60, "interval_minutes": 15, "round_to": 15}
    )
    at_ten = [lambda: make_booking(half_hours)] * (THREADS // 2)
    around_ten = [lambda: make_booking(hours, TOMORROW_AT_TEN - 15 * MINUTE, minutes=60)] * (THREADS // 2)

    results = race(app, at_ten + around_ten)

    assert refusals(results) == ["timeslot.unavailable"] * (THREADS - 1)
    assert (live_bookings(), overlapping_pairs()) == (1, 0)


def test_guests_of_different_slots_do_not_hinder_each_other(app: Flask) -> None:
    page = make_configuration()

    results = race(app, [partial(make_booking, page, TOMORROW_AT_TEN + at * HOUR) for at in range(10)])

    assert refusals(results) == []
    assert live_bookings() == 10


def test_rescheduling_and_booking_race_for_a_slot_and_one_wins(app: Flask) -> None:
    page = make_configuration()
    slot = TOMORROW_AT_TEN + 5 * HOUR
    booked = [make_booking(page, TOMORROW_AT_TEN + at * HOUR) for at in range(4)]
    command = RescheduleBooking(starts_at=slot, ends_at=slot + 30 * MINUTE, actor="guest", door="page")
    moves = [partial(bookings.reschedule, booking.id, command, now=NOW) for booking in booked]

    results = race(app, [*moves, *[lambda: make_booking(page, slot)] * 4])

    assert len(refusals(results)) == 7
    assert overlapping_pairs() == 0


def test_of_ten_decisions_about_one_request_one_counts(app: Flask) -> None:
    booking = make_booking(make_pending_configuration())
    yes = DecideBooking(actor="organizer", door="dashboard")
    attempts = [
        *[lambda: bookings.confirm(booking.id, yes, now=NOW)] * 5,
        *[lambda: bookings.decline(booking.id, yes, now=NOW)] * 5,
    ]

    results = race(app, attempts)

    assert len(refusals(results)) == 9
    assert all(isinstance(result, NotAllowedNow | Booking) for result in results)


@pytest.fixture
def without_the_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is judged and nothing is locked: what is left is the database's own guard."""
    monkeypatch.setattr(locks, "configuration", lambda session, id: session.get(Configuration, id))
    monkeypatch.setattr(locks, "calendars", lambda session, ids: set(ids))
    monkeypatch.setattr(facts, "spans", lambda *args, **kwargs: {})


def test_without_the_lock_the_database_refuses_a_second_booking(app: Flask, without_the_lock: None) -> None:
    page = make_configuration()
    make_booking(page)

    with pytest.raises(TimeslotUnavailable):
        make_booking(page)

    assert (live_bookings(), overlapping_pairs()) == (1, 0)


def test_without_the_lock_a_race_still_has_one_winner(app: Flask, without_the_lock: None) -> None:
    page = make_configuration()

    results = race(app, [lambda: make_booking(page)] * THREADS)

    assert refusals(results) == ["timeslot.unavailable"] * (THREADS - 1)
    assert (live_bookings(), overlapping_pairs()) == (1, 0)


def test_without_the_lock_the_database_refuses_to_move_a_booking_onto_another(
    app: Flask, without_the_lock: None
) -> None:
    page = make_configuration()
    make_booking(page)
    second = make_booking(page, TOMORROW_AT_TEN + HOUR)
    command = RescheduleBooking(
        starts_at=TOMORROW_AT_TEN, ends_at=TOMORROW_AT_TEN + 30 * MINUTE, actor="guest", door="page"
    )

    with pytest.raises(TimeslotUnavailable):
        bookings.reschedule(second.id, command, now=NOW)

    assert overlapping_pairs() == 0


@pytest.mark.parametrize(
    ("starts", "ends", "refused"),
    [
        (-30, 0, False),
        (30, 60, False),
        (-1, 1, True),
        (29, 31, True),
        (10, 20, True),
        (-10, 40, True),
        (0, 30, True),
    ],
)
def test_the_guard_takes_spans_as_half_open(app: Flask, starts: int, ends: int, refused: bool) -> None:
    page = make_configuration()
    at = make_booking(page).starts_at

    def write() -> None:
        calendar = primary_calendar(page.grant)
        make_span(calendar, at + starts * MINUTE, at + ends * MINUTE, exclusive=True)

    if refused:
        with pytest.raises(TimeslotUnavailable):
            write()
    else:
        write()
    assert overlapping_pairs() == 0


def test_what_is_not_exclusive_may_overlap(app: Flask) -> None:
    page = make_configuration()
    booking = make_booking(page)

    make_span(primary_calendar(page.grant), NOW, booking.ends_at + DAY)

    assert db.session.scalar(select(func.count()).select_from(BusySpan)) == 2
