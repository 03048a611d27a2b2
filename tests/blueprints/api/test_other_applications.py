"""A key of another application, with real ids of ours: nothing is found, and nothing changes."""

from typing import Any

import pytest
from flask import Flask

from tests.builders import (
    HOUR,
    MAYA,
    NOW,
    document,
    make_other_application,
    participant,
    timespan,
)
from tests.conftest import StoppedClock
from tests.house.kept_scene import kept_scene
from tests.house.scene import LATER, Scene, ask, rows
from webapp.blueprints.api import descriptions
from webapp.services.access import api_keys
from webapp.services.calendars import grants

THEIRS = "else@example.com"
BODIES: dict[str, Any] = {
    "api.calendar_create": {"name": "Private"},
    "api.configuration_create": document(),
    "api.configuration_update": document(),
    "api.event_create": {"when": timespan(LATER)},
    "api.free_busy_show": {"start_time": LATER, "end_time": LATER + HOUR, "emails": [MAYA]},
    "api.rsvp_create": {"status": "yes"},
}


@pytest.fixture
def scene(sqlite_app: Flask, clock: StoppedClock) -> Scene:
    return kept_scene(sqlite_app)


@pytest.fixture
def stranger(scene: Scene) -> dict[str, str]:
    """The headers of a program of another application, which has a grant of its own."""
    other = make_other_application()
    grants.create_virtual(other.id, THEIRS, now=NOW)
    key = api_keys.create(other.id, name="other", now=NOW)
    bearer = {"Authorization": f"Bearer {key}"}
    ask(scene.app.test_client(), "GET", "/v3/grants", headers=bearer)  # the first use of a key is noted
    return bearer


def test_every_route_with_an_id_of_ours_finds_nothing(scene: Scene, stranger: dict[str, str]) -> None:
    before = rows()
    found = []
    for rule in scene.app.url_map.iter_rules():
        view = scene.app.view_functions[rule.endpoint]
        if rule.arguments and descriptions.of(view).needs == "api_key":
            path = scene.address(rule.endpoint, rule.rule)
            for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
                body = BODIES.get(rule.endpoint, {})
                answer = ask(
                    scene.app.test_client(),
                    method,
                    path,
                    headers=stranger,
                    query_string=scene.query,
                    json=body,
                )
                if answer.status_code != 404:
                    found.append((method, rule.rule, answer.status_code, answer.text))

    assert found == []
    assert rows() == before


@pytest.mark.parametrize("path", ["/v3/grants", "/v3/webhooks", f"/v3/grants?email={MAYA}"])
def test_no_list_has_anything_of_ours(scene: Scene, stranger: dict[str, str], path: str) -> None:
    answer = ask(scene.app.test_client(), "GET", path, headers=stranger)

    assert answer.status_code == 200
    assert MAYA not in answer.text
    assert scene.parts["webhook"] not in answer.text


def test_a_page_of_theirs_takes_no_calendar_and_nobody_of_ours(
    scene: Scene, stranger: dict[str, str]
) -> None:
    ours = scene.parts["calendar"]
    judging = [participant(THEIRS, availability={"calendar_ids": [ours]})]
    writing = [participant(THEIRS, booking={"calendar_id": ours})]
    inviting = [participant(THEIRS), participant(MAYA, organizer=False)]

    for people in (judging, writing, inviting):
        answer = ask(
            scene.app.test_client(),
            "POST",
            f"/v3/grants/{THEIRS}/scheduling/configurations",
            headers=stranger,
            json=document(participants=people),
        )

        assert answer.status_code == 400


@pytest.mark.parametrize("calendar", ["primary", "of ours"])
@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_an_event_of_ours_is_not_found_by_way_of_their_grant(
    scene: Scene, stranger: dict[str, str], method: str, calendar: str
) -> None:
    query = {"calendar_id": scene.parts["calendar"] if calendar == "of ours" else calendar}
    path = f"/v3/grants/{THEIRS}/events/{scene.parts['event']}"

    answer = ask(
        scene.app.test_client(), method, path, headers=stranger, query_string=query, json={"title": "Ha"}
    )

    assert answer.status_code == 404
