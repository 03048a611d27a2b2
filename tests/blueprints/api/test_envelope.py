"""The shape of every answer."""

import pytest
from flask import Flask
from flask.wrappers import Response

from tests.conftest import StoppedClock
from tests.house.kept_scene import kept_scene
from tests.house.scene import Scene, ask
from webapp.blueprints.api import envelope
from webapp.blueprints.api.envelope import REQUEST_ID_HEADER


def body(app: Flask, make: str, *arguments: object, query: str = "") -> tuple[dict[str, object], Response]:
    """What one function of the envelope answers."""
    with app.test_request_context(f"/v3/x?{query}"):
        answer: Response = getattr(envelope, make)(*arguments)
        return dict(answer.get_json()), answer


def test_a_success_has_data_and_no_error(sqlite_app: Flask) -> None:
    sent, answer = body(sqlite_app, "answer", {"a": 1}, 201)

    assert (sent["data"], "error" in sent, answer.status_code) == ({"a": 1}, False, 201)


def test_a_failure_has_an_error_and_no_data(sqlite_app: Flask) -> None:
    sent, answer = body(sqlite_app, "error", "not_found_error", "Nothing here.", 404)

    assert sent["error"] == {"type": "not_found_error", "message": "Nothing here."}
    assert ("data" in sent, answer.status_code) == (False, 404)


def test_a_page_names_the_next_one_only_when_there_is_one(sqlite_app: Flask) -> None:
    assert "next_cursor" not in body(sqlite_app, "listing", [1])[0]
    assert body(sqlite_app, "listing", [1], "x")[0]["next_cursor"] == "x"


@pytest.mark.parametrize("make", ["answer", "listing"])
def test_rows_are_cut_to_the_fields_that_are_selected(sqlite_app: Flask, make: str) -> None:
    row = {"id": 1, "name": "a", "secret": "b"}
    sent, _ = body(sqlite_app, make, row if make == "answer" else [row], query="select=id,%20name,nothing")

    assert sent["data"] in ({"id": 1, "name": "a"}, [{"id": 1, "name": "a"}])


def test_a_deletion_is_200_with_a_body(sqlite_app: Flask) -> None:
    sent, answer = body(sqlite_app, "deleted")

    assert (list(sent), answer.status_code) == (["request_id"], 200)


def test_body_and_header_hold_one_id_for_the_whole_request(sqlite_app: Flask) -> None:
    with sqlite_app.test_request_context("/v3/x"):
        answers = [envelope.answer(1), envelope.error("t", "m", 400)]

    ids = {answer.get_json()["request_id"] for answer in answers}
    assert ids == {answer.headers[REQUEST_ID_HEADER] for answer in answers}
    assert len(ids) == 1


def test_what_is_known_already_has_no_body(sqlite_app: Flask) -> None:
    with sqlite_app.test_request_context("/v3/x"):
        answer = envelope.not_modified()

    assert (answer.status_code, answer.data) == (304, b"")
    assert answer.headers[REQUEST_ID_HEADER]


@pytest.fixture
def scene(sqlite_app: Flask, clock: StoppedClock) -> Scene:
    return kept_scene(sqlite_app)


@pytest.mark.parametrize("caller", ["nobody", "a program"])
def test_no_cache_keeps_what_the_api_answers(scene: Scene, caller: str) -> None:
    kept = {
        rule.endpoint: answer.headers.get("Cache-Control")
        for rule in scene.app.url_map.iter_rules()
        if rule.endpoint.startswith("api.") and "GET" in (rule.methods or ())
        for answer in [
            ask(
                scene.app.test_client(),
                "GET",
                scene.address(rule.endpoint, rule.rule),
                query_string=scene.query,
                headers=scene.callers[caller],
            )
        ]
    }

    del kept["api.openapi_show"]  # the same for everybody
    # With the tag of what is known already, these are asked for again.
    asked_again = {kept.pop(name) for name in ("api.availability_show", "api.configuration_show")}
    assert asked_again <= {"private, no-cache", "no-store"}  # no tag without the right to see it
    assert set(kept.values()) == {"no-store"}, kept
