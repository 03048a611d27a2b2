"""The database goes away in every way there is: nobody is told more than to come back, and nothing is half done.

The outages are real: a server is killed, a file is locked by another connection. See `tests/outages.py`.
"""

import logging
import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from pytest_httpserver import HTTPServer
from werkzeug.test import TestResponse

from tests import outages
from tests.builders import HOUR, PRIYA, make_webhook
from tests.conftest import StoppedClock, empty_tables, migrated_app
from tests.house.bodies import bodies
from tests.house.routes import FIRST_START, STORES_NOTHING
from tests.house.scene import LATER, TIMETABLE, Scene, ask, make_scene, rows
from tests.outages import Outage
from tests.pg import Server, new_database, running_server
from tests.promises import promise_webhook
from tests.receivers import Receiver
from tests.waiting import HANG_SECONDS, wait_for
from tests.workers import running
from webapp.extensions import db
from webapp.rate_limits import limiter

pytestmark = pytest.mark.usefixtures("caldav_in_memory", "webhooks_in_memory")

# What is sent where no key is asked for first.
WITHOUT_A_KEY: dict[str, dict[str, Any]] = {
    "api.token_create": {"grant_type": "refresh_token", "client_id": "an id", "refresh_token": "a token"},
    "api.token_destroy": {"token": "a token"},
}
# Headers that are needed to come that far.
PUSHED = {
    "X-Goog-Channel-Token": "a token",
    "X-Goog-Resource-State": "exists",
    "X-Goog-Channel-ID": TIMETABLE,
}
# Addresses that are answered as ever, because they ask nothing of the database.
WITHOUT_DATABASE = {
    *("api.openapi_show", "health.alive", "static"),
    *("public.accent_show", "public.embed_script_show", "public.llms_show"),
}


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running_server() as it:
        yield it


@pytest.fixture(scope="module")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    folder = tmp_path_factory.mktemp("away")
    yield from _app(folder, f"sqlite:///{folder}/database/openslot.sqlite3")


@pytest.fixture(scope="module")
def postgres(tmp_path_factory: pytest.TempPathFactory, server: Server) -> Iterator[Flask]:
    yield from _app(tmp_path_factory.mktemp("away"), new_database(server.url, name="away"))


def _app(folder: Path, url: str) -> Iterator[Flask]:
    (folder / "database").mkdir()
    app = migrated_app(folder, database_url=url, WTF_CSRF_ENABLED=False, PROPAGATE_EXCEPTIONS=False)
    yield app
    with app.app_context():
        db.engine.dispose()


# Each ends in the same few lines of code. What all doors answer is asked here in one way for each database, and in
# all others by the slow tests.
OTHERS = {
    "postgres: stopped",
    "postgres: shutting down",
    "sqlite: read-only",
    "postgres: locked",
    "postgres: full",
}
GONE: dict[str, Callable[[Server], Outage]] = {
    "sqlite: no file": lambda _: outages.file_gone,
    "postgres: killed": lambda server: outages.server_ended(server, signal.SIGKILL),
    "postgres: stopped": lambda server: outages.server_ended(server, signal.SIGINT),
    "postgres: shutting down": outages.server_shutting_down,
}
NOT_WRITABLE: dict[str, Callable[[Server], Outage]] = {
    "sqlite: locked": lambda _: outages.file_locked,
    "sqlite: read-only": lambda _: outages.file_read_only,
    "postgres: locked": lambda _: outages.server_locked,
    "postgres: read-only": lambda _: outages.server_read_only,
    "postgres: full": lambda _: outages.server_full,
}
FULL: dict[str, Callable[[Server], Outage]] = {
    "sqlite: full": lambda _: outages.file_full,
    "postgres: full": lambda _: outages.server_full,
}


def _one_each(names: Iterable[str]) -> list[Any]:
    return [pytest.param(name, marks=pytest.mark.slow) if name in OTHERS else name for name in names]


