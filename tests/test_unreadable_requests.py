"""What is no request gets the API's error, whoever sent it."""

import json
from types import SimpleNamespace

import pytest
from flask import Flask

from webapp.unreadable_requests import answer, status_of


@pytest.mark.parametrize(
    ("status", "line", "type_"),
    [
        (400, "400 Bad Request", "invalid_request_error"),
        (414, "414 ", "invalid_request_error"),
        (431, "431 Request Header Fields Too Large", "invalid_request_error"),
        (500, "500 Internal Server Error", "internal_error"),
    ],
)
def test_the_answer_has_the_shape_of_the_apis_errors(status: int, line: str, type_: str) -> None:
    status_line, headers, body = answer(status, base_url="http://localhost:8000")

    answered = json.loads(body)
    assert status_line.startswith(line)
    assert answered["error"]["type"] == type_
    assert answered["error"]["message"]
    assert dict(headers)["x-request-id"] == answered["request_id"]
    assert dict(headers)["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("base_url", ["http://localhost:8000", "https://book.example.org"])
def test_the_answer_has_the_headers_of_the_apis_errors(
    sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch, base_url: str
) -> None:
    monkeypatch.setitem(sqlite_app.config, "BASE_URL", base_url)
    of_api = dict(sqlite_app.test_client().get("/v3/nothing").headers)
    _, headers, _ = answer(404, base_url=base_url)

    of_this_answer = {"Content-Length", "x-request-id", "Vary"}  # nothing is compressed out here
    assert {name: value for name, value in headers if name not in of_this_answer} == {
        name: value for name, value in of_api.items() if name not in of_this_answer
    }


@pytest.mark.parametrize(
    ("code", "is_address_whole", "status"), [(431, False, 414), (431, True, 431), (400, False, 400)]
)
def test_an_address_that_is_too_long_differs_from_headers_that_are(
    code: int, is_address_whole: bool, status: int
) -> None:
    assert status_of(SimpleNamespace(code=code), is_address_whole=is_address_whole) == status
