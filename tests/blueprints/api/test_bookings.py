"""Booking over JSON, from the first wish to the end, on both databases."""

from typing import Any

import pytest

from tests.blueprints.api.conftest import Api, data, error, wish
from tests.builders import (
    DAY,
    HOUR,
    NOW,
    PRIYA,
    TOMORROW_AT_TEN,
    make_booking,
    make_configuration,
    make_other_application,
    reread,
)
from tests.conftest import StoppedClock
from webapp.models import Booking, Configuration, Grant
from webapp.models.reference import guest_reference, organizer_reference
from webapp.services.access import api_keys
from webapp.services.bookings import find
from webapp.services.bookings.lists import changes

BOOKINGS = "/scheduling/bookings"
LATER = TOMORROW_AT_TEN + HOUR


def test_an_instant_booking_is_booked_with_what_was_sent(anonymous: Api, page: Configuration) -> None:
    sent = wish(additional_guests=[{"name": "Jo", "email": "jo@example.com"}], email_language="de")

    made = data(anonymous.post(BOOKINGS, sent, configuration_id=page.id))

    stored = find(made["booking_id"])
    assert made == {
        "booking_id": stored.id,
        "event_id": stored.event_id,
        "title": "Intro call",
        "organizer": {"name": "Maya Lindqvist", "email": "maya@example.com"},
        "status": "booked",
        "description": "",
        "location": None,
        "booking_ref": guest_reference(stored),
    }
    assert (stored.guest_name, stored.guest_email, stored.guest_timezone) == (
        "Priya Raman",
        PRIYA,
        "Asia/Kolkata",
    )
    assert (stored.language, stored.additional_guests) == ("de", [{"name": "Jo", "email": "jo@example.com"}])


def test_a_request_is_pending(anonymous: Api, pending_page: Configuration) -> None:
    made = data(anonymous.post(BOOKINGS, wish(), configuration_id=pending_page.id))

    assert made["status"] == "pending"


def test_times_are_taken_as_strings_too(anonymous: Api, page: Configuration) -> None:
    sent = wish(start_time=str(TOMORROW_AT_TEN), end_time=str(TOMORROW_AT_TEN + 1800))

    made = data(anonymous.post(BOOKINGS, sent, configuration_id=page.id))

    assert find(made["booking_id"]).starts_at == TOMORROW_AT_TEN


def test_unknown_keys_and_nulls_are_ignored(anonymous: Api, page: Configuration) -> None:
    extra: dict[str, Any] = {
        "event_id": None,
        "master_id": None,
        "calendar_id": None,
        "action": "book",
        "participants": None,
    }

    made = anonymous.post(BOOKINGS, wish(**extra, additional_guests=[{}]), configuration_id=page.id)

    assert data(made)["status"] == "booked"


@pytest.mark.parametrize(
    ("in_body", "stored"), [({}, "Europe/Paris"), ({"timezone": "Asia/Tokyo"}, "Asia/Tokyo")]
)
def test_the_zone_of_the_body_goes_before_that_of_the_query(
    anonymous: Api, page: Configuration, in_body: dict[str, str], stored: str
) -> None:
    sent = {key: value for key, value in wish().items() if key != "timezone"} | in_body

    made = data(anonymous.post(BOOKINGS, sent, configuration_id=page.id, timezone="Europe/Paris"))

    assert find(made["booking_id"]).guest_timezone == stored


def test_answers_are_taken_as_text_whatever_their_type(anonymous: Api, grant: Grant) -> None:
    questions = {
        "age": {"label": "Age", "type": "text"},
        "news": {"label": "News", "type": "checkbox"},
        "days": {"label": "Days", "type": "multi_select", "options": ["Mon", "Tue"]},
    }
    scheduler = {"min_booking_notice": 0, "additional_fields": questions}
    page = make_configuration(grant, scheduler=scheduler)

    made = anonymous.post(
        BOOKINGS,
        wish(additional_fields={"age": 7, "news": True, "days": ["Mon", "Tue"], "unasked": "x"}),
        configuration_id=page.id,
    )

    stored = find(data(made)["booking_id"])
    assert stored.additional_fields == {"age": "7", "news": "true", "days": "Mon,Tue"}


