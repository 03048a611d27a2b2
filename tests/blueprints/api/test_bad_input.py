"""Whatever is sent: a clear error in JSON, never a 500, never HTML, and nothing half-written."""

from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.blueprints.api.conftest import Api, error, wish
from tests.builders import (
    DAY,
    HOUR,
    NOW,
    TOMORROW_AT_TEN,
    document,
    make_booking,
    make_configuration,
    participant,
)
from webapp.extensions import db
from webapp.models import Configuration, Grant, Model

NOBODY = "3f0c2a5e-98f2-4a4b-9f0e-1a2b3c4d5e6f"  # fixed: it stands in the names of tests
INVALID, MISSING = (400, "invalid_request_error"), (404, "not_found_error")
TAKEN = (409, "timeslot_not_available")
BOOKINGS = "/scheduling/bookings"

WRONG_BODIES: dict[str, tuple[Any, tuple[int, str], str]] = {
    "malformed JSON": (b'{"start_time": 1', INVALID, "JSON"),
    "no body": (None, INVALID, "JSON"),
    "a list": ([], INVALID, "object"),
    "not a number JSON knows": (b'{"start_time": NaN}', INVALID, "JSON"),
    "half a surrogate pair": (b'{"guest": {"name": "\\ud800"}}', INVALID, "JSON"),
    "nested beyond measure": (b'{"a":' + b"[" * 600 + b"]" * 600 + b"}", INVALID, "JSON"),
    "bytes that are no text": (b'{"guest": "\xff"}', INVALID, "JSON"),
    "an unknown zone": (wish(timezone="Mars/Olympus"), INVALID, "timezone"),
    "a zone that is a file of the machine": (wish(timezone="localtime"), INVALID, "timezone"),
    "end before start": (wish(end_time=TOMORROW_AT_TEN - 60), TAKEN, "timeslot"),
    "another duration": (wish(end_time=TOMORROW_AT_TEN + 60), TAKEN, "timeslot"),
    "beside the grid": (wish(TOMORROW_AT_TEN + 60), TAKEN, "timeslot"),
    "in the past": (wish(NOW - DAY), TAKEN, "timeslot"),
    "beyond the horizon": (wish(NOW + 400 * DAY), TAKEN, "timeslot"),
    "in milliseconds": (wish(TOMORROW_AT_TEN * 1000), INVALID, "start_time"),
    "a negative time": (wish(-1800), INVALID, "start_time"),
    "a fraction": (wish(start_time=TOMORROW_AT_TEN + 0.5), INVALID, "start_time"),
    "a time that is true": (wish(start_time=True), INVALID, "start_time"),
    "a time as words": (wish(start_time="tomorrow"), INVALID, "start_time"),
    "no start": ({key: value for key, value in wish().items() if key != "start_time"}, INVALID, "start_time"),
    "no guest": ({key: value for key, value in wish().items() if key != "guest"}, INVALID, "guest"),
    "a guest that is a word": (wish(guest="Priya"), INVALID, "guest"),
    "no e-mail": (wish(guest={"name": "Priya"}), INVALID, "guest.email"),
    "an empty name": (wish(guest={"name": " ", "email": "p@example.com"}), INVALID, "guest.name"),
    "no e-mail address": (wish(guest={"name": "Priya", "email": "priya"}), INVALID, "guest.email"),
    "an e-mail with a line break": (
        wish(guest={"name": "Priya", "email": "p@example.com\r\nBcc: all@example.com"}),
        INVALID,
        "guest.email",
    ),
    "a name with a line break": (
        wish(guest={"name": "Priya\nBcc: x", "email": "p@example.com"}),
        INVALID,
        "guest.name",
    ),
    "a name with a null": (wish(guest={"name": "Pri\0ya", "email": "p@example.com"}), INVALID, "guest.name"),
    "a name over its length": (
        wish(guest={"name": "P" * 201, "email": "p@example.com"}),
        INVALID,
        "guest.name",
    ),
    "an additional guest without e-mail": (
        wish(additional_guests=[{"name": "Jo"}]),
        INVALID,
        "additional_guests[0].email",
    ),
    "a crowd": (
        wish(additional_guests=[{"name": "x", "email": f"g{n}@example.com"} for n in range(21)]),
        INVALID,
        "additional_guests",
    ),
    "a stranger as participant": (
        wish(participants=[{"email": "nobody@example.com"}]),
        INVALID,
        "participants[0].email",
    ),
    "an answer over its length": (
        wish(additional_fields={"topic": "x" * 9000}),
        INVALID,
        "additional_fields.topic",
    ),
    "no answer to a required question": (wish(additional_fields={"topic": ""}), INVALID, "Topic"),
    "an answer that is a document": (
        wish(additional_fields={"topic": {"a": 1}}),
        INVALID,
        "additional_fields.topic",
    ),
    "an unknown language": (wish(email_language="xx"), INVALID, "email_language"),
}


