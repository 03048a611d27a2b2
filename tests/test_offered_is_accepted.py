"""Whatever any door offers can be booked, for new bookings and for moves.

Availability, page, nearest times and explanation are asked as anybody asks them.
A few generated cases run each time, many with `-m slow`.
"""

import re
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.builders import (
    DAY,
    HOUR,
    JONAS,
    MAYA,
    MINUTE,
    NOW,
    PRIYA,
    TOMORROW_AT_TEN,
    availability,
    make_api_key,
    make_booking,
    make_configuration,
    make_grant,
    make_span,
    participant,
    primary_calendar,
)
from tests.conftest import StoppedClock, empty_tables
from webapp.extensions import db
from webapp.models import Booking, Configuration
from webapp.models.reference import guest_reference
from webapp.services.availability import offers
from webapp.services.configurations import configurations

METHODS = ["collective", "max-fairness", "max-availability"]
# Not shrunk: each case is a dozen requests.
CASES: dict[str, Any] = {
    "phases": [Phase.generate],
    "suppress_health_check": list(HealthCheck),
    "deadline": None,
}
FEW = settings(max_examples=6, **CASES)
MANY = settings(max_examples=300, **CASES)
MORNING = [{"days": [0, 1, 2, 3, 4, 5, 6], "start": "09:00", "end": "14:00", "timezone": "UTC"}]
QUARTERS = st.integers(0, 24).map(lambda quarter: TOMORROW_AT_TEN - 2 * HOUR + quarter * 15 * MINUTE)
SPANS = st.lists(st.tuples(QUARTERS, st.sampled_from([15, 60, 180])), max_size=3)


@dataclass(frozen=True)
class Doors:
    """Asks every door about the ten days from now."""

    client: FlaskClient
    page: Configuration
    key: str
    booking: Booking | None

    @property
    def _query(self) -> dict[str, Any]:
        moved = {} if self.booking is None else {"booking_id": self.booking.id}
        window = {"start_time": NOW, "end_time": NOW + 10 * DAY}
        return {"configuration_id": self.page.id, **window, **moved}

    def availability(self) -> list[int]:
        answer = self.client.get("/v3/scheduling/availability", query_string=self._query)
        return [slot["start_time"] for slot in answer.get_json()["data"]["time_slots"]]

    def explanation(self) -> list[int]:
        headers = {"Authorization": f"Bearer {self.key}"}
        path = "/v3/scheduling/availability/explain"
        answer = self.client.get(path, query_string=self._query, headers=headers)
        return [found["start_time"] for found in answer.get_json()["data"]["starts"] if found["offered"]]

    def times_of_tomorrow(self) -> list[int]:
        return self._starts_shown(self._times, day="2027-01-05", timezone="UTC")

    def nearest(self, start: int) -> list[int]:
        """What is shown in place of a start that is not free."""
        form = self._times if self.booking else "/intro/bookings/new"
        return self._starts_shown(form, start=start, timezone="UTC")

    def take(self, start: int) -> int:
        """Book the start, or move the booking to it. Returns the status of the answer."""
        times = {"start_time": start, "end_time": start + 30 * MINUTE}
        query = {"configuration_id": self.page.id}
        if self.booking is not None:
            path = f"/v3/scheduling/bookings/{self.booking.id}"
            return self.client.patch(path, query_string=query, json=times).status_code
        body = {**times, "guest": {"name": "Priya", "email": PRIYA}}
        return self.client.post("/v3/scheduling/bookings", query_string=query, json=body).status_code

    @property
    def _times(self) -> str:
        return f"/bookings/{guest_reference(self.booking)}/reschedule" if self.booking else "/intro"

    def _starts_shown(self, path: str, **query: Any) -> list[int]:
        answer = self.client.get(path, query_string=query)
        links = re.findall(r'class="slot" href="[^"]*[?&;]start=(\d+)', answer.text)
        choices = re.findall(r'type="radio" name="start" value="(\d+)"', answer.text)
        return [int(start) for start in [*links, *choices]]


def page_of_two(method: str, **changes: Any) -> Configuration:
    """A page of Maya and Jonas, open from nine to two."""
    people = [
        participant(MAYA, organizer=method == "collective"),
        participant(JONAS, name="Jonas", organizer=False),
    ]
    rules = {"availability_method": method, "default_open_hours": MORNING, **changes.pop("rules", {})}
    return make_configuration(
        make_grant(MAYA), participants=people, availability=availability(rules=rules, **changes)
    )


def doors(app: Flask, page: Configuration, booking: Booking | None = None) -> Doors:
    return Doors(app.test_client(), page, make_api_key(), booking)