def test_a_booking_is_found_by_its_id(anonymous: Api, page: Configuration) -> None:
    booking = make_booking(page)

    found = data(anonymous.get(f"{BOOKINGS}/{booking.id}", configuration_id=page.id))

    assert (found["booking_id"], found["status"]) == (booking.id, "booked")


def test_select_picks_fields(anonymous: Api, page: Configuration) -> None:
    booking = make_booking(page)

    found = data(
        anonymous.get(f"{BOOKINGS}/{booking.id}", configuration_id=page.id, select="booking_id, status")
    )

    assert found == {"booking_id": booking.id, "status": "booked"}


def test_a_moved_booking_keeps_its_id_and_status(anonymous: Api, pending_page: Configuration) -> None:
    booking = make_booking(pending_page)

    moved = data(anonymous.patch(f"{BOOKINGS}/{booking.id}", wish(LATER), configuration_id=pending_page.id))

    assert (moved["booking_id"], moved["status"]) == (booking.id, "pending")
    assert reread(booking).starts_at == LATER


def test_a_booking_may_be_moved_onto_its_own_time(anonymous: Api, grant: Grant) -> None:
    page = make_configuration(
        grant, availability={"duration_minutes": 60, "interval_minutes": 30}, slug="long"
    )
    booking = make_booking(page, minutes=60)
    halfway = TOMORROW_AT_TEN + 1800

    moved = anonymous.patch(
        f"{BOOKINGS}/{booking.id}", wish(halfway, end_time=halfway + HOUR), configuration_id=page.id
    )

    assert data(moved)["booking_id"] == booking.id


def test_moving_leaves_what_is_not_sent(anonymous: Api, page: Configuration) -> None:
    booking = make_booking(page, language="fr")

    anonymous.patch(
        f"{BOOKINGS}/{booking.id}",
        {"start_time": LATER, "end_time": LATER + 1800},
        configuration_id=page.id,
    )

    stored = reread(booking)
    assert (stored.starts_at, stored.language, stored.guest_timezone) == (LATER, "fr", "Asia/Kolkata")


def test_a_cancelled_booking_keeps_the_reason(anonymous: Api, page: Configuration) -> None:
    booking = make_booking(page)
    body = {"action": "cancel", "cancellation_reason": "I am ill"}

    answer = anonymous.delete(f"{BOOKINGS}/{booking.id}", body, configuration_id=page.id)

    assert answer.status_code == 200
    stored = reread(booking)
    assert (stored.status, stored.cancellation_reason) == ("cancelled", "I am ill")


def test_a_cancellation_needs_no_body(anonymous: Api, page: Configuration) -> None:
    booking = make_booking(page)

    anonymous.delete(f"{BOOKINGS}/{booking.id}", configuration_id=page.id)

    assert reread(booking).status == "cancelled"


def test_a_guest_may_withdraw_a_request(anonymous: Api, pending_page: Configuration) -> None:
    booking = make_booking(pending_page)

    anonymous.delete(f"{BOOKINGS}/{booking.id}", configuration_id=pending_page.id)

    assert reread(booking).status == "cancelled"


def test_a_cancelled_slot_can_be_booked_again(anonymous: Api, page: Configuration) -> None:
    booking = make_booking(page)
    anonymous.delete(f"{BOOKINGS}/{booking.id}", configuration_id=page.id)

    again = anonymous.post(BOOKINGS, wish(), configuration_id=page.id)

    assert data(again)["booking_id"] != booking.id


@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
def test_the_notice_is_enforced_by_the_server(
    anonymous: Api, grant: Grant, clock: StoppedClock, method: str
) -> None:
    page = make_configuration(grant, scheduler={"min_booking_notice": 0, "min_cancellation_notice": 120})
    booking = make_booking(page)
    clock.at = TOMORROW_AT_TEN - HOUR

    late = anonymous.ask(method, f"{BOOKINGS}/{booking.id}", wish(LATER + DAY), configuration_id=page.id)

    assert error(late)[:2] == (400, "invalid_request_error")
    assert reread(booking).status == "booked"


