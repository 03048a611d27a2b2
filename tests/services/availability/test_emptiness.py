"""Why nothing is free in a window, as a guest may know it."""

from flask import Flask

from tests.builders import (
    DAY,
    HOUR,
    NOW,
    TOMORROW_AT_TEN,
    make_booking,
    make_configuration,
    make_event,
    make_grant,
    make_page,
    primary_calendar,
    timespan,
)
from webapp.models import Configuration
from webapp.services.availability.emptiness import BEYOND, CLOSED, FULLY_BOOKED, OPENS, Emptiness, why_empty

TOMORROW, MONDAY = NOW + 16 * HOUR, NOW + 6 * DAY + 16 * HOUR
MONDAYS = [{"days": [1], "start": "9:00", "end": "10:00", "timezone": "UTC"}]


def of_tomorrow(configuration: Configuration) -> Emptiness:
    return why_empty(configuration, start=TOMORROW, end=TOMORROW + DAY, now=NOW)


def test_open_time_that_is_all_taken_is_fully_booked_until_the_next_free_start(app: Flask) -> None:
    grant = make_grant()
    make_event(primary_calendar(grant), timespan(TOMORROW, TOMORROW + DAY + HOUR))

    assert of_tomorrow(make_configuration(grant)) == Emptiness(FULLY_BOOKED, TOMORROW + DAY + HOUR)


def test_a_limit_that_is_reached_is_fully_booked(app: Flask) -> None:
    configuration = make_page(rules={"limits": {"bookings_per_day": 1}})
    make_booking(configuration, TOMORROW_AT_TEN)

    assert of_tomorrow(configuration) == Emptiness(FULLY_BOOKED, TOMORROW + DAY)


def test_with_nothing_free_up_to_the_horizon_no_day_is_promised(app: Flask) -> None:
    configuration = make_page(rules={"limits": {"bookings_per_month": 1}}, available_days_in_future=20)
    make_booking(configuration, TOMORROW_AT_TEN)

    assert of_tomorrow(configuration) == Emptiness(FULLY_BOOKED, None)


def test_hours_that_come_later_open_with_their_first_start(app: Flask) -> None:
    assert of_tomorrow(make_page(rules={"default_open_hours": MONDAYS})) == Emptiness(
        OPENS, MONDAY + 9 * HOUR
    )


def test_a_notice_that_is_not_over_opens_with_the_first_start_after_it(app: Flask) -> None:
    assert of_tomorrow(make_page(min_booking_notice=3 * 24 * 60)) == Emptiness(OPENS, NOW + 3 * DAY)


def test_beyond_the_horizon_its_last_instant_is_named(app: Flask) -> None:
    assert of_tomorrow(make_page(available_days_in_future=0)) == Emptiness(BEYOND, TOMORROW - 1)


def test_what_is_never_open_is_closed(app: Flask) -> None:
    assert of_tomorrow(
        make_page(rules={"default_open_hours": MONDAYS}, available_days_in_future=1, min_booking_notice=600)
    ) == Emptiness(CLOSED)
