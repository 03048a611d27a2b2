"""What an organizer may override when they choose a time themselves."""

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from tests.builders import (
    ALWAYS,
    DAY,
    HOUR,
    JONAS,
    MAYA,
    MINUTE,
    NOW,
    TOMORROW_AT_TEN,
    availability,
    book_slot,
    grant_of,
    make_booking,
    make_colleague,
    make_configuration,
    make_event,
    make_organizer,
    make_page,
    make_span,
    participant,
    primary_calendar,
    reread,
    timespan,
)
from tests.services.bookings.deeds import move_to
from webapp.errors import TimeslotUnavailable
from webapp.models import Booking, Configuration, Grant, Organizer
from webapp.services import bookings
from webapp.services.bookings import overriding
from webapp.services.bookings.commands import RescheduleBooking
from webapp.services.configurations import pausing

AT_ELEVEN = TOMORROW_AT_TEN + HOUR
MORNINGS = {"default_open_hours": [{**ALWAYS[0], "start": "09:00", "end": "11:00"}]}


def moving(starts_at: int, *accepted: str, **changes: Any) -> RescheduleBooking:
    return replace(move_to(starts_at, actor="organizer", **changes), accepted=frozenset(accepted))


def marks(page: Configuration, start: int, booking: Booking, maya: Organizer) -> tuple[str, ...]:
    return overriding.of_start(page, start=start, now=NOW, organizer=maya, moving=booking).marks


@pytest.mark.parametrize(
    ("kind", "starts_at"),
    [
        ("outside_open_hours", TOMORROW_AT_TEN + 4 * HOUR),
        ("before_notice", NOW + HOUR),
        ("beyond_horizon", TOMORROW_AT_TEN + 90 * DAY),
    ],
)
def test_rules_of_the_page_are_overridden_once_they_were_named(
    app: Flask, maya: Organizer, maya_grant: Grant, kind: str, starts_at: int
) -> None:
    page = make_page(maya_grant, rules=MORNINGS, min_booking_notice=120)
    booking = make_booking(page)
    named = marks(page, starts_at, booking, maya)

    moved = bookings.reschedule(booking.id, moving(starts_at, *named), now=NOW)

    assert kind in {mark.partition(":")[0] for mark in named}
    assert moved.starts_at == starts_at


def test_a_conflict_that_was_not_named_refuses(app: Flask, maya: Organizer, maya_grant: Grant) -> None:
    page = make_page(maya_grant, rules=MORNINGS)
    booking = make_booking(page)

    with pytest.raises(TimeslotUnavailable):
        bookings.reschedule(booking.id, moving(TOMORROW_AT_TEN + 4 * HOUR), now=NOW)

    assert reread(booking).starts_at == TOMORROW_AT_TEN


def test_a_guest_overrides_nothing(app: Flask, maya: Organizer, maya_grant: Grant) -> None:
    page = make_page(maya_grant, rules=MORNINGS)
    booking = make_booking(page)

    with pytest.raises(TimeslotUnavailable):
        bookings.reschedule(booking.id, move_to(TOMORROW_AT_TEN + 4 * HOUR), now=NOW)


def test_an_event_is_overridden_and_another_one_that_came_meanwhile_is_not(
    app: Flask, maya: Organizer, maya_grant: Grant
) -> None:
    page = make_configuration(maya_grant)
    booking = make_booking(page)
    make_event(primary_calendar(maya_grant), timespan(AT_ELEVEN))
    named = marks(page, AT_ELEVEN, booking, maya)
    make_event(primary_calendar(maya_grant), timespan(AT_ELEVEN + 10 * MINUTE))

    with pytest.raises(TimeslotUnavailable):
        bookings.reschedule(booking.id, moving(AT_ELEVEN, *named), now=NOW)
    both = marks(page, AT_ELEVEN, booking, maya)
    moved = bookings.reschedule(booking.id, moving(AT_ELEVEN, *both), now=NOW)

    assert (len(named), len(both), moved.starts_at) == (1, 2, AT_ELEVEN)


