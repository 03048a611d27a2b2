"""What is no event, no query and no answer to an invitation."""

import pytest

from tests.blueprints.api.event_paths import SPAN, event_path
from tests.blueprints.api.programs import Program
from tests.builders import (
    DAY,
    MAYA,
    NOW,
)
from webapp.models import Grant

UNKNOWN_ID = "3f0c2a5e-98f2-4a4b-9f0e-1a2b3c4d5e6f"


@pytest.mark.parametrize(
    "method, action", [("GET", ""), ("POST", ""), ("GET", "/x"), ("PUT", "/x"), ("DELETE", "/x")]
)
def test_without_a_calendar_id_it_is_refused(
    program: Program, grant: Grant, method: str, action: str
) -> None:
    status, _, message = program.refusal(method, f"/grants/{grant.id}/events{action}", {})

    assert (status, message) == (400, "`calendar_id` is required in the query.")


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"when": None},
        {"when": {}},
        {"when": []},
        {"when": "tomorrow"},
        {"when": {"object": "timespan"}},
        {"when": {**SPAN, "object": "date"}},
        {"when": {**SPAN, "date": "2027-01-05"}},
        {"when": {"start_time": NOW}},
        {"when": {"start_time": NOW, "end_time": NOW}},
        {"when": {"start_time": NOW, "end_time": NOW - 1}},
        {"when": {"start_time": -1, "end_time": NOW}},
        {"when": {"start_time": NOW, "end_time": 10**15}},
        {"when": {"start_time": 1.5, "end_time": NOW}},
        {"when": {"start_time": True, "end_time": NOW}},
        {"when": {"start_time": "soon", "end_time": NOW}},
        {"when": {"time": 10**30}},
        {"when": {**SPAN, "start_timezone": "Mars/Phobos"}},
        {"when": {"date": "05.01.2027"}},
        {"when": {"date": "2027-02-30"}},
        {"when": {"date": "0000-01-01"}},
        {"when": {"date": 20270105}},
        {"when": {"start_date": "2027-01-05"}},
        {"when": {"start_date": "2027-01-05", "end_date": "2027-01-04"}},
        {"when": SPAN, "title": "x" * 1025},
        {"when": SPAN, "title": "a\nb"},
        {"when": SPAN, "title": "a\x00b"},
        {"when": SPAN, "description": "x" * 8001},
        {"when": SPAN, "busy": "perhaps"},
        {"when": SPAN, "participants": [{}]},
        {"when": SPAN, "participants": [{"email": "nobody"}]},
        {"when": SPAN, "participants": [{"email": "a@b.org\r\nBcc: c@d.org"}]},
        {"when": SPAN, "participants": [{"email": "a@b.org", "status": "perhaps"}]},
        {"when": SPAN, "participants": [{"email": "a@b.org"}] * 501},
        {"when": SPAN, "recurrence": "RRULE:FREQ=DAILY"},
        {"when": SPAN, "recurrence": ["RRULE:FREQ=SECONDLY"]},
        {"when": SPAN, "recurrence": ["RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"]},
        {"when": SPAN, "recurrence": ["RRULE:FREQ=WEEKLY\r\nATTACH:x"]},
        {"when": SPAN, "recurrence": [7]},
        {"when": SPAN, "metadata": {"key 1": "x"}},
        [],
        7,
    ],
)
def test_an_event_that_makes_no_sense_is_refused_and_leaves_nothing(
    program: Program, events_path: str, body: object
) -> None:
    assert program.refusal("POST", events_path, body)[:2] == (400, "invalid_request_error")
    assert program.get(events_path) == []


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=201",
        "page_token=x",
        "page_token=WzEsMl0",
        "start=soon",
        "start=-1",
        "end=999999999999999999999",
        "end=25340230079900000000",
        "limit=0000000000019999",
        "title=%00",
        "busy=perhaps",
        "show_cancelled=perhaps",
        "metadata_pair=key1",
        "metadata_pair=a%22b:x",
        "updated_after=1.5",
        f"expand_recurring=true&start=0&end={500 * DAY}",
    ],
)
def test_a_query_that_makes_no_sense_is_refused(program: Program, events_path: str, query: str) -> None:
    assert program.refusal("GET", f"{events_path}&{query}")[:2] == (400, "invalid_request_error")


@pytest.mark.parametrize("event_id", ["x", "%00", UNKNOWN_ID, f"{UNKNOWN_ID}_20270104T080000Z"])
@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_an_unknown_event_is_404(program: Program, events_path: str, method: str, event_id: str) -> None:
    assert program.refusal(method, event_path(events_path, event_id), {"title": "x"})[:2] == (
        404,
        "not_found_error",
    )


def test_an_unknown_calendar_is_404(program: Program, grant: Grant) -> None:
    assert program.refusal("GET", f"/grants/{grant.id}/events?calendar_id={UNKNOWN_ID}")[0] == 404


@pytest.mark.parametrize("status", [None, "", "perhaps", 7, ["yes"]])
def test_an_answer_that_makes_no_sense_is_refused(program: Program, events_path: str, status: object) -> None:
    event = program.post(events_path, {"when": SPAN, "participants": [{"email": MAYA}]})

    assert (
        program.refusal("POST", event_path(events_path, event["id"], "/send-rsvp"), {"status": status})[0]
        == 400
    )
