"""What is said of a token, and how it ends."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.blueprints.api.conftest import Api, data, error
from tests.builders import BACK, MAYA, NOW, make_api_key, make_code, make_tokens
from tests.conftest import StoppedClock
from webapp.models import Grant


@pytest.fixture
def client(app: Flask, clock: StoppedClock) -> FlaskClient:
    return app.test_client()


def exchanged(client: FlaskClient, grant: Grant) -> dict[str, str]:
    """The answer to a program with an API key."""
    body = {
        "client_id": grant.application_id,
        "client_secret": make_api_key(),
        "redirect_uri": BACK,
        "code": make_code(grant),
        "grant_type": "authorization_code",
    }
    answer: dict[str, str] = client.post("/v3/connect/token", json=body).get_json()
    return answer


def test_an_id_token_says_who_signed_in(client: FlaskClient, anonymous: Api, maya_grant: Grant) -> None:
    body = exchanged(client, maya_grant)

    by_id = data(anonymous.get("/connect/tokeninfo", id_token=body["id_token"]))
    by_access = data(anonymous.get("/connect/tokeninfo", access_token=body["access_token"]))

    assert by_id == by_access
    assert {key: by_id[key] for key in ("iss", "aud", "sub", "email", "name", "provider", "iat", "exp")} == {
        "iss": "https://book.example.org",
        "aud": maya_grant.application_id,
        "sub": maya_grant.id,
        "email": MAYA,
        "name": "Maya Lindqvist",
        "provider": "virtual-calendar",
        "iat": NOW,
        "exp": NOW + 3600,
    }


@pytest.mark.parametrize("kind", ["id_token", "access_token"])
@pytest.mark.parametrize("ending", ["revoked", "expired", "unknown"])
def test_nothing_is_said_of_a_dead_token(
    client: FlaskClient, anonymous: Api, maya_grant: Grant, clock: StoppedClock, kind: str, ending: str
) -> None:
    body = exchanged(client, maya_grant)
    if ending == "revoked":
        anonymous.post("/connect/revoke", token=body["access_token"])
    if ending == "expired":
        clock.advance(seconds=3601)
    token = body[kind] + ("x" if ending == "unknown" else "")

    status, type_, message = error(anonymous.get("/connect/tokeninfo", **{kind: token}))

    assert (status, type_) == (400, "invalid_request_error")
    assert message == f"`{kind}` is not a token of ours, has expired or was revoked."


def test_a_question_about_no_token_is_refused(anonymous: Api) -> None:
    assert error(anonymous.get("/connect/tokeninfo"))[2] == "`id_token` or `access_token` is required."


@pytest.mark.parametrize("kind", ["access", "refresh"])
@pytest.mark.parametrize("place", ["query", "form", "json"])
def test_a_token_is_revoked(
    client: FlaskClient, anonymous: Api, maya_grant: Grant, kind: str, place: str
) -> None:
    pair = make_tokens(maya_grant)
    token = {"token": getattr(pair, kind)}
    sent = {"query": {"query_string": token}, "form": {"data": token}, "json": {"json": token}}[place]

    answers = [client.post("/v3/connect/revoke", **sent) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert error(anonymous.as_bearer(pair.access).get("/grants/me"))[1] == "token.unauthorized_access"


def test_an_unknown_token_is_no_mistake(client: FlaskClient) -> None:
    assert client.post("/v3/connect/revoke?token=nobody").status_code == 200


def test_a_revocation_without_a_token_is_refused_in_the_form_of_oauth(client: FlaskClient) -> None:
    answer = client.post("/v3/connect/revoke")

    body = answer.get_json()
    assert (answer.status_code, body["error"]) == (400, "invalid_request")
    assert body["error_description"] == "`token` is required."
