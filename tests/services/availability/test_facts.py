"""The facts the engine needs: who is busy when, whose turn it is, and what counts for the caps."""

from typing import Any

import pytest
from flask import Flask

from tests import cost
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
    make_span,
    participant,
    primary_calendar,
)
from webapp.extensions import db, transaction
from webapp.models import Booking, Calendar, Configuration
from webapp.services import bookings
from webapp.services.availability import question
from webapp.services.availability.facts import Facts, facts_for
from webapp.services.bookings.commands import CancelBooking
from webapp.services.calendars import calendars


def facts(page: Configuration, *, now: int = NOW, moving: Booking | None = None) -> Facts:
    """What is known of tomorrow and the day after."""
    return facts_for(question.about(page, db.session(), start=NOW, end=NOW + 2 * DAY, now=now, moving=moving))


def busy(page: Configuration, email: str = MAYA, **changes: Any) -> list[tuple[int, int]]:
    spans = facts(page, **changes).busy[email]
    return list(zip(spans.starts, spans.ends, strict=True))


def round_robin() -> Configuration:
    make_grant(JONAS)
    return make_configuration(
        participants=[participant(organizer=False), participant(JONAS, name="Jonas", organizer=False)],
        availability=availability(rules={"availability_method": "max-fairness"}),
    )


def test_a_booking_makes_its_participant_busy(app: Flask) -> None:
    page = make_configuration()
    booking = make_booking(page)

    assert busy(page) == [(booking.starts_at, booking.ends_at)]


def test_a_booking_that_is_to_be_moved_does_not(app: Flask) -> None:
    page = make_configuration()
    booking = make_booking(page)

    assert busy(page, moving=booking) == []


def test_a_hold_makes_busy_until_it_expires(app: Flask) -> None:
    page = make_configuration()
    make_span(primary_calendar(page.grant), expires_at=NOW + 60)

    assert busy(page, now=NOW + 59) == [(TOMORROW_AT_TEN, TOMORROW_AT_TEN + HOUR)]
    assert busy(page, now=NOW + 60) == []


def test_several_calendars_are_one_persons_time(app: Flask) -> None:
    grant = make_grant()
    second = calendars.create(grant, {"name": "Second"}, now=NOW)
    both = participant(availability={"calendar_ids": ["primary", second.id]})
    page = make_configuration(grant, participants=[both])
    later = TOMORROW_AT_TEN + 2 * HOUR
    make_span(second, later)
    make_span(primary_calendar(grant))

    assert busy(page) == [(TOMORROW_AT_TEN, TOMORROW_AT_TEN + HOUR), (later, later + HOUR)]


def test_long_spans_and_short_ones_come_in_one_order_by_their_ends(app: Flask) -> None:
    page = make_configuration()
    calendar = primary_calendar(page.grant)
    before, after = (NOW + HOUR, NOW + 2 * HOUR), (NOW + 5 * HOUR, NOW + 6 * HOUR)
    began_long_ago = (NOW - 90 * DAY, NOW + 3 * HOUR)
    ends_long_after = (NOW + 4 * HOUR, NOW + 90 * DAY)
    for starts_at, ends_at in (after, ends_long_after, began_long_ago, before):
        make_span(calendar, starts_at, ends_at)

    assert busy(page) == [before, began_long_ago, after, ends_long_after]


def test_sqlite_copies_no_busy_time_before_it_is_packed(sqlite_app: Flask) -> None:
    page = make_configuration()

    steps = cost.steps_of_plans(lambda: busy(page))

    assert len([step for step in steps if step.startswith("SEARCH busy_span USING COVERING INDEX")]) == 2
    assert [step for step in steps if step.startswith(("SCAN", "CO-ROUTINE", "MATERIALIZE"))] == []


@pytest.mark.parametrize("ends_at", [TOMORROW_AT_TEN + HOUR, TOMORROW_AT_TEN + 3 * DAY])
def test_no_span_of_a_booking_that_is_to_be_moved_counts(app: Flask, ends_at: int) -> None:
    page = make_configuration()
    booking = make_booking(page)
    make_span(primary_calendar(page.grant), TOMORROW_AT_TEN, ends_at, booking_id=booking.id)

    assert busy(page, moving=booking) == []


def test_somebody_whose_calendar_is_gone_is_always_busy(app: Flask) -> None:
    grant = make_grant()
    second = calendars.create(grant, {"name": "Second"}, now=NOW)
    both = participant(availability={"calendar_ids": ["primary", second.id]})
    page = make_configuration(grant, participants=[both])
    with transaction() as session:
        session.delete(session.get_one(Calendar, second.id))

    ((start, end),) = busy(page)

    assert (start, end > NOW + 3650 * DAY) == (0, True)


def test_the_queue_of_a_round_robin_begins_with_whoever_had_less(app: Flask) -> None:
    page = round_robin()
    before = facts(page).queue
    make_booking(page)

    assert facts(page).queue == tuple(reversed(before))


def test_a_cancelled_booking_was_nobodys_turn(app: Flask) -> None:
    page = round_robin()
    before = facts(page).queue
    booking = make_booking(page)
    bookings.cancel(booking.id, CancelBooking(reason="", actor="guest", door="page"), now=NOW)

    assert facts(page).queue == before


def test_without_a_round_robin_there_is_no_queue(app: Flask) -> None:
    assert facts(make_configuration()).queue == ()


def test_live_bookings_count_for_the_caps_of_their_own_page(app: Flask) -> None:
    limits = availability(rules={"limits": {"bookings_per_day": 5}})
    page = make_configuration(availability=limits)
    booking = make_booking(page)
    make_booking(make_configuration(page.grant, slug="other"), TOMORROW_AT_TEN + 2 * HOUR)

    assert facts(page).booked == [(booking.starts_at, booking.ends_at)]
    assert facts(page, moving=booking).booked == []


def test_without_caps_nothing_is_counted(app: Flask) -> None:
    page = make_configuration()
    make_booking(page)

    assert facts(page).booked == []
