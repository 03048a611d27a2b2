"""Why a time is not offered: complete, from the offer's own facts, and discreet."""

from typing import Any

import pytest
from flask import Flask

from tests.builders import (
    DAY,
    HOUR,
    JONAS,
    MAYA,
    MINUTE,
    NOW,
    TOMORROW_AT_TEN,
    availability,
    make_booking,
    make_configuration,
    make_event,
    make_grant,
    make_pending_configuration,
    make_span,
    participant,
    primary_calendar,
    timespan,
)
from tests.queries import statements
from tests.services.availability.reasons import (
    OFFICE,
    explained,
    reason,
)
from webapp.errors import InvalidInput
from webapp.extensions import transaction
from webapp.models import Grant
from webapp.models.grant import INVALID
from webapp.services import bookings
from webapp.services.availability import explanations
from webapp.services.availability.explanations import PROGRAM, Explanation
from webapp.services.bookings.commands import CancelBooking

TOMORROW = NOW + 16 * HOUR


def test_a_free_start_is_offered_and_has_no_reasons(app: Flask) -> None:
    configuration = make_configuration()

    found = explanations.explained(
        configuration, start=TOMORROW_AT_TEN, end=TOMORROW_AT_TEN + HOUR, now=NOW, asker=PROGRAM
    )

    assert found == [
        Explanation(TOMORROW_AT_TEN, TOMORROW_AT_TEN + 30 * MINUTE, ()),
        Explanation(TOMORROW_AT_TEN + 30 * MINUTE, TOMORROW_AT_TEN + HOUR, ()),
    ]
    assert all(explanation.offered for explanation in found)


def test_an_event_in_the_way_is_named_with_calendar_owner_time_and_title(app: Flask) -> None:
    grant = make_grant()
    make_event(primary_calendar(grant), timespan(TOMORROW_AT_TEN))

    found = reason(make_configuration(grant))

    assert (found.code, found.kind, found.owner, found.title) == ("busy", "event", MAYA, "Lunch")
    assert found.calendar == primary_calendar(grant).name
    assert (found.start, found.end) == (TOMORROW_AT_TEN, TOMORROW_AT_TEN + HOUR)


def test_a_booking_in_the_way_is_named_as_a_booking_with_its_id(app: Flask) -> None:
    configuration = make_configuration()
    booking = make_booking(configuration)

    found = reason(configuration)

    assert (found.code, found.kind, found.booking) == ("busy", "booked", booking.id)


def test_a_request_that_waits_is_named_as_a_request(app: Flask) -> None:
    configuration = make_pending_configuration()
    make_booking(configuration)

    assert reason(configuration).kind == "pending"


def test_a_booking_that_was_cancelled_is_in_nobodys_way(app: Flask) -> None:
    configuration = make_configuration()
    booking = make_booking(configuration)
    bookings.cancel(booking.id, CancelBooking(reason="", actor="guest", door="page"), now=NOW)

    assert explained(configuration) == ()


def test_a_booking_that_is_to_be_moved_is_not_in_its_own_way(app: Flask) -> None:
    configuration = make_configuration()
    booking = make_booking(configuration)

    reasons = explained(configuration, moving=booking)

    assert [found.code for found in reasons] == ["present_time"]


def test_an_event_too_near_is_named_as_what_the_buffer_keeps_away_from(app: Flask) -> None:
    grant = make_grant()
    make_event(primary_calendar(grant), timespan(TOMORROW_AT_TEN - HOUR))
    rules = availability(rules={"buffer": {"before": 15, "after": 15}})

    found = reason(make_configuration(grant, availability=rules))

    assert (found.code, found.end, found.title) == ("buffer", TOMORROW_AT_TEN, "Lunch")


def test_a_hold_is_named_while_it_lasts(app: Flask) -> None:
    grant = make_grant()
    make_span(primary_calendar(grant), TOMORROW_AT_TEN, TOMORROW_AT_TEN + HOUR, expires_at=NOW + 300)
    configuration = make_configuration(grant)

    assert reason(configuration).code == "held"
    assert explained(configuration, now=NOW + 300) == ()


def test_a_start_that_is_over_is_named_as_past(app: Flask) -> None:
    assert reason(make_configuration(), NOW - HOUR).code == "past"


def test_a_start_within_the_notice_is_named_with_the_earliest_start(app: Flask) -> None:
    configuration = make_configuration(scheduler={"min_booking_notice": 120})

    found = reason(configuration, NOW + HOUR)

    assert (found.code, found.end) == ("before_notice", NOW + 2 * HOUR)


def test_a_start_beyond_the_horizon_is_named_with_where_it_ends(app: Flask) -> None:
    configuration = make_configuration(scheduler={"min_booking_notice": 0, "available_days_in_future": 0})

    found = reason(configuration)

    assert (found.code, found.start) == ("beyond_horizon", TOMORROW)


def test_a_start_outside_of_open_hours_is_named_with_whose(app: Flask) -> None:
    configuration = make_configuration(availability=availability(rules={"default_open_hours": OFFICE}))

    found = reason(configuration, TOMORROW + 6 * HOUR)

    assert (found.code, found.email) == ("outside_open_hours", MAYA)


@pytest.mark.parametrize(
    "closing",
    [
        {"default_open_hours": [{**OFFICE[0], "exdates": ["2027-01-05"]}]},
        {
            "default_specific_time_availability": [
                {"date": "2027-01-05", "start": "00:00", "end": "00:00", "timezone": "UTC"}
            ]
        },
    ],
)
def test_a_date_that_is_closed_by_name_is_named_as_closed(app: Flask, closing: dict[str, Any]) -> None:
    rules = availability(rules={"default_open_hours": OFFICE, **closing})

    found = reason(make_configuration(availability=rules))

    assert (found.code, found.date) == ("closed_date", "2027-01-05")