@pytest.fixture
def app(postgres_app: Flask) -> Flask:
    """PostgreSQL alone, for the sake of time: of the two it is the stricter about text and numbers."""
    return postgres_app


@pytest.fixture
def asking_page(grant: Grant) -> Configuration:
    field = {"topic": {"label": "Topic", "type": "text", "required": True}}
    scheduler = {"min_booking_notice": 0, "available_days_in_future": 60, "additional_fields": field}
    return make_configuration(grant, scheduler=scheduler)


@pytest.mark.parametrize("kind", WRONG_BODIES)
def test_a_wrong_booking_is_refused_and_leaves_no_row(
    anonymous: Api, asking_page: Configuration, kind: str
) -> None:
    body, refusal, named = WRONG_BODIES[kind]
    if isinstance(body, dict) and kind != "no answer to a required question":
        body = {**body, "additional_fields": {"topic": "Work", **(body.get("additional_fields") or {})}}
    before = rows()

    refused = anonymous.post(BOOKINGS, body, configuration_id=asking_page.id)

    status, type_, message = error(refused)
    assert (status, type_) == refusal
    assert named in message
    assert rows() == before


@pytest.mark.parametrize("method", ["GET", "PATCH", "PUT", "DELETE"])
@pytest.mark.parametrize("booking_id", [NOBODY, "x", "%00", "é", "..", NOBODY.upper()])
def test_an_unknown_booking_is_not_found(
    anonymous: Api, page: Configuration, method: str, booking_id: str
) -> None:
    body = wish() | {"salt": "AAAAAAAAAAAAAA", "status": "confirm"}

    missing = anonymous.ask(method, f"{BOOKINGS}/{booking_id}", body, configuration_id=page.id)

    assert error(missing)[:2] == MISSING


@pytest.mark.parametrize("method", ["GET", "PATCH", "PUT", "DELETE"])
def test_a_booking_of_another_configuration_is_not_found(
    anonymous: Api, page: Configuration, pending_page: Configuration, method: str
) -> None:
    booking = make_booking(pending_page)
    body = wish(TOMORROW_AT_TEN + HOUR) | {"salt": booking.organizer_salt, "status": "confirm"}
    before = rows()

    missing = anonymous.ask(method, f"{BOOKINGS}/{booking.id}", body, configuration_id=page.id)

    assert error(missing)[:2] == MISSING
    assert rows() == before


@pytest.mark.parametrize("salt", ["AAAAAAAAAAAAAA", "", "guest's", "x" * 65, "é", None, 7])
def test_a_wrong_salt_decides_nothing(anonymous: Api, pending_page: Configuration, salt: Any) -> None:
    booking = make_booking(pending_page)
    given = booking.guest_salt if salt == "guest's" else salt
    before = rows()

    refused = anonymous.put(
        f"{BOOKINGS}/{booking.id}", {"status": "confirmed", "salt": given}, configuration_id=pending_page.id
    )

    assert error(refused)[:2] == INVALID
    assert "salt" in error(refused)[2]
    assert rows() == before


