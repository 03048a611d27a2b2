"""Whatever goes wrong, two addresses say it as OAuth does, and no other address does."""

import pytest
from flask import Flask
from werkzeug.exceptions import TooManyRequests, UnsupportedMediaType

from webapp.blueprints.api import oauth_errors
from webapp.errors import InvalidInput, OAuthRefused, Unavailable


@pytest.mark.parametrize(
    ("path", "are_meant"),
    [
        ("/v3/connect/token", True),
        ("/v3/connect/revoke", True),
        ("/v3/connect/token/", True),
        ("/v3/connect/tokeninfo", False),
        ("/v3/connect/auth", False),
        ("/v3/grants", False),
        ("/connect/token", False),
    ],
)
def test_two_addresses_use_this_form(sqlite_app: Flask, path: str, are_meant: bool) -> None:
    with sqlite_app.test_request_context(path):
        assert oauth_errors.are_meant() == are_meant


@pytest.mark.parametrize(
    ("problem", "status", "error"),
    [
        (OAuthRefused("invalid_grant.code"), 400, "invalid_grant"),
        (OAuthRefused("invalid_client.secret"), 401, "invalid_client"),
        (InvalidInput("value.missing", field="code"), 400, "invalid_request"),
        (Unavailable("server.busy"), 503, "temporarily_unavailable"),
        (TooManyRequests(), 429, "temporarily_unavailable"),
        (UnsupportedMediaType(), 415, "invalid_request"),
        (RuntimeError("a secret of ours"), 500, "server_error"),
    ],
)
def test_every_problem_has_a_name_of_oauth(
    sqlite_app: Flask, problem: Exception, status: int, error: str
) -> None:
    with sqlite_app.test_request_context("/v3/connect/token"):
        answer = oauth_errors.answer_for(problem)

    body = answer.get_json()
    assert (answer.status_code, body["error"], body["error_code"]) == (status, error, status)
    assert body["request_id"] == answer.headers["x-request-id"]
    assert "secret of ours" not in answer.get_data(as_text=True)


def test_a_refusal_that_an_address_carries_has_what_the_editor_looks_for(sqlite_app: Flask) -> None:
    assert oauth_errors.parameters(OAuthRefused("access_denied.by_organizer")) == {
        "error": "access_denied",
        "error_description": "The organizer did not allow it.",
        "error_code": "400",
    }