@pytest.mark.parametrize("method", ["max-fairness", "max-availability"])
def test_while_a_booking_is_moved_its_assigned_host_alone_is_asked(
    app: Flask, clock: StoppedClock, method: str
) -> None:
    jonas = make_grant(JONAS)
    page = page_of_two(method)
    booking = make_booking(page, TOMORROW_AT_TEN + DAY)
    host = page.grant if booking.assigned_email == MAYA else jonas
    make_span(primary_calendar(host), TOMORROW_AT_TEN, TOMORROW_AT_TEN + 3 * HOUR)
    asked = doors(app, page, booking)
    busy = set(range(TOMORROW_AT_TEN, TOMORROW_AT_TEN + 3 * HOUR, 30 * MINUTE))

    offered = [asked.availability(), asked.explanation(), asked.times_of_tomorrow()]
    nearest = asked.nearest(TOMORROW_AT_TEN)

    assert [busy & set(starts) for starts in [*offered, nearest]] == [set()] * 4
    assert nearest
    assert asked.take(TOMORROW_AT_TEN) == 409
    assert asked.take(nearest[0]) == 200


def test_a_booking_is_moved_to_where_those_who_left_the_page_are_free_too(
    app: Flask, clock: StoppedClock
) -> None:
    jonas = make_grant(JONAS)
    page = page_of_two("collective")
    booking = make_booking(page, TOMORROW_AT_TEN + DAY)
    make_span(primary_calendar(jonas), TOMORROW_AT_TEN, exclusive=True)
    configurations.update(page, {"participants": [participant(MAYA)]}, now=NOW)
    asked = doors(app, configurations.find(page.id), booking)

    offered = [asked.availability(), asked.explanation(), asked.times_of_tomorrow()]

    assert all(TOMORROW_AT_TEN not in starts for starts in offered)
    assert asked.take(TOMORROW_AT_TEN) == 409


def test_nothing_is_offered_for_a_booking_whose_host_has_left_the_page(
    app: Flask, clock: StoppedClock
) -> None:
    make_grant(JONAS)
    page = page_of_two("max-availability")
    booking = make_booking(page)
    stays = JONAS if booking.assigned_email == MAYA else MAYA
    configurations.update(page, {"participants": [participant(stays, organizer=False)]}, now=NOW)
    asked = doors(app, configurations.find(page.id), booking)

    assert (asked.availability(), asked.explanation(), asked.times_of_tomorrow()) == ([], [], [])
    assert asked.take(TOMORROW_AT_TEN + DAY) == 409


@st.composite
def worlds(draw: st.DrawFn) -> dict[str, Any]:
    """A page, both hosts' calendars, bookings that are there, and whether one of them is moved."""
    specific = [{"date": "2027-01-05", "start": "11:00", "end": "15:30", "timezone": "UTC"}]
    rules = {
        "buffer": {"before": draw(st.sampled_from([0, 15])), "after": draw(st.sampled_from([0, 30]))},
        "limits": draw(st.sampled_from([None, {"bookings_per_day": 2}, {"minutes_per_week": 90}])),
        "default_specific_time_availability": specific if draw(st.booleans()) else None,
    }
    return {
        "method": draw(st.sampled_from(METHODS)),
        "rules": rules,
        "interval_minutes": draw(st.sampled_from([15, 30])),
        "spans": {MAYA: draw(SPANS), JONAS: draw(SPANS)},
        "bookings": draw(st.integers(0, 3)),
        "moves": draw(st.booleans()),
    }


def all_that_is_offered_is_accepted(app: Flask, world: dict[str, Any], data: st.DataObject) -> None:
    db.session.remove()
    empty_tables()
    grants = {MAYA: make_grant(MAYA), JONAS: make_grant(JONAS)}
    page = page_of_two(world["method"], rules=world["rules"], interval_minutes=world["interval_minutes"])
    made = _bookings(page, world["bookings"], data)
    for email, spans in world["spans"].items():
        for start, minutes in spans:
            make_span(primary_calendar(grants[email]), start, start + minutes * MINUTE)
    asked = doors(app, page, made[0] if world["moves"] and made else None)

    offered, taken = asked.availability(), data.draw(QUARTERS)

    assert asked.explanation() == offered
    assert asked.times_of_tomorrow() == [start for start in offered if _is_tomorrow(start)]
    own = set() if asked.booking is None else {asked.booking.starts_at}
    if taken not in {*offered, *own}:
        assert set(asked.nearest(taken)) <= set(offered)
    if offered:
        assert asked.take(data.draw(st.sampled_from(offered))) == 200


def _bookings(page: Configuration, count: int, data: st.DataObject) -> list[Booking]:
    made: list[Booking] = []
    for _ in range(count):
        starts = offers.offered(page, start=NOW, end=NOW + 3 * DAY, now=NOW).starts
        if starts:
            made.append(make_booking(page, data.draw(st.sampled_from(starts))))
    db.session.close()
    return made


def _is_tomorrow(start: int) -> bool:
    return TOMORROW_AT_TEN - 10 * HOUR <= start < TOMORROW_AT_TEN + 14 * HOUR


@FEW
@given(worlds(), st.data())
def test_whatever_is_offered_is_accepted(
    app: Flask, clock: StoppedClock, world: dict[str, Any], data: st.DataObject
) -> None:
    all_that_is_offered_is_accepted(app, world, data)


@pytest.mark.slow
@MANY
@given(worlds(), st.data())
def test_whatever_is_offered_is_accepted_in_many_cases(
    app: Flask, clock: StoppedClock, world: dict[str, Any], data: st.DataObject
) -> None:
    all_that_is_offered_is_accepted(app, world, data)
