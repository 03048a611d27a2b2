"""Programs that call the API: one that speaks plain JSON in process, and the official SDK over a real socket."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import nylas
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.serving import make_server
from werkzeug.test import TestResponse

from tests.builders import make_api_key


@dataclass(frozen=True)
class Program:
    """Calls the API with an API key; every answer is JSON with a `request_id`, or the test fails here."""

    client: FlaskClient
    headers: dict[str, str]

    def call(self, method: str, path: str, json: Any = None, **options: Any) -> TestResponse:
        answer = self.client.open(f"/v3{path}", method=method, json=json, headers=self.headers, **options)
        assert answer.is_json, answer.get_data(as_text=True)
        assert answer.get_json()["request_id"] == answer.headers["x-request-id"]
        assert ("error" in answer.get_json()) == (answer.status_code >= 400)
        return answer

    def get(self, path: str) -> Any:
        return self.data(self.call("GET", path))

    def post(self, path: str, json: Any) -> Any:
        return self.data(self.call("POST", path, json))

    def put(self, path: str, json: Any) -> Any:
        return self.data(self.call("PUT", path, json))

    def delete(self, path: str) -> Any:
        answer = self.call("DELETE", path)
        assert answer.status_code == 200, answer.get_json()
        return answer.get_json()

    def refusal(self, method: str, path: str, json: Any = None, **options: Any) -> tuple[int, str, str]:
        """Status, type and message of an error."""
        answer = self.call(method, path, json, **options)
        error = answer.get_json()["error"]
        return answer.status_code, error["type"], error["message"]

    @staticmethod
    def data(answer: TestResponse) -> Any:
        assert answer.status_code in (200, 201), answer.get_json()
        return answer.get_json()["data"]


@pytest.fixture
def program(app: Flask) -> Program:
    return Program(app.test_client(), {"Authorization": f"Bearer {make_api_key()}"})


@pytest.fixture
def sdk(app: Flask) -> Iterator[nylas.Client]:
    """The official Python SDK, with only its address changed."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield nylas.Client(make_api_key(), f"http://127.0.0.1:{server.port}")
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
