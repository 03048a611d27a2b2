"""A start is offered exactly when nothing is against it, whatever the rules and calendars."""

from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import (
    DAY,
    JONAS,
    MAYA,
    MINUTE,
    NOW,
    availability,
    make_booking,
    make_configuration,
    make_grant,
    participant,
    primary_calendar,
)
from tests.services.availability.reasons import OFFICE
from webapp.extensions import transaction
from webapp.models import BusySpan, Configuration, Grant
from webapp.models.grant import INVALID, VALID
from webapp.services.availability import explanations, offers
from webapp.services.availability.explanations import PROGRAM

CASES: dict[str, Any] = {
    "derandomize": True,
    "database": None,
    "suppress_health_check": list(HealthCheck),
}
FEW = settings(max_examples=40, **CASES)
MANY = settings(max_examples=250, **CASES)


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


SITUATIONS = st.fixed_dictionaries(
    {
        "wish": DOCUMENTS,
        "mine": SPANS,
        "theirs": SPANS,
        "start": MOMENTS,
        "length": st.sampled_from([0, 1, 3600, 40_000, DAY, 3 * DAY]),
        "wishes": st.lists(MOMENTS, max_size=3),
        "lost_grant": st.integers(0, 9).map(lambda number: number == 0),
    }
)


@FEW
@given(SITUATIONS)
def test_a_start_is_offered_exactly_when_nothing_is_against_it(
    prepared: "Prepared", situation: dict[str, Any]
) -> None:
    offered_where_nothing_is_against_it(prepared, **situation)


@pytest.mark.slow
@MANY
@given(SITUATIONS)
def test_in_many_cases_a_start_is_offered_exactly_when_nothing_is_against_it(
    prepared: "Prepared", situation: dict[str, Any]
) -> None:
    offered_where_nothing_is_against_it(prepared, **situation)


def offered_where_nothing_is_against_it(
    prepared: "Prepared",
    *,
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

    assert [explanation.starts_at for explanation in found if explanation.offered] == offer.starts
    for explanation in found[:3]:
        alone = explanations.explained_at(configuration, start=explanation.starts_at, now=NOW, asker=PROGRAM)
        assert alone.offered == explanation.offered


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
