"""Why a time is not offered: complete, from the offer's own facts, and discreet."""

from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import (
    DAY,
    HOUR,
    JONAS,
    MAYA,
    MINUTE,
    NOW,
    TOMORROW_AT_TEN,
    availability,
    grant_of,
    make_booking,
    make_colleague,
    make_configuration,
    make_event,
    make_grant,
    make_organizer,
    make_pending_configuration,
    make_span,
    participant,
    primary_calendar,
    timespan,
)
from tests.queries import statements
from webapp.errors import InvalidInput
from webapp.extensions import transaction
from webapp.models import BusySpan, Configuration, Grant
from webapp.models.grant import INVALID, VALID
from webapp.scheduling import Reason
from webapp.services import bookings
from webapp.services.availability import explanations, offers
from webapp.services.availability.explanations import PROGRAM, Asker, Explanation
from webapp.services.bookings.commands import CancelBooking

TOMORROW = NOW + 16 * HOUR
OFFICE = [{"days": [1, 2, 3, 4, 5], "start": "9:00", "end": "17:00", "timezone": "UTC"}]
NO_NOTICE = {"min_booking_notice": 0, "available_days_in_future": 60}
SOME_CASES = settings(
    max_examples=250,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)


def explained(
    configuration: Configuration,
    at: int = TOMORROW_AT_TEN,
    *,
    now: int = NOW,
    asker: Asker = PROGRAM,
    **more: Any,
) -> tuple[Reason, ...]:
    """The reasons against one start of the grid."""
    found = explanations.explained(configuration, start=at, end=at + 1, now=now, asker=asker, **more)
    assert [one.starts_at for one in found] == [at]
    return found[0].reasons


def reason(configuration: Configuration, at: int = TOMORROW_AT_TEN, **more: Any) -> Reason:
    """The one reason against a start."""
    found = explained(configuration, at, **more)
    assert len(found) == 1, found
    return found[0]


def test_a_free_start_is_offered_and_has_no_reasons(app: Flask) -> None:
    configuration = make_configuration()

    found = explanations.explained(
        configuration, start=TOMORROW_AT_TEN, end=TOMORROW_AT_TEN + HOUR, now=NOW, asker=PROGRAM
    )

    assert found == [
        Explanation(TOMORROW_AT_TEN, TOMORROW_AT_TEN + 30 * MINUTE, ()),
        Explanation(TOMORROW_AT_TEN + 30 * MINUTE, TOMORROW_AT_TEN + HOUR, ()),
    ]
    assert all(one.offered for one in found)


def test_an_event_in_the_way_is_told_with_calendar_owner_time_and_title(app: Flask) -> None:
    grant = make_grant()
    make_event(primary_calendar(grant), timespan(TOMORROW_AT_TEN))

    told = reason(make_configuration(grant))

    assert (told.code, told.kind, told.owner, told.title) == ("busy", "event", MAYA, "Lunch")
    assert told.calendar == primary_calendar(grant).name
    assert (told.start, told.end) == (TOMORROW_AT_TEN, TOMORROW_AT_TEN + HOUR)


def test_a_booking_in_the_way_is_told_as_one_with_its_id(app: Flask) -> None:
    configuration = make_configuration()
    booking = make_booking(configuration)

    told = reason(configuration)

    assert (told.code, told.kind, told.booking) == ("busy", "booked", booking.id)


def test_a_request_that_waits_is_told_as_one(app: Flask) -> None:
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

    assert explained(configuration, booking_id=booking.id) == ()


def test_an_event_too_near_is_told_as_what_the_buffer_keeps_away_from(app: Flask) -> None:
    grant = make_grant()
    make_event(primary_calendar(grant), timespan(TOMORROW_AT_TEN - HOUR))
    rules = availability(rules={"buffer": {"before": 15, "after": 15}})

    told = reason(make_configuration(grant, availability=rules))

    assert (told.code, told.end, told.title) == ("buffer", TOMORROW_AT_TEN, "Lunch")


