"""The component calls from other origins, and preflights every request."""

import pytest
from flask import Flask

ORIGIN = {"Origin": "https://shop.example.net"}


@pytest.mark.parametrize("path", ["/v3", "/v3/grants", "/v3/nothing/at/all"])
def test_a_preflight_is_answered_on_every_path(sqlite_app: Flask, path: str) -> None:
    answer = sqlite_app.test_client().options(path, headers=ORIGIN)

    assert (answer.status_code, answer.data) == (204, b"")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "PATCH" in answer.headers["Access-Control-Allow-Methods"]
    assert "Authorization" in answer.headers["Access-Control-Allow-Headers"]


@pytest.mark.parametrize(
    "header",
    [
        "content-type",
        "x-source",
        "x-nylas-connect",
        "x-nylas-web-elements-version",
        "x-nylas-application-public-id",
    ],
)
def test_every_header_of_a_client_is_allowed_by_its_name(sqlite_app: Flask, header: str) -> None:
    answer = sqlite_app.test_client().options("/v3/grants", headers=ORIGIN)

    allowed = answer.headers["Access-Control-Allow-Headers"].lower()
    assert header in allowed.split(", ")


def test_a_header_of_a_release_to_come_is_allowed(sqlite_app: Flask) -> None:
    answer = sqlite_app.test_client().options("/v3/grants", headers=ORIGIN)

    assert "*" in answer.headers["Access-Control-Allow-Headers"].split(", ")


def test_any_origin_may_read_the_id_of_its_request(sqlite_app: Flask) -> None:
    answer = sqlite_app.test_client().get("/v3/nothing", headers=ORIGIN)

    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "x-request-id" in answer.headers["Access-Control-Expose-Headers"]


def test_no_origin_may_send_cookies(sqlite_app: Flask) -> None:
    answer = sqlite_app.test_client().options("/v3/grants", headers=ORIGIN)

    assert "Access-Control-Allow-Credentials" not in answer.headers


@pytest.mark.parametrize("path", ["/login", "/v3x", "/intro/v3"])
def test_pages_are_for_their_own_origin(sqlite_app: Flask, path: str) -> None:
    assert "Access-Control-Allow-Origin" not in sqlite_app.test_client().get(path, headers=ORIGIN).headers