def test_a_public_holiday_is_named_as_a_closed_date(app: Flask) -> None:
    rules = availability(rules={"default_open_hours": OFFICE, "holidays": {"country": "SE"}})

    found = reason(make_configuration(availability=rules), TOMORROW_AT_TEN + DAY)

    assert (found.code, found.date) == ("closed_date", "2027-01-06")


@pytest.mark.parametrize(
    ("limit", "most"),
    [
        ("bookings_per_day", 1),
        ("bookings_per_week", 1),
        ("bookings_per_month", 1),
        ("minutes_per_day", 45),
        ("minutes_per_week", 45),
        ("minutes_per_month", 45),
    ],
)
def test_a_limit_that_is_reached_is_named_by_name(app: Flask, limit: str, most: int) -> None:
    configuration = make_configuration(availability=availability(rules={"limits": {limit: most}}))
    make_booking(configuration)

    found = reason(configuration, TOMORROW_AT_TEN + 2 * HOUR)

    assert (found.code, found.limit) == ("cap_reached", limit)


def test_a_calendar_that_gives_no_answer_is_named(app: Flask) -> None:
    grant = make_grant()
    configuration = make_configuration(grant)
    with transaction() as session:
        session.get_one(Grant, grant.id).status = INVALID

    found = reason(configuration)

    assert (found.code, found.calendar, found.owner) == ("calendar_unreachable", "primary", MAYA)


def test_an_instant_beside_the_grid_is_named_as_such(app: Flask) -> None:
    found = explanations.explained_at(
        make_configuration(), start=TOMORROW_AT_TEN + 7 * MINUTE, now=NOW, asker=PROGRAM
    )

    assert [against.code for against in found.reasons] == ["not_on_grid"]


def test_all_reasons_are_listed_and_not_the_first_alone(app: Flask) -> None:
    grant = make_grant()
    make_event(primary_calendar(grant), timespan(NOW + HOUR))
    make_span(primary_calendar(grant), NOW + HOUR, NOW + 2 * HOUR)
    configuration = make_configuration(grant, scheduler={"min_booking_notice": 120})

    assert [against.code for against in explained(configuration, NOW + HOUR)] == [
        "before_notice",
        "busy",
        "busy",
    ]


def test_in_round_robin_somebody_who_is_busy_alone_is_no_reason(app: Flask) -> None:
    grant, _ = make_grant(), make_grant(JONAS)
    make_event(primary_calendar(grant), timespan(TOMORROW_AT_TEN))
    both = [participant(organizer=False), participant(JONAS, name="Jonas", organizer=False)]
    rules = availability(rules={"availability_method": "max-availability"})

    assert explained(make_configuration(grant, participants=both, availability=rules)) == ()


def test_in_round_robin_the_reasons_of_all_are_listed_when_nobody_is_free(app: Flask) -> None:
    grant, other = make_grant(), make_grant(JONAS)
    make_event(primary_calendar(grant), timespan(TOMORROW_AT_TEN))
    make_event(primary_calendar(other), timespan(TOMORROW_AT_TEN))
    both = [participant(organizer=False), participant(JONAS, name="Jonas", organizer=False)]
    rules = availability(rules={"availability_method": "max-availability"})

    found = explained(make_configuration(grant, participants=both, availability=rules))

    assert [against.email for against in found] == [MAYA, JONAS]


def test_a_window_of_31_days_may_be_asked_about_and_no_longer_one(app: Flask) -> None:
    configuration = make_configuration()
    explanations.explained(configuration, start=NOW, end=NOW + 31 * DAY, now=NOW, asker=PROGRAM)

    with pytest.raises(InvalidInput) as refusal:
        explanations.explained(configuration, start=NOW, end=NOW + 31 * DAY + 1, now=NOW, asker=PROGRAM)

    assert refusal.value.field == "end_time"


@pytest.mark.parametrize(
    ("start", "end", "field"),
    [
        (NOW, NOW - 1, "end_time"),
        (-1, NOW, "start_time"),
        (NOW * 1000, NOW * 1000 + 1, "start_time"),
    ],
)
def test_a_window_that_makes_no_sense_is_refused_by_its_field(
    sqlite_app: Flask, start: int, end: int, field: str
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        explanations.explained(make_configuration(), start=start, end=end, now=NOW, asker=PROGRAM)

    assert refusal.value.field == field


@pytest.mark.parametrize("people", [[], [JONAS]])
def test_as_many_queries_for_fifty_events_as_for_one(app: Flask, people: list[str]) -> None:
    grant = make_grant()
    for email in people:
        make_grant(email)
    everybody = [participant(), *(participant(email, name="", organizer=False) for email in people)]
    limits = availability(rules={"limits": {"bookings_per_day": 20}})
    configuration = make_configuration(grant, participants=everybody, availability=limits)

    make_event(primary_calendar(grant), timespan(TOMORROW))
    with statements("SELECT") as for_one:
        explanations.explained(configuration, start=TOMORROW, end=TOMORROW + DAY, now=NOW, asker=PROGRAM)
    for number in range(1, 50):
        make_event(primary_calendar(grant), timespan(TOMORROW + number * 20 * MINUTE))
    with statements("SELECT") as for_fifty:
        explanations.explained(configuration, start=TOMORROW, end=TOMORROW + DAY, now=NOW, asker=PROGRAM)

    assert len(for_fifty) == len(for_one) == 5
