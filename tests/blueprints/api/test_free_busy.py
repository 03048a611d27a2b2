"""Free/busy over JSON and with the SDK (wire contract section 11)."""

import nylas
import pytest
from nylas.models.free_busy import FreeBusy, FreeBusyError

from tests.blueprints.api.programs import Program
from tests.builders import DAY, MAYA, NOW, TOMORROW_AT_TEN, make_booking, make_configuration, make_grant

WINDOW = {"start_time": NOW, "end_time": NOW + 7 * DAY}


def test_the_sdk_learns_who_is_busy_and_who_is_unknown(sdk: nylas.Client) -> None:
    configuration = make_configuration()
    make_booking(configuration)

    body = {**WINDOW, "emails": [MAYA, "nobody@example.com"]}
    maya, nobody = sdk.calendars.get_free_busy(configuration.grant_id, body).data

    assert isinstance(maya, FreeBusy)
    assert isinstance(nobody, FreeBusyError)
    assert [(slot.start_time, slot.status) for slot in maya.time_slots] == [(TOMORROW_AT_TEN, "busy")]


def test_nothing_is_told_but_the_time(program: Program) -> None:
    configuration = make_configuration()
    make_booking(configuration)

    (answer,) = program.post(
        f"/grants/{configuration.grant_id}/calendars/free-busy", {**WINDOW, "emails": [MAYA]}
    )

    assert answer["time_slots"] == [
        {
            "object": "time_slot",
            "status": "busy",
            "start_time": TOMORROW_AT_TEN,
            "end_time": TOMORROW_AT_TEN + 1800,
        }
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"emails": []},
        {"emails": None},
        {"emails": MAYA},
        {"emails": [7]},
        {"emails": ["a\x00b"]},
        {"emails": [MAYA] * 51},
        {"start_time": None},
        {"start_time": "soon"},
        {"start_time": -1},
        {"end_time": NOW},
        {"end_time": NOW - 1},
        {"end_time": NOW + 101 * DAY},
        {"end_time": NOW * 1000},
    ],
)
def test_a_question_that_makes_no_sense_is_refused(program: Program, change: dict[str, object]) -> None:
    path = f"/grants/{make_grant().id}/calendars/free-busy"

    refused = program.refusal("POST", path, {**WINDOW, "emails": [MAYA], **change})

    assert refused[:2] == (400, "invalid_request_error")
