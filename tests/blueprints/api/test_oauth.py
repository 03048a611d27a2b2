"""Programs sign organizers in over the wire: JSON and forms, OAuth's own errors, and no HTML."""

import base64
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.blueprints.api.conftest import Api, error
from tests.builders import (
    BACK,
    MAYA,
    asked,
    grant_of,
    make_api_key,
    make_code,
    make_organizer,
    make_redirect_uri,
)
from tests.conftest import StoppedClock
from webapp.models import Grant, Organizer

VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
PROVED = {
    "code_challenge": "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
    "code_challenge_method": "S256",
}


@pytest.fixture
def client(app: Flask, clock: StoppedClock) -> FlaskClient:
    return app.test_client()


def wanted(grant: Grant, code: str, **changes: Any) -> dict[str, Any]:
    """What the editor sends for a code: wire contract section 12."""
    return {
        "client_id": grant.application_id,
        "redirect_uri": BACK,
        "code": code,
        "grant_type": "authorization_code",
        "code_verifier": VERIFIER,
        **changes,
    }


def oauth_error(answer: TestResponse) -> tuple[int, str, str]:
    """Status, error and description; the keys that the SDKs need are there."""
    body = answer.get_json()
    assert set(body) == {"request_id", "error", "error_code", "error_description", "error_uri"}
    assert body["error_code"] == answer.status_code
    assert answer.headers["Cache-Control"] == "no-store"
    return answer.status_code, body["error"], body["error_description"]


def test_a_code_becomes_tokens(client: FlaskClient, maya_grant: Grant) -> None:
    answer = client.post("/v3/connect/token", json=wanted(maya_grant, make_code(maya_grant, **PROVED)))

    body = answer.get_json()
    assert answer.status_code == 200
    assert {
        key: body[key] for key in ("token_type", "expires_in", "grant_id", "email", "provider", "scope")
    } == {
        "token_type": "Bearer",
        "expires_in": 3600,
        "grant_id": maya_grant.id,
        "email": MAYA,
        "provider": "virtual-calendar",
        "scope": "",
    }
    assert body["access_token"].startswith("osa_")
    assert body["refresh_token"].startswith("osr_")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_a_form_is_as_good_as_json(client: FlaskClient, maya_grant: Grant) -> None:
    answer = client.post("/v3/connect/token", data=wanted(maya_grant, make_code(maya_grant, **PROVED)))

    assert answer.status_code == 200
    assert answer.get_json()["grant_id"] == maya_grant.id


def test_a_program_may_show_its_key_by_http_basic(client: FlaskClient, maya_grant: Grant) -> None:
    code = make_code(maya_grant)
    form = wanted(maya_grant, code, client_id="", code_verifier="")
    sent = base64.b64encode(f"{maya_grant.application_id}:{make_api_key()}".encode()).decode()

    answer = client.post("/v3/connect/token", data=form, headers={"Authorization": f"Basic {sent}"})

    assert answer.status_code == 200


def test_a_wrong_key_by_http_basic_is_answered_in_kind(client: FlaskClient, maya_grant: Grant) -> None:
    sent = base64.b64encode(f"{maya_grant.application_id}:nobody".encode()).decode()

    answer = client.post(
        "/v3/connect/token",
        data=wanted(maya_grant, make_code(maya_grant)),
        headers={"Authorization": f"Basic {sent}"},
    )

    assert oauth_error(answer)[:2] == (401, "invalid_client")
    assert answer.headers["WWW-Authenticate"] == 'Basic realm="Openslot"'


def test_a_refresh_token_becomes_the_next_pair(client: FlaskClient, maya_grant: Grant) -> None:
    first = client.post(
        "/v3/connect/token", json=wanted(maya_grant, make_code(maya_grant, **PROVED))
    ).get_json()

    answer = client.post(
        "/v3/connect/token",
        json={
            "client_id": maya_grant.application_id,
            "redirect_uri": BACK,
            "refresh_token": first["refresh_token"],
            "grant_type": "refresh_token",
        },
    )

    assert answer.status_code == 200
    assert answer.get_json()["refresh_token"] != first["refresh_token"]