@pytest.fixture
def app(request: pytest.FixtureRequest, clock: StoppedClock, quick_hashes: None) -> Iterator[Flask]:
    """An application on the database that the outage of this test is of."""
    made: Flask = request.getfixturevalue(request.node.callspec.params["name"].partition(":")[0])
    with made.app_context():
        empty_tables()
        yield made
        db.session.remove()


@pytest.mark.parametrize("name", _one_each(GONE))
def test_while_it_is_gone_every_door_says_when_to_come_back(app: Flask, server: Server, name: str) -> None:
    scene = make_scene(app)
    before = rows()

    with GONE[name](server)():
        answers = dict(_asked(scene))

    assert {
        endpoint: said for endpoint, answer in answers.items() if (said := _wrong(endpoint, answer))
    } == {}
    assert rows() == before


@pytest.mark.parametrize("name", _one_each(NOT_WRITABLE))
def test_while_it_cannot_be_written_nothing_is_half_done(app: Flask, server: Server, name: str) -> None:
    scene = make_scene(app)
    before = rows()

    with NOT_WRITABLE[name](server)():
        answers = dict(_written(scene))

    assert {
        endpoint: said for endpoint, answer in answers.items() if (said := _wrong(endpoint, answer))
    } == {}
    assert rows() == before


@pytest.mark.parametrize("name", _one_each(NOT_WRITABLE))
def test_while_it_cannot_be_written_it_is_read_as_ever(
    app: Flask, server: Server, clock: StoppedClock, name: str
) -> None:
    scene = make_scene(app)
    clock.advance(seconds=30 * 60)  # so that the last use of sign-in and key would be noted

    with NOT_WRITABLE[name](server)():
        refused = {endpoint for endpoint, answer in _read(scene) if answer.status_code >= 500}

    assert refused <= {"health.ready"}


@pytest.mark.parametrize("name", FULL)
def test_a_full_disk_takes_no_large_event(app: Flask, server: Server, name: str) -> None:
    scene = make_scene(app)
    before = rows()
    many = [
        {"email": f"g{i}@example.com", "comment": "x" * 1000} for i in range(300)
    ]  # more than pages are free

    with FULL[name](server)():
        answer = _sent(scene, "POST", "/v3/grants/<grant>/events", _event(participants=many))

    assert _wrong("api.event_create", answer) is None
    assert rows() == before


@pytest.mark.parametrize("name", [*GONE, *NOT_WRITABLE])
def test_when_it_is_back_all_goes_on(app: Flask, server: Server, name: str) -> None:
    scene = make_scene(app)
    with {**GONE, **NOT_WRITABLE}[name](server)():
        for _ in range(3):
            _book(scene)

    assert _book(scene).status_code == 303


@pytest.mark.parametrize("name", ["sqlite: no file", "postgres: killed"])
def test_a_request_that_cannot_be_counted_is_told_to_come_back(
    app: Flask, server: Server, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limiter, "enabled", True)
    scene = make_scene(app)

    with GONE[name](server)():
        answer = _book(scene)

    assert _wrong("public.booking_create", answer) is None


@pytest.mark.parametrize(
    "name", ["sqlite: no file", "sqlite: locked", "postgres: killed", "postgres: read-only"]
)
def test_the_worker_waits_and_goes_on(
    app: Flask, server: Server, name: str, httpserver: HTTPServer, caplog: pytest.LogCaptureFixture
) -> None:
    receiver = Receiver(httpserver, "/hook")
    promise_webhook(make_webhook(receiver.url))

    with caplog.at_level(logging.WARNING), ExitStack() as ending:
        with {**GONE, **NOT_WRITABLE}[name](server)():
            ending.enter_context(running(app))
            wait_for(lambda: "The database is away" in caplog.text, what=lambda: caplog.text)
            assert receiver.ids == []
        assert receiver.came.get(timeout=HANG_SECONDS)

    assert caplog.text.count("The database is away") == 1
    assert "Traceback" not in caplog.text


