"""Availability of named people, over JSON and with the SDK (wire contract sections 7 and 11)."""

from typing import Any

import nylas
import pytest

from tests.blueprints.api.programs import Program
from tests.builders import (
    DAY,
    HOUR,
    JONAS,
    MAYA,
    MINUTE,
    NOW,
    make_event,
    make_grant,
    primary_calendar,
    timespan,
)
from tests.conftest import StoppedClock
from webapp.services.calendars import calendars

PATH = "/calendars/availability"
TOMORROW = NOW + 16 * HOUR  # midnight UTC


@pytest.fixture(autouse=True)
def _grants(app: object, clock: StoppedClock) -> None:
    make_grant(MAYA)
    make_grant(JONAS)


def question(**changes: Any) -> dict[str, Any]:
    """An hour's meeting of Maya and Jonas, tomorrow from ten to noon."""
    return {
        "participants": [{"email": MAYA}, {"email": JONAS}],
        "start_time": TOMORROW + 10 * HOUR,
        "end_time": TOMORROW + 12 * HOUR,
        "duration_minutes": 60,
        **changes,
    }


def offered(program: Program, **changes: Any) -> list[tuple[int, list[str]]]:
    """Minutes after ten, and who can take it."""
    slots = program.post(PATH, question(**changes))["time_slots"]
    return [((slot["start_time"] - TOMORROW) // MINUTE - 600, slot["emails"]) for slot in slots]


def test_the_sdk_asks_when_people_are_free(sdk: nylas.Client) -> None:
    make_event(primary_calendar(make_grant(MAYA)), timespan(TOMORROW + 10 * HOUR, TOMORROW + 11 * HOUR))

    answer = sdk.calendars.get_availability(question()).data

    assert [(slot.start_time, slot.emails) for slot in answer.time_slots] == [
        (TOMORROW + 10 * HOUR, [JONAS]),
        (TOMORROW + 11 * HOUR, [MAYA, JONAS]),
    ]
    assert set(answer.order) == {MAYA, JONAS}


def test_without_a_method_whoever_is_free_makes_a_slot(program: Program) -> None:
    make_event(primary_calendar(make_grant(MAYA)), timespan(TOMORROW, TOMORROW + DAY))

    assert offered(program) == [(0, [JONAS]), (60, [JONAS])]


def test_collective_asks_for_all_of_them(program: Program) -> None:
    make_event(primary_calendar(make_grant(MAYA)), timespan(TOMORROW + 10 * HOUR, TOMORROW + 11 * HOUR))

    answer = program.post(PATH, question(availability_rules={"availability_method": "collective"}))

    assert answer == {
        "order": [],
        "time_slots": [
            {
                "emails": [MAYA, JONAS],
                "start_time": TOMORROW + 11 * HOUR,
                "end_time": TOMORROW + 12 * HOUR,
            }
        ],
    }


def test_only_the_calendars_that_are_named_count(program: Program) -> None:
    other = calendars.create(make_grant(MAYA), {"name": "Other"}, now=NOW)
    make_event(other, timespan(TOMORROW + 10 * HOUR, TOMORROW + 12 * HOUR))

    by_primary = offered(program, participants=[{"email": MAYA}])
    by_both = offered(program, participants=[{"email": MAYA, "calendar_ids": ["primary", other.id]}])

    assert (len(by_primary), by_both) == (2, [])


def test_open_hours_follow_the_zone_of_their_own_row(program: Program) -> None:
    hours = [{"days": [0, 1, 2, 3, 4, 5, 6], "start": "12:00", "end": "13:00", "timezone": "Europe/Berlin"}]

    assert offered(program, participants=[{"email": MAYA, "open_hours": hours}]) == [(60, [MAYA])]


def test_default_open_hours_follow_the_zone_of_their_own_row(program: Program) -> None:
    hours = [{"days": [0, 1, 2, 3, 4, 5, 6], "start": "12:00", "end": "13:00", "timezone": "Europe/Berlin"}]

    assert [at for at, _ in offered(program, availability_rules={"default_open_hours": hours})] == [60]


def test_a_buffer_widens_what_is_busy(program: Program) -> None:
    make_event(primary_calendar(make_grant(MAYA)), timespan(TOMORROW + 9 * HOUR, TOMORROW + 10 * HOUR))

    slots = offered(
        program,
        participants=[{"email": MAYA}],
        interval_minutes=15,
        availability_rules={"buffer": {"before": 0, "after": 30}},
    )

    assert slots[0] == (30, [MAYA])


@pytest.mark.parametrize(
    "rounding, first",
    [
        ({}, 15),
        ({"round_to": 5}, 5),
        ({"round_to_30_minutes": True}, 30),
        ({"round_to": 5, "round_to_30_minutes": True}, 5),
    ],
)
def test_starts_are_rounded_and_the_new_field_beats_the_old(
    program: Program, rounding: dict[str, Any], first: int
) -> None:
    hours = [{"days": [0, 1, 2, 3, 4, 5, 6], "start": "10:02", "end": "12:00", "timezone": "UTC"}]

    slots = offered(program, participants=[{"email": MAYA, "open_hours": hours}], **rounding)

    assert slots[0] == (first, [MAYA])


def test_neither_notice_nor_horizon_stands_in_the_way(program: Program) -> None:
    soon = program.post(PATH, question(start_time=NOW, end_time=NOW + 2 * HOUR))
    late = program.post(PATH, question(start_time=NOW + 1000 * DAY, end_time=NOW + 1001 * DAY))

    assert (len(soon["time_slots"]) > 0, len(late["time_slots"]) > 0) == (True, True)


@pytest.mark.parametrize(
    "change, field",
    [
        ({"participants": []}, "participants"),
        ({"participants": None}, "participants"),
        ({"participants": [{}]}, "participants[0].email"),
        ({"participants": [{"email": MAYA}, {"email": MAYA}]}, "participants[1].email"),
        ({"participants": [{"email": "nobody@example.com"}]}, "participants[0].calendar_ids"),
        ({"participants": [{"email": MAYA, "calendar_ids": ["x"]}]}, "participants[0].calendar_ids"),
        ({"participants": [{"email": MAYA, "calendar_ids": ["\x00"]}]}, "participants[0].calendar_ids"),
        ({"start_time": None}, "start_time"),
        ({"start_time": TOMORROW + 60}, "start_time"),
        ({"end_time": TOMORROW + 11 * HOUR + 1}, "end_time"),
        ({"end_time": TOMORROW}, "end_time"),
        ({"end_time": NOW + 200 * DAY}, "end_time"),
        ({"end_time": TOMORROW * 1000}, "end_time"),
        ({"duration_minutes": 0}, "duration_minutes"),
        ({"duration_minutes": 7}, "duration_minutes"),
        ({"duration_minutes": None}, "duration_minutes"),
        ({"interval_minutes": 7}, "interval_minutes"),
        ({"round_to": 7}, "round_to"),
        ({"availability_rules": {"availability_method": "luck"}}, "availability_rules.availability_method"),
        ({"availability_rules": {"buffer": {"before": 7}}}, "availability_rules.buffer.before"),
        ({"availability_rules": []}, "availability_rules"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused_by_its_field(
    program: Program, change: dict[str, Any], field: str
) -> None:
    status, type_, message = program.refusal("POST", PATH, question(**change))

    assert (status, type_) == (400, "invalid_request_error")
    assert field in message


@pytest.mark.parametrize(
    "hours",
    [
        {"days": [1], "start": "9:00", "end": "8:00", "timezone": "UTC"},
        {"days": [7], "start": "9:00", "end": "10:00", "timezone": "UTC"},
        {"days": [1], "start": "9", "end": "10:00", "timezone": "UTC"},
        {"days": [1], "start": "9:00", "end": "10:00", "timezone": "Mars/Phobos"},
    ],
)
def test_hours_that_make_no_sense_are_refused_by_their_place(program: Program, hours: dict[str, Any]) -> None:
    body = question(participants=[{"email": MAYA, "open_hours": [hours]}])

    status, _, message = program.refusal("POST", PATH, body)

    assert (status, "participants[0].open_hours[0]" in message) == (400, True)