def test_a_second_cancellation_is_refused(anonymous: Api, page: Configuration) -> None:
    booking = make_booking(page)
    anonymous.delete(f"{BOOKINGS}/{booking.id}", configuration_id=page.id)
    before = rows()

    again = anonymous.delete(f"{BOOKINGS}/{booking.id}", configuration_id=page.id)

    assert error(again) == (*INVALID, "The booking is already cancelled.")
    assert rows() == before


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"start_time": NOW},
        {"start_time": "soon", "end_time": NOW},
        {"start_time": NOW, "end_time": NOW - 1},
        {"start_time": -1, "end_time": NOW},
        {"start_time": NOW, "end_time": NOW * 1000},
        {"start_time": NOW, "end_time": NOW + 101 * DAY},
        {"start_time": "9" * 400, "end_time": NOW},
        {"start_time": "NaN", "end_time": "NaN"},
        {"start_time": "١٢", "end_time": NOW},
    ],
)
def test_a_window_that_makes_no_sense_is_refused(anonymous: Api, page: Configuration, query: Any) -> None:
    refused = anonymous.get("/scheduling/availability", configuration_id=page.id, **query)

    assert error(refused)[:2] == INVALID
    assert "_time" in error(refused)[2]


@pytest.mark.parametrize(
    ("query", "refusal"),
    [
        ({}, INVALID),
        ({"configuration_id": NOBODY}, MISSING),
        ({"configuration_id": "x'--"}, MISSING),
        ({"configuration_id": "\0"}, MISSING),
        ({"slug": "nothing"}, MISSING),
        ({"slug": "a\0b"}, MISSING),
        ({"slug": "a/b"}, MISSING),
        ({"slug": "intro", "client_id": NOBODY}, MISSING),
        ({"slug": "intro", "client_id": "\0"}, MISSING),
        ({"client_id": NOBODY}, INVALID),
    ],
)
def test_a_page_that_is_not_named_or_not_there(
    anonymous: Api, page: Configuration, query: dict[str, str], refusal: tuple[int, str]
) -> None:
    assert error(anonymous.get("/scheduling/ui-settings", **query))[:2] == refusal


WRONG_CONFIGURATIONS: dict[str, tuple[Any, str]] = {
    "no participants": ({"participants": []}, "participants"),
    "participants null": ({"participants": None}, "participants"),
    "two organizers": ({"participants": [participant(), participant("jonas@example.com")]}, "organizer"),
    "a stranger": ({"participants": [participant("nobody@example.com")]}, "participants[0]"),
    "hours that end before they start": (
        {
            "availability": {
                "duration_minutes": 30,
                "availability_rules": {
                    "default_open_hours": [{"days": [1], "start": "17:00", "end": "09:00", "timezone": "UTC"}]
                },
            }
        },
        "open_hours",
    ),
    "no duration": ({"availability": {}}, "availability.duration_minutes"),
    "a duration of nothing": ({"availability": {"duration_minutes": 0}}, "availability.duration_minutes"),
    "no title": ({"event_booking": {}}, "event_booking.title"),
    "an unknown zone": ({"event_booking": {"title": "x", "timezone": "Mars"}}, "event_booking.timezone"),
    "an address that is a script": (
        {"scheduler": {"confirmation_redirect_url": "javascript:alert(1)"}},
        "scheduler.confirmation_redirect_url",
    ),
    "a number that JSON cannot carry": (
        {"scheduler": {"additional_fields": {"a": {"label": "A", "type": "text", "order": 1e300}}}},
        "order",
    ),
    "a slug of the program's own": ({"slug": "dashboard"}, "slug"),
    "a slug that is an id": ({"slug": NOBODY}, "slug"),
    "a slug with a slash": ({"slug": "a/b"}, "slug"),
    "a slug that is a number": ({"slug": 7}, "slug"),
    "a group": ({"type": "group"}, "type"),
}


