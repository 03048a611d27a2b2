"""Bookings that cannot be: refused by name, and no row is left of them."""

from typing import Any

import pytest

from tests.blueprints.api.bad_input.conftest import BOOKINGS, INVALID, MISSING, NOBODY, TAKEN, rows
from tests.blueprints.api.conftest import Api, error, wish
from tests.builders import (
    DAY,
    HOUR,
    NOW,
    TOMORROW_AT_TEN,
    make_booking,
    make_configuration,
)
from webapp.models import Configuration, Grant

WRONG_BODIES: dict[str, tuple[Any, tuple[int, str], str]] = {
    "malformed JSON": (b'{"start_time": 1', INVALID, "JSON"),
    "no body": (None, INVALID, "JSON"),
    "a list": ([], INVALID, "object"),
    "not a number JSON knows": (b'{"start_time": NaN}', INVALID, "JSON"),
    "half a surrogate pair": (b'{"guest": {"name": "\\ud800"}}', INVALID, "JSON"),
    "nested beyond measure": (b'{"a":' + b"[" * 600 + b"]" * 600 + b"}", INVALID, "JSON"),
    "bytes that are no text": (b'{"guest": "\xff"}', INVALID, "JSON"),
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
    "a name that nobody sees": (
        wish(guest={"name": "\u200b\u2800", "email": "p@example.com"}),
        INVALID,
        "guest.name",
    ),
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