def test_a_cap_and_a_buffer_are_overridden(app: Flask, maya: Organizer, maya_grant: Grant) -> None:
    page = make_page(
        maya_grant, rules={"buffer": {"before": 30, "after": 30}}, booking_limits={"bookings_per_day": 1}
    )
    booking = make_booking(page, TOMORROW_AT_TEN + DAY)
    make_booking(page)
    named = marks(page, TOMORROW_AT_TEN + 40 * MINUTE, booking, maya)

    moved = bookings.reschedule(booking.id, moving(TOMORROW_AT_TEN + 40 * MINUTE, *named), now=NOW)

    assert {mark.partition(":")[0] for mark in named} >= {"buffer"}
    assert moved.starts_at == TOMORROW_AT_TEN + 40 * MINUTE


@pytest.mark.parametrize("kind", ["booking", "hold"])
def test_a_booking_and_a_hold_are_never_overridden(
    app: Flask, maya: Organizer, maya_grant: Grant, kind: str
) -> None:
    page = make_configuration(maya_grant)
    booking = make_booking(page)
    if kind == "booking":
        make_booking(page, AT_ELEVEN)
    else:
        make_span(primary_calendar(maya_grant), AT_ELEVEN, expires_at=NOW + HOUR)
    found = overriding.of_start(page, start=AT_ELEVEN, now=NOW, organizer=maya, moving=booking)
    everything = {overriding.mark(reason) for reason in found.final}

    with pytest.raises(TimeslotUnavailable):
        bookings.reschedule(booking.id, moving(AT_ELEVEN, *everything), now=NOW)

    assert everything
    assert found.marks == ()


def test_a_time_between_the_steps_of_the_page_is_no_conflict(
    app: Flask, maya: Organizer, maya_grant: Grant
) -> None:
    page = make_configuration(maya_grant)
    booking = make_booking(page)

    moved = bookings.reschedule(booking.id, moving(AT_ELEVEN + 7 * MINUTE), now=NOW)

    assert marks(page, AT_ELEVEN + 7 * MINUTE, booking, maya) == ()
    assert moved.starts_at == AT_ELEVEN + 7 * MINUTE


def test_a_time_that_is_over_cannot_be_taken(app: Flask, maya: Organizer, maya_grant: Grant) -> None:
    page = make_configuration(maya_grant)
    booking = make_booking(page)

    with pytest.raises(TimeslotUnavailable):
        bookings.reschedule(booking.id, moving(NOW - HOUR, "past"), now=NOW)


def test_a_page_that_is_paused_is_overridden(app: Flask, maya: Organizer, maya_grant: Grant) -> None:
    page = make_configuration(maya_grant)
    booking = make_booking(page)
    pausing.pause(page, now=NOW)
    page = reread(page)
    named = marks(page, AT_ELEVEN, booking, maya)

    moved = bookings.reschedule(booking.id, moving(AT_ELEVEN, *named), now=NOW)

    assert named == (overriding.PAUSED,)
    assert moved.starts_at == AT_ELEVEN


def test_an_overridden_time_of_a_round_robin_goes_to_whom_nothing_final_hinders(app: Flask) -> None:
    maya = grant_of(make_organizer())
    jonas = make_colleague()
    page = make_configuration(
        maya,
        participants=[participant(email, organizer=False) for email in (MAYA, JONAS)],
        availability=availability(rules={**MORNINGS, "availability_method": "max-availability"}),
    )
    in_the_evening = TOMORROW_AT_TEN + 9 * HOUR
    make_booking(make_configuration(maya, slug="other"), in_the_evening)
    accepted = frozenset({f"outside_open_hours:{MAYA}", f"outside_open_hours:{JONAS}"})

    booking = bookings.book(page, replace(book_slot(in_the_evening), accepted=accepted), now=NOW)

    assert booking.assigned_email == JONAS
    assert jonas.email == JONAS
