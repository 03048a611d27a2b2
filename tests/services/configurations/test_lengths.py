"""Several lengths on one page: each is offered, booked and moved as if it were the only one."""

from typing import Any

import pytest
from flask import Flask

from tests.builders import (
    DAY,
    HOUR,
    MINUTE,
    NOW,
    TOMORROW_AT_TEN,
    availability,
    book_slot,
    make_booking,
    make_configuration,
)
from tests.services.bookings.deeds import move_to
from webapp.errors import InvalidInput, TimeslotUnavailable
from webapp.models import Booking, Configuration
from webapp.services import bookings
from webapp.services.availability import offers
from webapp.services.configurations import configurations, lengths

OPTIONS = [15, 60]


def several(rules: dict[str, Any] | None = None, **changes: Any) -> Configuration:
    given = {"availability": availability(rules=rules, duration_options=OPTIONS), **changes}
    return make_configuration(**given)


def offered(page: Configuration, minutes: int | None, moving: Booking | None = None) -> offers.Offer:
    chosen = lengths.of_length(page, minutes, moving=moving)
    return offers.offered(chosen, start=NOW, end=NOW + DAY, now=NOW, moving=moving)


@pytest.mark.parametrize("minutes", [15, 30, 60])
def test_each_length_is_offered_as_on_a_page_of_that_length_alone(app: Flask, minutes: int) -> None:
    page = several()
    alone = make_configuration(page.grant, slug="alone", availability=availability(duration_minutes=minutes))

    assert offered(page, minutes) == offered(alone, None)


@pytest.mark.parametrize("minutes", [15, 30, 60])
def test_what_is_offered_of_a_length_can_be_booked(app: Flask, minutes: int) -> None:
    page = several()
    start = offered(page, minutes).starts[0]

    booking = bookings.book(page, book_slot(start, minutes=minutes), now=NOW)

    assert booking.ends_at - booking.starts_at == minutes * MINUTE


def test_a_page_of_a_chosen_length_belongs_to_the_same_account(app: Flask) -> None:
    page = several()

    assert lengths.of_length(page, 15).grant_id == page.grant_id


def test_without_a_choice_the_pages_own_length_counts(app: Flask) -> None:
    assert offered(several(), None).duration == 30 * MINUTE


@pytest.mark.parametrize("minutes", [14, 45, 90])
def test_a_length_that_is_not_offered_is_refused_by_its_field(app: Flask, minutes: int) -> None:
    page = several()

    with pytest.raises(InvalidInput) as asked:
        offered(page, minutes)
    with pytest.raises(InvalidInput) as booked:
        make_booking(page, minutes=minutes)

    assert (asked.value.field, booked.value.field) == ("duration_minutes", "end_time")
    assert asked.value.values == {"lengths": "15, 30, 60"}


def test_seconds_beside_the_minutes_are_no_length(app: Flask) -> None:
    with pytest.raises(InvalidInput):
        make_booking(several(), ends_at=TOMORROW_AT_TEN + HOUR + 1)


def test_on_a_page_of_one_length_another_end_is_a_lost_slot(app: Flask) -> None:
    with pytest.raises(TimeslotUnavailable):
        make_booking(make_configuration(), minutes=60)


def test_a_long_booking_leaves_no_room_for_a_short_one(app: Flask) -> None:
    page = several()
    make_booking(page, minutes=60)

    assert TOMORROW_AT_TEN + 45 * MINUTE not in offered(page, 15).starts
    with pytest.raises(TimeslotUnavailable):
        make_booking(page, TOMORROW_AT_TEN + 45 * MINUTE, minutes=15)


def test_booked_minutes_are_counted_by_their_real_length(app: Flask) -> None:
    page = several(rules={"limits": {"minutes_per_day": 75}})
    make_booking(page, minutes=60)

    with pytest.raises(TimeslotUnavailable):
        make_booking(page, TOMORROW_AT_TEN + 2 * HOUR, minutes=30)
    assert make_booking(page, TOMORROW_AT_TEN + 2 * HOUR, minutes=15)


def test_a_booking_that_is_moved_keeps_its_length_or_gets_another(app: Flask) -> None:
    page = several(event_booking={"title": "Call, ${duration}", "timezone": "UTC"})
    booking = make_booking(page, minutes=60)
    assert offered(page, None, moving=booking).duration == HOUR

    kept = bookings.reschedule(booking.id, move_to(TOMORROW_AT_TEN + HOUR, minutes=60), now=NOW)
    assert kept.title == "Call, 1 hour"
    shorter = bookings.reschedule(booking.id, move_to(TOMORROW_AT_TEN, minutes=15), now=NOW)

    assert (shorter.ends_at - shorter.starts_at, shorter.title) == (15 * MINUTE, "Call, 15 minutes")
    with pytest.raises(InvalidInput):
        bookings.reschedule(booking.id, move_to(TOMORROW_AT_TEN, minutes=45), now=NOW)


def test_a_booking_keeps_a_length_that_is_offered_no_more(app: Flask) -> None:
    page = several()
    booking = make_booking(page, minutes=60)
    fewer = availability(duration_options=[15])
    page = configurations.update(page, {"availability": fewer}, now=NOW)

    moved = bookings.reschedule(booking.id, move_to(TOMORROW_AT_TEN + HOUR, minutes=60), now=NOW)

    assert moved.ends_at - moved.starts_at == HOUR
    with pytest.raises(InvalidInput):
        make_booking(page, TOMORROW_AT_TEN + 4 * HOUR, minutes=60)


def test_the_tags_of_two_lengths_differ(app: Flask) -> None:
    page = several()

    tags = {
        offers.load_question(lengths.of_length(page, minutes), start=NOW, end=NOW + HOUR, now=NOW).etag()
        for minutes in (15, 30, 60)
    }

    assert len(tags) == 3


@pytest.mark.parametrize("options", [[15, 15], [0], [1441], list(range(1, 12)), "15"])
def test_lengths_that_make_no_sense_are_refused(app: Flask, options: Any) -> None:
    with pytest.raises(InvalidInput) as refused:
        make_configuration(availability=availability(duration_options=options))

    assert refused.value.field.startswith("availability.duration_options")
