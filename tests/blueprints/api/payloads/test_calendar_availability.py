"""When several people are free, asked without a page."""

from typing import Any

import pytest

from tests.builders import MAYA, TOMORROW_AT_TEN
from webapp.blueprints.api.payloads.calendar_availability import AvailabilityQuestion
from webapp.errors import InvalidInput
from webapp.lib import fields

ROW = {"days": [1], "start": "9:00", "end": "17:00"}


def document(**changes: Any) -> dict[str, Any]:
    question = {
        "participants": [{"email": MAYA}],
        "start_time": TOMORROW_AT_TEN,
        "end_time": TOMORROW_AT_TEN + 7200,
        "duration_minutes": 60,
        **changes,
    }
    return fields.checked(AvailabilityQuestion, question).document()


def test_it_is_a_page_without_notice_whose_people_are_judged_and_get_no_event() -> None:
    page = document()

    assert page["scheduler"] == {"min_booking_notice": 0, "available_days_in_future": 3650}
    assert page["participants"][0]["availability"] == {"calendar_ids": ["primary"], "open_hours": []}
    assert page["participants"][0]["booking"] is None


def test_whoever_is_free_makes_a_slot_unless_a_method_is_named() -> None:
    methods = [
        document(availability_rules=rules)["availability"]["availability_rules"]["availability_method"]
        for rules in (None, {"availability_method": "collective"})
    ]

    assert methods == ["max-availability", "collective"]


@pytest.mark.parametrize(
    ("changes", "minutes"),
    [
        ({}, None),
        ({"round_to_30_minutes": True}, 30),
        ({"round_to": 15}, 15),
        ({"round_to": 15, "round_to_30_minutes": True}, 15),
    ],
)
def test_the_new_way_to_round_beats_the_old(changes: dict[str, Any], minutes: int | None) -> None:
    assert document(**changes)["availability"]["round_to"] == minutes


@pytest.mark.parametrize(
    "changes",
    [
        {"start_time": TOMORROW_AT_TEN + 60},
        {"end_time": TOMORROW_AT_TEN + 7201},
        {"duration_minutes": 7},
        {"interval_minutes": 12},
    ],
)
def test_times_come_in_steps_of_five_minutes(changes: dict[str, int]) -> None:
    with pytest.raises(InvalidInput) as refused:
        document(**changes)

    assert (refused.value.field, refused.value.code) == (next(iter(changes)), "minutes.no_step")


def test_rules_that_make_no_sense_are_refused_at_their_place() -> None:
    with pytest.raises(InvalidInput) as refused:
        document(availability_rules={"availability_method": "lottery"})

    assert refused.value.field == "availability_rules.availability_method"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"participants": [{"email": " "}]}, "participants[0].email"),
        ({"duration_minutes": 1445}, "duration_minutes"),
        ({"interval_minutes": 1445}, "interval_minutes"),
        ({"round_to": 7}, "round_to"),
        ({"participants": [{"email": MAYA}] * 51}, "participants"),
        (
            {"participants": [{"email": MAYA, "calendar_ids": ["primary"] * 21}]},
            "participants[0].calendar_ids",
        ),
        ({"participants": [{"email": MAYA, "open_hours": [ROW] * 101}]}, "participants[0].open_hours"),
        ({"availability_rules": {"buffer": {"after": 125}}}, "availability_rules.buffer.after"),
    ],
)
def test_single_values_have_the_limits_of_a_page(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        document(**changes)

    assert refused.value.field == field