def test_a_hold_is_told_while_it_lasts(app: Flask) -> None:
    grant = make_grant()
    make_span(primary_calendar(grant), TOMORROW_AT_TEN, TOMORROW_AT_TEN + HOUR, expires_at=NOW + 300)
    configuration = make_configuration(grant)

    assert reason(configuration).code == "held"
    assert explained(configuration, now=NOW + 300) == ()


def test_a_start_that_is_over_is_told_as_past(app: Flask) -> None:
    assert reason(make_configuration(), NOW - HOUR).code == "past"


def test_a_start_within_the_notice_is_told_with_the_earliest_start(app: Flask) -> None:
    configuration = make_configuration(scheduler={"min_booking_notice": 120})

    told = reason(configuration, NOW + HOUR)

    assert (told.code, told.end) == ("before_notice", NOW + 2 * HOUR)


def test_a_start_beyond_the_horizon_is_told_with_where_it_ends(app: Flask) -> None:
    configuration = make_configuration(scheduler={"min_booking_notice": 0, "available_days_in_future": 0})

    told = reason(configuration)

    assert (told.code, told.start) == ("beyond_horizon", TOMORROW)


def test_a_start_outside_of_open_hours_is_told_with_whose(app: Flask) -> None:
    configuration = make_configuration(availability=availability(rules={"default_open_hours": OFFICE}))

    told = reason(configuration, TOMORROW + 6 * HOUR)

    assert (told.code, told.email) == ("outside_open_hours", MAYA)


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
def test_a_date_that_is_closed_by_name_is_told_as_one(app: Flask, closing: dict[str, Any]) -> None:
    rules = availability(rules={"default_open_hours": OFFICE, **closing})

    told = reason(make_configuration(availability=rules))

    assert (told.code, told.date) == ("closed_date", "2027-01-05")


def test_a_public_holiday_is_told_as_a_closed_date(app: Flask) -> None:
    rules = availability(rules={"default_open_hours": OFFICE, "holidays": {"country": "SE"}})

    told = reason(make_configuration(availability=rules), TOMORROW_AT_TEN + DAY)

    assert (told.code, told.date) == ("closed_date", "2027-01-06")


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
def test_a_limit_that_is_reached_is_told_by_name(app: Flask, limit: str, most: int) -> None:
    configuration = make_configuration(availability=availability(rules={"limits": {limit: most}}))
    make_booking(configuration)

    told = reason(configuration, TOMORROW_AT_TEN + 2 * HOUR)

    assert (told.code, told.limit) == ("cap_reached", limit)


def test_a_calendar_that_gives_no_answer_is_named(app: Flask) -> None:
    grant = make_grant()
    configuration = make_configuration(grant)
    with transaction() as session:
        session.get_one(Grant, grant.id).status = INVALID

    told = reason(configuration)

    assert (told.code, told.calendar, told.owner) == ("calendar_unreachable", "primary", MAYA)


def test_an_instant_beside_the_grid_is_told_as_one(app: Flask) -> None:
    found = explanations.explained_at(
        make_configuration(), start=TOMORROW_AT_TEN + 7 * MINUTE, now=NOW, asker=PROGRAM
    )

    assert [one.code for one in found.reasons] == ["not_on_grid"]


def test_all_reasons_are_told_and_not_the_first_alone(app: Flask) -> None:
    grant = make_grant()
    make_event(primary_calendar(grant), timespan(NOW + HOUR))
    make_span(primary_calendar(grant), NOW + HOUR, NOW + 2 * HOUR)
    configuration = make_configuration(grant, scheduler={"min_booking_notice": 120})

    assert [one.code for one in explained(configuration, NOW + HOUR)] == ["before_notice", "busy", "busy"]