@pytest.mark.parametrize(
    "name", ["sqlite: no file", "sqlite: locked", "postgres: killed", "postgres: read-only"]
)
def test_a_command_says_so_in_one_line(app: Flask, server: Server, name: str) -> None:
    with {**GONE, **NOT_WRITABLE}[name](server)():
        ended = app.test_cli_runner().invoke(args=["create-api-key"])

    assert ended.exit_code == 1
    assert ended.output.startswith("Error: the database is away: ")
    assert ended.output.count("\n") == 1


def _wrong(endpoint: str, answer: TestResponse) -> str | None:
    """What is wrong with an answer, if it is not a polite refusal."""
    if endpoint in WITHOUT_DATABASE:
        return None if answer.status_code < 400 else answer.status
    kind = "application/json" if endpoint.startswith("api.") or endpoint == "health.ready" else "text/html"
    kind = "text/plain" if endpoint.startswith("pushes.") else kind
    polite = answer.status_code == 503 and "Retry-After" in answer.headers and answer.mimetype == kind
    return None if polite else f"{answer.status} {answer.mimetype}"


def _asked(scene: Scene) -> Iterator[tuple[str, TestResponse]]:
    for rule in scene.app.url_map.iter_rules():
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            body = {**bodies(), **WITHOUT_A_KEY}.get(rule.endpoint)
            yield rule.endpoint, _sent(scene, method, rule.rule, body, endpoint=rule.endpoint)


def _read(scene: Scene) -> Iterator[tuple[str, TestResponse]]:
    for rule in scene.app.url_map.iter_rules():
        if "GET" in (rule.methods or set()):
            yield rule.endpoint, _sent(scene, "GET", rule.rule, endpoint=rule.endpoint)


def _written(scene: Scene) -> Iterator[tuple[str, TestResponse]]:
    rules = {rule.endpoint: rule.rule for rule in scene.app.url_map.iter_rules()}
    for endpoint, body in bodies().items():
        if endpoint not in STORES_NOTHING and not endpoint.startswith(FIRST_START):
            filled = {name: str(value).format(**scene.parts) for name, value in body.items()}
            yield endpoint, _sent(scene, "POST", rules[endpoint], filled, endpoint=endpoint)
    yield "api.booking_create", _sent(scene, "POST", rules["api.booking_create"], _wish())
    yield "api.event_create", _sent(scene, "POST", rules["api.event_create"], _event())
    yield "api.session_create", _sent(scene, "POST", rules["api.session_create"], _session(scene))
    yield "api.calendar_create", _sent(scene, "POST", rules["api.calendar_create"], {"name": "Work"})
    yield "api.webhook_destroy", _sent(scene, "DELETE", rules["api.webhook_destroy"])


def _sent(
    scene: Scene, method: str, rule: str, body: dict[str, Any] | None = None, *, endpoint: str = ""
) -> TestResponse:
    path = scene.address(endpoint, rule)
    if not path.startswith("/v3"):
        headers = PUSHED if endpoint.startswith("pushes.") else {}
        return ask(
            scene.browser(endpoint), method, path, data=body, query_string=scene.query, headers=headers
        )
    api = {"json": body or {}} if method != "GET" else {}
    key = scene.callers["a program"]
    return ask(scene.app.test_client(), method, path, headers=key, query_string=scene.query, **api)


def _book(scene: Scene) -> TestResponse:
    return _sent(scene, "POST", "/<slug>/bookings", bodies()["public.booking_create"])


def _wish() -> dict[str, Any]:
    guest = {"name": "Priya Raman", "email": PRIYA}
    return {"start_time": LATER + 4 * HOUR, "end_time": LATER + 4 * HOUR + 1800, "guest": guest}


def _event(**more: Any) -> dict[str, Any]:
    return {"title": "Lunch", "when": {"start_time": LATER, "end_time": LATER + HOUR}, **more}


def _session(scene: Scene) -> dict[str, Any]:
    return {"configuration_id": scene.parts["configuration_id"], "time_to_live": 5}
