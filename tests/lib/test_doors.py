"""The API has a part of the path, and not whatever begins like it."""

import pytest
from flask import Flask

from webapp.lib import doors


@pytest.mark.parametrize("path", ["/v3", "/v3/", "/v3/grants", "/v3/bookings/new"])
def test_these_are_for_the_api(sqlite_app: Flask, path: str) -> None:
    with sqlite_app.test_request_context(path):
        assert doors.is_api()


@pytest.mark.parametrize("path", ["/", "/v3-intro", "/v3x/bookings/new", "/intro/v3", "//v3/grants", "/V3"])
def test_these_are_for_people(sqlite_app: Flask, path: str) -> None:
    with sqlite_app.test_request_context(path):
        assert not doors.is_api()


def test_every_route_of_the_api_and_no_other_is_for_the_api(sqlite_app: Flask) -> None:
    for rule in sqlite_app.url_map.iter_rules():
        with sqlite_app.test_request_context(rule.rule.replace("<", "").replace(">", "")):
            assert doors.is_api() == rule.endpoint.startswith("api."), rule.rule


@pytest.mark.parametrize("header", ["Bearer a-token", "bearer a-token", "Bearer  a-token "])
def test_a_token_is_read_whatever_the_case_and_the_spaces(sqlite_app: Flask, header: str) -> None:
    with sqlite_app.test_request_context(headers={"Authorization": header}):
        assert doors.bearer() == "a-token"


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Basic a-token", "a-token"])
def test_anything_else_is_no_token(sqlite_app: Flask, header: str) -> None:
    with sqlite_app.test_request_context(headers={"Authorization": header}):
        assert doors.bearer() is None
