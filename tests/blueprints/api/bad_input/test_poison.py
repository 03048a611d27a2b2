"""Values that a database, a clock or a text cannot hold, in every key of every body and query."""

import json
from collections.abc import Iterable, Iterator
from copy import deepcopy
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.builders import ALWAYS, HOUR, MAYA, PRIYA, availability, document, timespan
from tests.conftest import StoppedClock
from tests.house.scene import LATER, Scene, ask, make_scene

NUL, LONE_SURROGATE, HUGE = "a\x00b", "\ud800", 10**30
POISON = [NUL, LONE_SURROGATE, 2**63, {NUL: NUL}]
POISON_IN_QUERIES = ["a%00b", "%ED%A0%80", "%FF", str(HUGE), str(2**63), f"-{HUGE}"]
Path = tuple[str | int, ...]

WISH = {
    "start_time": LATER + 6 * HOUR,
    "end_time": LATER + 6 * HOUR + 1800,
    "guest": {"name": "Priya Raman", "email": PRIYA},
    "timezone": "Asia/Kolkata",
    "email_language": "en",
    "additional_guests": [{"name": "Tom", "email": "tom@example.com"}],
    "additional_fields": {"topic": "Words"},
    "participants": [{"email": MAYA}],
}
EVENT = {
    "title": "Lunch",
    "description": "Soup",
    "location": "Room 4",
    "when": timespan(LATER + 50 * HOUR, zone="UTC"),
    "busy": True,
    "participants": [{"email": "q@example.com", "name": "Q", "status": "yes", "comment": "Good"}],
    "recurrence": ["RRULE:FREQ=DAILY;COUNT=3"],
    "metadata": {"key1": "value"},
}
PAGE = document(
    slug="other",
    availability=availability(rules={"buffer": {"before": 5, "after": 5}}),
    event_booking={"title": "Call", "description": "About", "location": "Here", "timezone": "UTC"},
)
FREE = {
    "start_time": LATER,
    "end_time": LATER + HOUR,
    "duration_minutes": 30,
    "participants": [{"email": MAYA, "calendar_ids": ["primary"], "open_hours": ALWAYS}],
}
WRITES = [
    ("POST", "/v3/scheduling/bookings", WISH),
    ("PATCH", "/v3/scheduling/bookings/{booking_id}", WISH),
    ("PUT", "/v3/scheduling/bookings/{booking_id}", {"salt": "x", "status": "confirmed"}),
    ("POST", "/v3/grants/{grant}/scheduling/configurations", PAGE),
    ("POST", "/v3/grants/{grant}/events", EVENT),
    ("PUT", "/v3/grants/{grant}/events/{event}", EVENT),
    ("POST", "/v3/calendars/availability", FREE),
]
READS = [
    ("/v3/scheduling/availability", ["configuration_id", "slug", "client_id", "start_time", "end_time"]),
    ("/v3/scheduling/bookings/{booking_id}", ["configuration_id", "slug", "client_id"]),
    ("/v3/grants/{grant}/events", ["calendar_id", "start", "end", "limit", "page_token", "title"]),
    ("/v3/grants/{grant}/scheduling/configurations", ["limit", "page_token"]),
]


@pytest.fixture
def scene(postgres_app: Flask, clock: StoppedClock) -> Scene:
    return make_scene(postgres_app)


def sent(scene: Scene, method: str, path: str, **how: Any) -> TestResponse:
    return ask(
        scene.app.test_client(),
        method,
        path.format(**scene.parts),
        headers=scene.callers["a program"],
        content_type="application/json",
        **how,
    )


def places(value: Any, before: Path = ()) -> Iterator[Path]:
    """The way to each key and each item of a body."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield (*before, key)
        yield from places(inner, (*before, key))


def poisoned(body: dict[str, Any], place: Path, poison: Any) -> str:
    changed: Any = deepcopy(body)
    inner = changed
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = poison
    return json.dumps(changed)  # as escapes, which any client can send


def faults(answers: Iterable[tuple[object, TestResponse]]) -> list[tuple[object, str]]:
    """What was answered with a fault of ours, or without JSON, and the answer."""
    return [
        (asked, answer.text) for asked, answer in answers if answer.status_code >= 500 or not answer.is_json
    ]


@pytest.mark.parametrize(("method", "path", "body"), WRITES, ids=[f"{way} {path}" for way, path, _ in WRITES])
def test_no_value_in_a_body_is_a_fault_of_ours(
    scene: Scene, method: str, path: str, body: dict[str, Any]
) -> None:
    key = "calendar_id" if "events" in path else "configuration_id"
    query = {key: scene.query[key]}

    answers = [
        ((place, poison), sent(scene, method, path, data=poisoned(body, place, poison), query_string=query))
        for place in places(body)
        for poison in POISON
    ]

    assert faults(answers) == []


@pytest.mark.parametrize(("path", "keys"), READS, ids=[path for path, _ in READS])
def test_no_value_in_a_query_is_a_fault_of_ours(scene: Scene, path: str, keys: list[str]) -> None:
    query = {key: scene.query[key] for key in keys if key in scene.query}

    answers = [
        ((key, poison), sent(scene, "GET", path, query_string=as_it_is({**query, key: poison})))
        for key in keys
        for poison in POISON_IN_QUERIES
    ]

    assert faults(answers) == []


def as_it_is(query: dict[str, Any]) -> str:
    """The query without further encoding."""
    return "&".join(f"{key}={value}" for key, value in query.items())