@pytest.mark.parametrize("kind", WRONG_CONFIGURATIONS)
def test_a_wrong_configuration_is_refused_when_made_and_when_changed(
    api: Api, page: Configuration, kind: str
) -> None:
    changes, named = WRONG_CONFIGURATIONS[kind]
    path = f"/grants/{page.grant_id}/scheduling/configurations"
    before = rows()

    refused = [api.post(path, {**document(slug="new"), **changes}), api.put(f"{path}/{page.id}", changes)]

    for one in refused:
        assert error(one)[:2] == INVALID
        assert named in error(one)[2]
    assert rows() == before


def test_a_slug_is_taken_once(api: Api, page: Configuration) -> None:
    refused = api.post(f"/grants/{page.grant_id}/scheduling/configurations", document())

    assert error(refused) == (*INVALID, "`slug` is already taken by another configuration.")


@pytest.mark.parametrize("minutes", [0, -1, 31, "soon", 1.5, 2**63])
def test_a_session_lives_one_to_thirty_minutes(api: Api, page: Configuration, minutes: Any) -> None:
    refused = api.post("/scheduling/sessions", {"configuration_id": page.id, "time_to_live": minutes})

    assert error(refused)[:2] == INVALID
    assert "time_to_live" in error(refused)[2]


@pytest.mark.parametrize("query", [{"limit": 0}, {"limit": 201}, {"limit": "x"}, {"page_token": "\0"}])
def test_a_page_of_a_list_that_makes_no_sense_is_refused(api: Api, grant: Grant, query: Any) -> None:
    refused = api.get(f"/grants/{grant.id}/scheduling/configurations", **query)

    assert error(refused)[:2] == INVALID


@pytest.mark.parametrize("grant_id", [NOBODY, "nobody@example.com", "%00", "a%0Ab", "grant:x", "external:1"])
def test_an_unknown_grant_is_not_found(api: Api, grant: Grant, grant_id: str) -> None:
    assert error(api.get(f"/grants/{grant_id}/scheduling/configurations"))[:2] == MISSING


def test_a_body_beyond_the_limit_is_told_so(anonymous: Api, page: Configuration) -> None:
    huge = anonymous.post(BOOKINGS, b'{"a": "' + b"x" * 2_000_000 + b'"}', configuration_id=page.id)

    assert error(huge) == (413, "invalid_request_error", "The body is too large.")


def test_a_body_in_chunks_beyond_the_limit_is_told_so(anonymous: Api, page: Configuration) -> None:
    huge = anonymous.client.post(
        f"/v3{BOOKINGS}",
        query_string={"configuration_id": page.id},
        input_stream=BytesIO(b" " * 2_000_000 + b"{}"),
        content_type="application/json",
        environ_overrides={"HTTP_TRANSFER_ENCODING": "chunked", "wsgi.input_terminated": True},
    )

    assert error(huge) == (413, "invalid_request_error", "The body is too large.")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "", 404),
        ("GET", "/", 404),
        ("GET", "/nothing", 404),
        ("POST", "/scheduling//bookings", 404),
        ("GET", "//scheduling/availability", 404),
        ("POST", "/scheduling/availability", 405),
        ("PATCH", "/scheduling/ui-settings", 405),
        ("GET", "/scheduling/bookings", 405),
        ("POST", "/scheduling/bookings/", 400),
        ("GET", "/scheduling/availability/", 400),
    ],
)
def test_every_path_answers_in_json_and_never_redirects(
    anonymous: Api, method: str, path: str, status: int
) -> None:
    answer = anonymous.ask(method, path)

    assert answer.status_code == status
    assert answer.content_type == "application/json"
    assert error(answer)


def test_a_fault_of_ours_is_told_without_its_cause(
    app: Flask, anonymous: Api, page: Configuration, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("a secret")

    monkeypatch.setattr("webapp.services.bookings.book", broken)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)

    answer = anonymous.post(BOOKINGS, wish(), configuration_id=page.id)

    assert error(answer)[:2] == (500, "internal_error")
    assert "secret" not in answer.text


def rows() -> dict[str, int]:
    """How many rows each table holds, less what counting calls itself writes."""
    db.session.close()
    counts = {
        table.name: db.session.scalar(select(func.count()).select_from(table)) or 0
        for table in Model.metadata.sorted_tables
    }
    db.session.close()
    return counts
