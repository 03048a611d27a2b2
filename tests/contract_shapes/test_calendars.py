"""Answers about grants, calendars, events and webhooks, held against the published schemas."""

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from tests.blueprints.api.conftest import Api
from tests.builders import DAY, HOUR, MAYA, NOW, make_booking, make_configuration
from tests.contract_shapes.published import complaints
from webapp.models import Grant

GRANT, CALENDARS, EVENTS = (
    "/v3/grants/{grantId}",
    "/v3/grants/{grant_id}/calendars",
    "/v3/grants/{grant_id}/events",
)
WINDOW = {"start_time": NOW, "end_time": NOW + DAY}


@pytest.fixture
def url(httpserver: HTTPServer) -> str:
    """An address that answers every challenge."""

    def answer(request: Request) -> Response:
        return Response(request.args.get("challenge"))

    httpserver.expect_request("/hook").respond_with_handler(answer)
    return httpserver.url_for("/hook")


def test_grants(api: Api) -> None:
    made = api.post("/connect/custom", {"provider": "virtual-calendar", "settings": {"email": "x"}})
    path = f"/grants/{made.get_json()['data']['id']}"

    assert complaints(made, "POST", "/v3/connect/custom") == []
    assert complaints(api.get("/grants"), "GET", "/v3/grants") == []
    assert complaints(api.get(path), "GET", GRANT) == []
    assert complaints(api.patch(path, {"scope": ["calendar"]}), "PATCH", GRANT) == []
    assert complaints(api.delete(path), "DELETE", GRANT) == []


def test_calendars(api: Api, grant: Grant) -> None:
    path = f"/grants/{grant.id}/calendars"

    made = api.post(path, {"name": "Room", "timezone": "Europe/Berlin", "metadata": {"key1": "a"}})
    address = f"{path}/{made.get_json()['data']['id']}"

    bare = api.post(path, {"name": "Bare"})

    assert complaints(made, "POST", CALENDARS) == []
    assert complaints(bare, "POST", CALENDARS) == []
    assert complaints(api.get(path), "GET", CALENDARS) == []
    assert complaints(api.get(address), "GET", CALENDARS + "/{calendar_id}") == []
    assert complaints(api.put(address, {"name": "Hall"}), "PUT", CALENDARS + "/{calendar_id}") == []
    assert complaints(api.delete(address), "DELETE", CALENDARS + "/{calendar_id}") == []


@pytest.mark.parametrize(
    "when",
    [
        {"start_time": NOW, "end_time": NOW + HOUR, "start_timezone": "Europe/Berlin"},
        {"time": NOW},
        {"date": "2027-02-01"},
        {"start_date": "2027-02-01", "end_date": "2027-02-03"},
    ],
)
def test_events(api: Api, grant: Grant, when: dict[str, object]) -> None:
    path, query = f"/grants/{grant.id}/events", {"calendar_id": "primary"}

    made = api.post(path, {"when": when, "title": "x", "participants": [{"email": MAYA}]}, **query)
    address = f"{path}/{made.get_json()['data']['id']}"

    assert complaints(made, "POST", EVENTS) == []
    assert complaints(api.get(path, **query), "GET", EVENTS) == []
    assert complaints(api.get(address, **query), "GET", EVENTS + "/{event_id}") == []
    assert complaints(api.put(address, {"title": "y"}, **query), "PUT", EVENTS + "/{event_id}") == []
    assert complaints(api.delete(address, **query), "DELETE", EVENTS + "/{event_id}") == []


def test_the_event_of_a_booking(api: Api, grant: Grant) -> None:
    booking = make_booking(make_configuration(grant))

    found = api.get(f"/grants/{grant.id}/events/{booking.event_id}", calendar_id="primary")

    assert complaints(found, "GET", EVENTS + "/{event_id}") == []


def test_free_busy(api: Api, grant: Grant) -> None:
    make_booking(make_configuration(grant))

    answer = api.post(
        f"/grants/{grant.id}/calendars/free-busy",
        {"emails": [MAYA, "nobody@example.com"], "start_time": NOW, "end_time": NOW + 7 * DAY},
    )

    assert len(answer.get_json()["data"]) == 2
    assert complaints(answer, "POST", CALENDARS + "/free-busy") == []


def test_availability_of_calendars(api: Api, grant: Grant) -> None:
    answer = api.post(
        "/calendars/availability", {"participants": [{"email": MAYA}], "duration_minutes": 30, **WINDOW}
    )

    assert answer.get_json()["data"]["time_slots"]
    assert complaints(answer, "POST", "/v3/calendars/availability") == []


def test_webhooks(api: Api, url: str) -> None:
    made = api.post("/webhooks", {"trigger_types": ["booking.created"], "webhook_url": url})
    hook = made.get_json()["data"]["id"]
    address, trigger = f"/webhooks/{hook}", {"trigger_type": "booking.created"}

    assert but_triggers(complaints(made, "POST", "/v3/webhooks")) == []
    assert but_triggers(complaints(api.get("/webhooks"), "GET", "/v3/webhooks")) == []
    assert but_triggers(complaints(api.get(address), "GET", "/v3/webhooks/{id}")) == []
    changed = api.put(address, {"description": "CRM"})
    assert but_triggers(complaints(changed, "PUT", "/v3/webhooks/{id}")) == []
    rotated = api.post(f"/webhooks/rotate-secret/{hook}")
    assert complaints(rotated, "POST", "/v3/webhooks/rotate-secret/{id}") == []
    assert complaints(api.post("/webhooks/mock-payload", trigger), "POST", "/v3/webhooks/mock-payload") == []
    assert complaints(api.delete(address), "DELETE", "/v3/webhooks/{id}") == []


def but_triggers(found: list[str]) -> list[str]:
    """The published list of triggers leaves out those of bookings, of which the documentation tells."""
    return [complaint for complaint in found if "trigger_types" not in complaint.partition(":")[0]]
