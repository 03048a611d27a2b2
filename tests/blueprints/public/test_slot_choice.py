"""What is shown when the chosen time is taken."""

from flask import Flask

from tests.builders import HOUR, MINUTE, NOW, TOMORROW_AT_TEN, availability, make_booking, make_configuration
from webapp import refusals
from webapp.blueprints.public.slot_choice import lost_slot, lost_slot_unless_free
from webapp.errors import TimeslotUnavailable


def test_a_free_slot_is_not_lost(app: Flask) -> None:
    assert lost_slot_unless_free(make_configuration(), start=TOMORROW_AT_TEN, now=NOW) is None


def test_a_taken_slot_is_lost_and_its_nearest_are_named(app: Flask) -> None:
    page = make_configuration()
    make_booking(page)

    lost = lost_slot_unless_free(page, start=TOMORROW_AT_TEN, now=NOW)

    assert lost is not None
    assert lost.sentence == refusals.for_person(TimeslotUnavailable())
    assert (TOMORROW_AT_TEN + 30 * MINUTE, TOMORROW_AT_TEN + HOUR) in lost.nearest
    assert TOMORROW_AT_TEN not in [start for start, _ in lost.nearest]


def test_a_booking_that_is_to_be_moved_does_not_take_what_it_overlaps(app: Flask) -> None:
    page = make_configuration(availability=availability(interval_minutes=15))
    booking = make_booking(page)

    lost = lost_slot_unless_free(page, start=TOMORROW_AT_TEN + 15 * MINUTE, now=NOW, moving=booking)

    assert lost is None


def test_around_a_time_that_is_over_the_nearest_lie_ahead(app: Flask) -> None:
    lost = lost_slot(make_configuration(), around=NOW - HOUR, now=NOW)

    assert min(start for start, _ in lost.nearest) >= NOW
    assert (lost.sentence, lost.is_over) == ("This time is over. Please choose another time.", True)


def test_a_page_that_offers_nothing_has_none_to_name(app: Flask) -> None:
    page = make_configuration(scheduler={"min_booking_notice": 20_000, "available_days_in_future": 1})

    assert lost_slot(page, around=TOMORROW_AT_TEN, now=NOW).nearest == []
