"""Answers about scheduling, held against the published schemas."""

import pytest

from tests.blueprints.api.conftest import Api, wish
from tests.builders import (
    DAY,
    HOUR,
    NOW,
    TOMORROW_AT_TEN,
    document,
    make_booking,
    make_pending_configuration,
)
from tests.contract_shapes.published import complaints
from webapp.models import Configuration, Grant
from webapp.services.configurations import sessions

CONFIGURATIONS = "/v3/grants/{grant_id}/scheduling/configurations"
BOOKINGS = "/v3/scheduling/bookings"


def test_configurations(api: Api, grant: Grant) -> None:
    path = f"/grants/{grant.id}/scheduling/configurations"
    field = {"topic": {"label": "Topic", "type": "text", "required": True}}

    made = api.post(path, document(scheduler={"additional_fields": field}))
    address = f"{path}/{made.get_json()['data']['id']}"

    assert complaints(made, "POST", CONFIGURATIONS) == []
    assert complaints(api.get(path), "GET", CONFIGURATIONS) == []
    assert complaints(api.get(address), "GET", CONFIGURATIONS + "/{configuration_id}") == []
    changed = api.put(address, {"name": "Advice"})
    assert complaints(changed, "PUT", CONFIGURATIONS + "/{configuration_id}") == []
    assert complaints(api.delete(address), "DELETE", CONFIGURATIONS + "/{configuration_id}") == []


def test_sessions(api: Api, page: Configuration) -> None:
    made = api.post("/scheduling/sessions", {"configuration_id": page.id})

    assert complaints(made, "POST", "/v3/scheduling/sessions") == []
    ended = api.delete(f"/scheduling/sessions/{sessions.create(page, now=NOW)}")
    assert complaints(ended, "DELETE", "/v3/scheduling/sessions/{session_id}") == []


def test_availability(api: Api, page: Configuration) -> None:
    window = {"start_time": NOW, "end_time": NOW + DAY}

    shown = api.get("/scheduling/availability", configuration_id=page.id, **window)

    assert len(shown.get_json()["data"]["time_slots"]) > 10
    assert complaints(shown, "GET", "/v3/scheduling/availability") == []


def test_bookings(api: Api, page: Configuration) -> None:
    query = {"configuration_id": page.id}

    made = api.post("/scheduling/bookings", wish(), **query)
    address = f"/scheduling/bookings/{made.get_json()['data']['booking_id']}"

    assert complaints(made, "POST", BOOKINGS) == []
    assert complaints(api.get(address, **query), "GET", BOOKINGS + "/{booking_id}") == []
    moved = api.patch(address, wish(TOMORROW_AT_TEN + HOUR), **query)
    assert complaints(moved, "PATCH", BOOKINGS + "/{booking_id}") == []
    assert complaints(api.delete(address, **query), "DELETE", BOOKINGS + "/{booking_id}") == []


@pytest.mark.parametrize("status", ["confirmed", "cancelled"])
def test_decisions(api: Api, grant: Grant, status: str) -> None:
    page = make_pending_configuration(grant)
    booking = make_booking(page)

    decided = api.put(
        f"/scheduling/bookings/{booking.id}",
        {"status": status, "salt": booking.organizer_salt},
        configuration_id=page.id,
    )

    assert complaints(decided, "PUT", BOOKINGS + "/{booking_id}") == []


def test_a_planted_difference_is_found(api: Api, page: Configuration) -> None:
    made = api.post("/scheduling/bookings", wish(), configuration_id=page.id)
    spoiled = made.get_json()
    spoiled["data"]["booking_id"] = 7
    made.get_json = lambda: spoiled  # type: ignore[method-assign, assignment]

    assert complaints(made, "POST", BOOKINGS) != []