@pytest.mark.parametrize(
    ("changes", "status", "name", "said"),
    [
        ({"grant_type": None}, 400, "invalid_request", "`grant_type` is required."),
        ({"client_id": None}, 400, "invalid_request", "`client_id` is required."),
        ({"code": ""}, 400, "invalid_request", "`code` is required."),
        ({"redirect_uri": None}, 400, "invalid_request", "`redirect_uri` is required"),
        ({"code": 5}, 400, "invalid_request", "`code` must be a text."),
        ({"code": "a" * 1001}, 400, "invalid_request", "`code` must be at most 1000 characters"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type", "`grant_type` must be"),
        ({"grant_type": "client_credentials"}, 400, "unsupported_grant_type", "`grant_type` must be"),
        ({"grant_type": "refresh_token"}, 400, "invalid_request", "`refresh_token` is required."),
        ({"client_secret": "osk_no"}, 401, "invalid_client", "`client_secret` is not a live API key"),
        ({"client_id": "é\0"}, 400, "invalid_grant", "`code` is unknown"),
        ({"code": "nobody"}, 400, "invalid_grant", "`code` is unknown"),
        ({"code_verifier": "wrong"}, 400, "invalid_grant", "`code_verifier` does not fit"),
        ({"redirect_uri": BACK + "/"}, 400, "invalid_grant", "`redirect_uri` must be the one"),
    ],
)
def test_a_refusal_has_the_form_of_oauth(
    client: FlaskClient, maya_grant: Grant, changes: dict[str, Any], status: int, name: str, said: str
) -> None:
    body = {**wanted(maya_grant, make_code(maya_grant, **PROVED)), **changes}

    given_status, given_name, description = oauth_error(client.post("/v3/connect/token", json=body))

    assert (given_status, given_name) == (status, name)
    assert description.startswith(said)


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff", b"grant_type=authorization_code"])
def test_what_is_no_json_is_refused_in_the_form_of_oauth(client: FlaskClient, body: bytes) -> None:
    answer = client.post("/v3/connect/token", data=body, content_type="application/json")

    assert oauth_error(answer)[:2] == (400, "invalid_request")


def test_a_wrong_method_is_refused_in_the_form_of_oauth(client: FlaskClient) -> None:
    assert oauth_error(client.get("/v3/connect/token"))[:2] == (405, "invalid_request")


def sent_to(answer: TestResponse) -> tuple[str, dict[str, str]]:
    """Where a browser is sent: the address without its query, and the query."""
    assert answer.status_code == 302, answer.text
    assert answer.data == b""
    parts = urlsplit(answer.headers["Location"])
    query = {name: values[0] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
    return parts._replace(query="").geturl(), query


def test_an_organizer_is_sent_on_to_the_page_where_they_allow_it(anonymous: Api, maya: Organizer) -> None:
    make_redirect_uri()
    query = asked(maya.application_id, state="a b", options="rotate_refresh_token", **PROVED)

    address, passed_on = sent_to(anonymous.get("/connect/auth", **query))

    assert address == "/dashboard/connect"
    del query["options"]
    assert passed_on == query


@pytest.mark.parametrize(
    ("changes", "name", "said"),
    [
        ({"provider": "ews"}, "invalid_request", "`provider` must be "),
        ({"provider": "zoom"}, "invalid_request", "`provider` must be "),
        ({"response_type": "token"}, "unsupported_response_type", "`response_type` must be 'code'."),
        ({**PROVED, "code_challenge_method": "plain"}, "invalid_request", "`code_challenge_method` must"),
    ],
)
def test_the_program_is_told_by_its_address_what_is_wrong(
    anonymous: Api, maya: Organizer, changes: dict[str, str], name: str, said: str
) -> None:
    make_redirect_uri()

    address, query = sent_to(
        anonymous.get("/connect/auth", **asked(maya.application_id, state="s", **changes))
    )

    assert address == BACK
    assert (query["error"], query["error_code"], query["state"]) == (name, "400", "s")
    assert query["error_description"].startswith(said)
    assert "code" not in query


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"redirect_uri": "https://evil.example/"}, "`redirect_uri` is not registered for this application."),
        ({"redirect_uri": BACK + "?x"}, "`redirect_uri` is not registered for this application."),
        ({"redirect_uri": ""}, "`redirect_uri` is required"),
        ({"client_id": "nobody"}, "`client_id` is not the id of an application."),
        ({"client_id": ""}, "`client_id` is required"),
        ({"state": "a\nb"}, "`state` must not contain control characters"),
    ],
)
def test_nobody_is_sent_to_an_address_that_is_not_registered(
    anonymous: Api, maya: Organizer, changes: dict[str, str], said: str
) -> None:
    make_redirect_uri()

    answer = anonymous.get("/connect/auth", **{**asked(maya.application_id), **changes})

    status, type_, message = error(answer)
    assert (status, type_) == (400, "invalid_request_error")
    assert message.startswith(said)
    assert "Location" not in answer.headers


def test_refusals_are_counted_and_answers_are_not(counting_app: Flask, clock: StoppedClock) -> None:
    grant = grant_of(make_organizer())
    client = counting_app.test_client()
    for _ in range(60):
        assert client.post("/v3/connect/token", json=wanted(grant, "nobody")).status_code == 400

    answer = client.post("/v3/connect/token", json=wanted(grant, make_code(grant, **PROVED)))

    assert oauth_error(answer)[:2] == (429, "temporarily_unavailable")
    assert 0 < int(answer.headers["Retry-After"]) <= 61


@pytest.mark.parametrize("header", ["x-nylas-connect", "authorization", "content-type"])
def test_the_editor_may_send_its_headers_from_any_page(client: FlaskClient, header: str) -> None:
    answer = client.options(
        "/v3/connect/token",
        headers={"Origin": "https://app.example.com", "Access-Control-Request-Headers": header},
    )

    assert header in answer.headers["Access-Control-Allow-Headers"].lower()