@pytest.mark.parametrize("method", ["DELETE", "PATCH"])
def test_the_notice_does_not_bind_a_program_of_the_owner(
    api: Api, grant: Grant, clock: StoppedClock, method: str
) -> None:
    page = make_configuration(grant, scheduler={"min_booking_notice": 0, "min_cancellation_notice": 120})
    booking = make_booking(page)
    clock.at = TOMORROW_AT_TEN - HOUR

    late = api.ask(method, f"{BOOKINGS}/{booking.id}", wish(LATER + DAY), configuration_id=page.id)

    assert late.status_code == 200


def test_the_organizer_declines_with_a_reason(anonymous: Api, pending_page: Configuration) -> None:
    booking = make_booking(pending_page)
    body = {"status": "cancelled", "salt": booking.organizer_salt, "cancellation_reason": "On leave"}

    declined = data(anonymous.put(f"{BOOKINGS}/{booking.id}", body, configuration_id=pending_page.id))

    assert declined["status"] == "cancelled"
    assert reread(booking).cancellation_reason == "On leave"
    assert [change.kind for change in changes(booking)] == ["requested", "declined"]


@pytest.mark.parametrize("word", ["confirmed", "cancelled"])
def test_a_booking_is_decided_once(anonymous: Api, pending_page: Configuration, word: str) -> None:
    booking = make_booking(pending_page)
    path = f"{BOOKINGS}/{booking.id}"
    body = {"status": word, "salt": booking.organizer_salt}
    anonymous.put(path, body, configuration_id=pending_page.id)

    again = anonymous.put(path, body, configuration_id=pending_page.id)

    assert error(again)[:2] == (400, "invalid_request_error")


@pytest.mark.parametrize(
    ("by", "actor"), [("guest", "guest"), ("the owner's key", "api"), ("another's key", "guest")]
)
@pytest.mark.parametrize("how", ["cancelled", "rescheduled"])
def test_it_is_stored_who_changed_a_booking(
    anonymous: Api, api: Api, page: Configuration, by: str, actor: str, how: str
) -> None:
    booking = make_booking(page)
    anothers = anonymous.as_bearer(api_keys.create(make_other_application().id, name="other", now=NOW))
    caller = {"guest": anonymous, "the owner's key": api, "another's key": anothers}[by]

    if how == "cancelled":
        caller.delete(f"{BOOKINGS}/{booking.id}", configuration_id=page.id)
    else:
        caller.patch(f"{BOOKINGS}/{booking.id}", wish(LATER), configuration_id=page.id)

    last = changes(booking)[-1]
    assert (last.kind, last.actor, last.door) == (how, actor, "api")


def test_the_organizers_salt_stands_in_no_public_answer(anonymous: Api, pending_page: Configuration) -> None:
    query = {"configuration_id": pending_page.id}
    made = anonymous.post(BOOKINGS, wish(), **query)
    booking: Booking = find(data(made)["booking_id"])
    path = f"{BOOKINGS}/{booking.id}"

    answers = [
        made,
        anonymous.get(path, **query),
        anonymous.get("/scheduling/ui-settings", booking_id=booking.id, **query),
        anonymous.patch(path, wish(LATER), **query),
        anonymous.put(path, {"status": "confirmed", "salt": "wrong"}, **query),
        anonymous.put(path, {"status": "confirmed", "salt": booking.organizer_salt}, **query),
        anonymous.delete(path, **query),
    ]

    # In a reference the salt is shifted by two bits, so that its own letters are not found there.
    hidden = (booking.organizer_salt, organizer_reference(booking)[-12:])
    for answer in answers:
        assert not any(salt in answer.text for salt in hidden)
    assert "booking_ref_salt" not in answers[2].text
