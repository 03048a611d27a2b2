"""A program with the official Python SDK against a real `./run`, with nothing changed but the address."""

import time
import uuid
from typing import Any

import nylas
import pytest
import requests
from nylas.models.errors import NylasApiError

from tests.journeys.conftest import Live
from tests.waiting import HANG_SECONDS

DAY, HALF_HOUR = 86_400, 1800
HOURS = [{"days": [0, 1, 2, 3, 4, 5, 6], "start": "00:00", "end": "23:59", "timezone": "Europe/Berlin"}]
GUEST = {"name": "Priya Raman", "email": "priya@example.com"}


@pytest.fixture
def client(live: Live) -> nylas.Client:
    return nylas.Client(live.demo["api_key"], live.url)


@pytest.fixture
def grant_email(client: nylas.Client) -> str:
    """A calendar of its own for each journey."""
    email = f"sdk-{uuid.uuid4().hex[:8]}@example.com"
    client.auth.custom_authentication({"provider": "virtual-calendar", "settings": {"email": email}})
    return email


def configuration(email: str, **changes: Any) -> dict[str, Any]:
    return {
        "participants": [
            {
                "email": email,
                "name": "Maya",
                "is_organizer": True,
                "availability": {"calendar_ids": ["primary"]},
                "booking": {"calendar_id": "primary"},
            }
        ],
        "availability": {"duration_minutes": 30, "availability_rules": {"default_open_hours": HOURS}},
        "event_booking": {"title": "Intro call", "timezone": "Europe/Berlin"},
        "scheduler": {"min_booking_notice": 60, "available_days_in_future": 20},
        **changes,
    }


def slots(live: Live, configuration_id: str) -> list[dict[str, Any]]:
    """The page's free slots from tomorrow on: the first of today may be too near when it is booked at last.

    The SDK has no method for this call.
    """
    tomorrow = int(time.time()) + DAY
    window = {"start_time": str(tomorrow), "end_time": str(tomorrow + 3 * DAY)}
    answer = requests.get(
        f"{live.url}/v3/scheduling/availability",
        params={"configuration_id": configuration_id, **window},
        headers={"Authorization": f"Bearer {live.demo['api_key']}"},
        timeout=HANG_SECONDS,
    )
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["data"]["time_slots"]
    return found


def test_from_a_configuration_to_a_cancelled_booking(
    live: Live, client: nylas.Client, grant_email: str
) -> None:
    made = client.scheduler.configurations.create(grant_email, configuration(grant_email)).data
    page = {"configuration_id": made.id}
    first, second, *_ = slots(live, made.id)

    booked = client.scheduler.bookings.create(
        {"start_time": first["start_time"], "end_time": first["end_time"], "guest": GUEST}, page
    ).data
    assert booked.status == "booked"
    assert booked.organizer.email == grant_email
    assert first not in slots(live, made.id)

    found = client.scheduler.bookings.find(booked.booking_id, page).data
    assert (found.booking_id, found.event_id) == (booked.booking_id, booked.event_id)
    event = client.events.find(grant_email, booked.event_id, {"calendar_id": "primary"}).data
    assert (event.title, event.when.start_time) == ("Intro call", first["start_time"])

    moved = client.scheduler.bookings.reschedule(
        booked.booking_id, {"start_time": second["start_time"], "end_time": second["end_time"]}, page
    ).data
    assert moved.booking_id == booked.booking_id
    event = client.events.find(grant_email, booked.event_id, {"calendar_id": "primary"}).data
    assert event.when.start_time == second["start_time"]
    assert first in slots(live, made.id)

    gone = client.scheduler.bookings.destroy(booked.booking_id, {"cancellation_reason": "I am ill"}, page)
    assert gone.request_id
    assert client.scheduler.bookings.find(booked.booking_id, page).data.status == "cancelled"
    assert second in slots(live, made.id)


def test_configurations_are_listed_changed_and_destroyed(client: nylas.Client, grant_email: str) -> None:
    create = client.scheduler.configurations.create
    made = [create(grant_email, configuration(grant_email)).data.id for _ in range(3)]

    first = client.scheduler.configurations.list(grant_email, {"limit": 2})
    rest = client.scheduler.configurations.list(grant_email, {"limit": 2, "page_token": first.next_cursor})
    assert sorted(one.id for one in [*first.data, *rest.data]) == sorted(made)

    one = first.data[0]
    changed = client.scheduler.configurations.update(
        grant_email, one.id, {"event_booking": {"title": "Advice"}}
    )
    assert changed.data.event_booking.title == "Advice"
    assert client.scheduler.configurations.find(grant_email, one.id).data.event_booking.title == "Advice"

    client.scheduler.configurations.destroy(grant_email, one.id)
    with pytest.raises(NylasApiError) as missing:
        client.scheduler.configurations.find(grant_email, one.id)
    assert (missing.value.status_code, missing.value.type) == (404, "not_found_error")
    assert missing.value.request_id


def test_a_lost_slot_is_an_error_that_a_program_can_tell(
    live: Live, client: nylas.Client, grant_email: str
) -> None:
    made = client.scheduler.configurations.create(grant_email, configuration(grant_email)).data
    slot = slots(live, made.id)[0]
    wish = {"start_time": slot["start_time"], "end_time": slot["end_time"], "guest": GUEST}
    client.scheduler.bookings.create(wish, {"configuration_id": made.id})

    with pytest.raises(NylasApiError) as lost:
        client.scheduler.bookings.create(wish, {"configuration_id": made.id})

    assert (lost.value.status_code, lost.value.type) == (409, "timeslot_not_available")
    assert str(lost.value).startswith("The selected timeslot is unavailable")


def test_a_private_page_is_booked_with_a_session(live: Live, client: nylas.Client, grant_email: str) -> None:
    private = configuration(grant_email, requires_session_auth=True)
    made = client.scheduler.configurations.create(grant_email, private).data
    session = client.scheduler.sessions.create({"configuration_id": made.id, "time_to_live": 5}).data
    holder = nylas.Client(session.session_id, live.url)
    start = (int(time.time()) // DAY + 2) * DAY

    booked = holder.scheduler.bookings.create(
        {"start_time": start, "end_time": start + HALF_HOUR, "guest": GUEST}, {}
    ).data

    assert booked.status == "booked"
    assert client.scheduler.sessions.destroy(session.session_id).request_id
    with pytest.raises(NylasApiError) as over:
        holder.scheduler.bookings.find(booked.booking_id, {})
    assert over.value.type == "invalid_session"