def test_in_round_robin_somebody_who_is_busy_alone_is_no_reason(app: Flask) -> None:
    grant, _ = make_grant(), make_grant(JONAS)
    make_event(primary_calendar(grant), timespan(TOMORROW_AT_TEN))
    both = [participant(organizer=False), participant(JONAS, name="Jonas", organizer=False)]
    rules = availability(rules={"availability_method": "max-availability"})

    assert explained(make_configuration(grant, participants=both, availability=rules)) == ()


def test_in_round_robin_the_reasons_of_all_are_told_when_nobody_is_free(app: Flask) -> None:
    grant, other = make_grant(), make_grant(JONAS)
    make_event(primary_calendar(grant), timespan(TOMORROW_AT_TEN))
    make_event(primary_calendar(other), timespan(TOMORROW_AT_TEN))
    both = [participant(organizer=False), participant(JONAS, name="Jonas", organizer=False)]
    rules = availability(rules={"availability_method": "max-availability"})

    found = explained(make_configuration(grant, participants=both, availability=rules))

    assert [one.email for one in found] == [MAYA, JONAS]


def test_a_title_is_for_the_owner_of_the_calendar_alone(app: Flask) -> None:
    grant, other = grant_of(make_organizer()), make_colleague()
    make_event(primary_calendar(grant), timespan(TOMORROW_AT_TEN))
    make_event(primary_calendar(other), timespan(TOMORROW_AT_TEN), title="Job interview")
    both = [participant(), participant(JONAS, name="Jonas", organizer=False)]
    configuration = make_configuration(grant, participants=both)

    as_maya = explained(configuration, asker=Asker(grant.organizer_id))

    assert [(one.owner, one.title) for one in as_maya] == [(MAYA, "Lunch"), (JONAS, None)]


def test_a_program_of_the_application_reads_every_title(app: Flask) -> None:
    grant, other = grant_of(make_organizer()), make_colleague()
    make_event(primary_calendar(other), timespan(TOMORROW_AT_TEN), title="Job interview")
    both = [participant(), participant(JONAS, name="Jonas", organizer=False)]

    assert reason(make_configuration(grant, participants=both)).title == "Job interview"


def test_a_booking_on_somebody_elses_page_has_no_id_for_the_asker(app: Flask) -> None:
    grant, other = grant_of(make_organizer()), make_colleague()
    both = [participant(organizer=False), participant(JONAS, name="Jonas")]
    make_booking(make_configuration(other, slug="jonas", participants=both))

    told = reason(make_configuration(grant), asker=Asker(grant.organizer_id))

    assert (told.kind, told.booking) == ("booked", None)


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

    assert len(for_fifty) == len(for_one) == 3


MOMENTS = st.integers(0, 3 * 24 * 4).map(lambda quarter: NOW + quarter * 15 * MINUTE)
SPANS = st.lists(
    st.tuples(MOMENTS, st.sampled_from([5, 15, 30, 45, 120, 1440]), st.sampled_from([None, None, -60, 600])),
    max_size=5,
)
HOURS = st.sampled_from(
    [
        {},
        {"default_open_hours": OFFICE},
        {"default_open_hours": [{**OFFICE[0], "exdates": ["2027-01-05"]}]},
        {"default_open_hours": OFFICE, "holidays": {"country": "SE"}},
        {"default_open_hours": [{**OFFICE[0], "end": "9:20"}]},
    ]
)
LIMITS = st.sampled_from(
    [None, None, {"bookings_per_day": 1}, {"minutes_per_day": 60}, {"bookings_per_week": 2}]
)
DOCUMENTS = st.fixed_dictionaries(
    {
        "duration_minutes": st.sampled_from([15, 30, 50, 90]),
        "interval_minutes": st.sampled_from([None, 10, 30]),
        "round_to": st.sampled_from([5, 15, 30]),
        "buffer": st.sampled_from([{}, {"before": 15}, {"after": 30}, {"before": 5, "after": 10}]),
        "method": st.sampled_from(["collective", "max-fairness", "max-availability"]),
        "hours": HOURS,
        "zone": st.sampled_from(["UTC", "America/New_York", "Asia/Kolkata"]),
        "limits": LIMITS,
        "notice": st.sampled_from([0, 90, 1500]),
        "horizon": st.sampled_from([0, 1, 60]),
    }
)


