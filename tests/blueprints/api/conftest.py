"""A program with an API key, and callers without one, on both databases with the clock stopped."""

from dataclasses import dataclass
from typing import Any

import orjson
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.blueprints.api.event_paths import events_path  # noqa: F401  # a fixture, found by its name
from tests.blueprints.api.programs import program, sdk  # noqa: F401  # fixtures, found by their names
from tests.browser import ORIGIN
from tests.builders import (
    HOUR,
    MAYA,
    NOW,
    PASSWORD,
    PRIYA,
    TOMORROW_AT_TEN,
    make_api_key,
    make_configuration,
    make_grant,
    make_pending_configuration,
)
from tests.conftest import StoppedClock
from webapp.models import Configuration, Grant
from webapp.services.access import sign_ins

EXPLAIN = "/scheduling/availability/explain"
WINDOW = {"start_time": TOMORROW_AT_TEN, "end_time": TOMORROW_AT_TEN + HOUR}


@dataclass
class Api:
    """Asks as a program does: JSON in, JSON out, with or without a bearer."""

    client: FlaskClient
    key: str | None

    def get(self, path: str, **query: Any) -> TestResponse:
        return self.ask("GET", path, **query)

    def post(self, path: str, body: Any = None, **query: Any) -> TestResponse:
        return self.ask("POST", path, body, **query)

    def put(self, path: str, body: Any = None, **query: Any) -> TestResponse:
        return self.ask("PUT", path, body, **query)

    def patch(self, path: str, body: Any = None, **query: Any) -> TestResponse:
        return self.ask("PATCH", path, body, **query)

    def delete(self, path: str, body: Any = None, **query: Any) -> TestResponse:
        return self.ask("DELETE", path, body, **query)

    def ask(self, method: str, path: str, body: Any = None, **query: Any) -> TestResponse:
        """`body`: bytes as they are, anything else as JSON."""
        headers = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        data = body if isinstance(body, bytes | None) else orjson.dumps(body)
        return self.client.open(
            f"/v3{path}",
            method=method,
            headers=headers,
            data=data,
            query_string=query,
            content_type="application/json",
        )

    def as_bearer(self, token: str) -> "Api":
        return Api(self.client, token)


@pytest.fixture
def anonymous(app: Flask, clock: StoppedClock) -> Api:
    """A caller without a bearer, as the component on a public page."""
    return Api(app.test_client(), None)


@pytest.fixture
def api(app: Flask, clock: StoppedClock) -> Api:
    """A caller with an API key, as an SDK."""
    return Api(app.test_client(), make_api_key())


@pytest.fixture
def grant(app: Flask, clock: StoppedClock) -> Grant:
    return make_grant()


@pytest.fixture
def page(grant: Grant) -> Configuration:
    return make_configuration(grant)


@pytest.fixture
def pending_page(grant: Grant) -> Configuration:
    return make_pending_configuration(grant)


@pytest.fixture
def private_page(grant: Grant) -> Configuration:
    return make_configuration(grant, slug="private", requires_session_auth=True)


def wish(starts_at: int = TOMORROW_AT_TEN, **changes: Any) -> dict[str, Any]:
    """What the component sends to book half an hour for Priya."""
    return {
        "start_time": starts_at,
        "end_time": starts_at + 1800,
        "guest": {"name": "Priya Raman", "email": PRIYA},
        "timezone": "Asia/Kolkata",
        "email_language": "en",
        "additional_guests": [],
        "additional_fields": {},
        **changes,
    }


def data(answer: TestResponse) -> Any:
    """The `data` of a success; the whole answer is shown when it is none."""
    assert answer.status_code < 300, answer.text
    return answer.get_json()["data"]


def error(answer: TestResponse) -> tuple[int, str, str]:
    """(status, type, message) of a refusal."""
    refusal = answer.get_json()["error"]
    return answer.status_code, refusal["type"], refusal["message"]


class SecureApi(Api):
    """Asks as a browser does that keeps a cookie for https."""

    def ask(self, method: str, path: str, body: Any = None, **query: Any) -> Any:
        return self.client.get(f"/v3{path}", query_string=query, base_url=ORIGIN)


@pytest.fixture
def dashboard(app: Flask, maya_grant: Grant) -> Api:
    """The browser in which Maya is signed in, asking why a time is not offered."""
    client = app.test_client()
    with client.session_transaction(base_url=ORIGIN) as cookie:
        cookie[sign_ins.COOKIE_KEY] = sign_ins.sign_in(MAYA, PASSWORD, now=NOW)
    return SecureApi(client, None)