@SOME_CASES
@given(
    wish=DOCUMENTS,
    mine=SPANS,
    theirs=SPANS,
    start=MOMENTS,
    length=st.sampled_from([0, 1, 3600, 40_000, DAY, 3 * DAY]),
    wishes=st.lists(MOMENTS, max_size=3),
    lost_grant=st.integers(0, 9).map(lambda number: number == 0),
)
def test_a_start_is_offered_exactly_when_nothing_is_against_it(
    prepared: "Prepared",
    wish: dict[str, Any],
    mine: list[Any],
    theirs: list[Any],
    start: int,
    length: int,
    wishes: list[int],
    lost_grant: bool,
) -> None:
    prepared.other_grant_is(VALID)
    configuration = prepared.configuration(wish)
    prepared.spans(mine, theirs)
    prepared.bookings(configuration, wishes)
    prepared.other_grant_is(INVALID if lost_grant else VALID)

    offer = offers.offered(configuration, start=start, end=start + length, now=NOW)
    found = explanations.explained(configuration, start=start, end=start + length, now=NOW, asker=PROGRAM)

    assert [one.starts_at for one in found if one.offered] == offer.starts
    for one in found[:3]:
        alone = explanations.explained_at(configuration, start=one.starts_at, now=NOW, asker=PROGRAM)
        assert alone.offered == one.offered


class Prepared:
    """Two people, on whose calendars and rules each generated case starts anew."""

    def __init__(self) -> None:
        self.grants = [make_grant(MAYA), make_grant(JONAS)]
        self.calendar_ids = [primary_calendar(grant).id for grant in self.grants]

    def configuration(self, wish: dict[str, Any]) -> Configuration:
        rules = {"availability_method": wish["method"], "buffer": wish["buffer"], **wish["hours"]}
        if wish["limits"]:
            rules["limits"] = wish["limits"]
        return make_configuration(
            self.grants[0],
            slug=None,
            participants=[
                participant(organizer=wish["method"] == "collective"),
                participant(JONAS, name="Jonas", organizer=False),
            ],
            availability=availability(
                duration_minutes=wish["duration_minutes"],
                interval_minutes=wish["interval_minutes"],
                round_to=wish["round_to"],
                rules=rules,
            ),
            event_booking={"title": "Intro call", "timezone": wish["zone"]},
            scheduler={
                "min_booking_notice": wish["notice"],
                "available_days_in_future": wish["horizon"],
            },
        )

    def spans(self, *of_each: list[Any]) -> None:
        with transaction() as session:
            session.query(BusySpan).delete()
            for calendar_id, spans in zip(self.calendar_ids, of_each, strict=True):
                for starts_at, minutes, expires_in in spans:
                    session.add(
                        BusySpan(
                            calendar_id=calendar_id,
                            starts_at=starts_at,
                            ends_at=starts_at + minutes * MINUTE,
                            exclusive=False,
                            expires_at=expires_in and NOW + expires_in,
                        )
                    )

    def bookings(self, configuration: Configuration, wishes: list[int]) -> None:
        """Book the first slots that are offered from these moments on."""
        for moment in wishes:
            free = offers.offered(configuration, start=moment, end=moment + DAY, now=NOW)
            for starts_at in free.starts[:1]:
                make_booking(configuration, starts_at, ends_at=starts_at + free.duration)

    def other_grant_is(self, status: str) -> None:
        with transaction() as session:
            session.get_one(Grant, self.grants[1].id).status = status


@pytest.fixture
def prepared(sqlite_app: Flask) -> Prepared:
    return Prepared()
