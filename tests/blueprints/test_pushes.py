"""The door for pushes: it echoes a greeting, takes a channel's own token, and tells everybody else nothing."""

import json

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update
from werkzeug.test import TestResponse

from tests.fake_provider import KIND, FakeServer
from tests.mirrors import mirror
from tests.push_channels import rows
from webapp.blueprints import pushes
from webapp.extensions import transaction
from webapp.models import Grant, PushChannel
from webapp.services.calendars import channel_rows

NOBODY = "7d1e4f60-2b7a-4a53-8a55-6c2f0f3f9d11"


@pytest.fixture
def address(channelled: Grant) -> str:
    return f"/pushes/{KIND}/{rows()[0].id}"


def push(client: FlaskClient, address: str, token: str) -> TestResponse:
    return client.post(address, data=json.dumps({"token": token}))


def said(answer: TestResponse) -> tuple[int, str, str | None]:
    return answer.status_code, answer.text, answer.content_type


def test_a_push_is_taken_without_a_word(client: FlaskClient, address: str, fake: FakeServer) -> None:
    (channel,) = fake.pusher.channels.values()

    assert said(push(client, address, channel["token"])) == (202, "", "text/plain; charset=utf-8")


def test_headers_are_taken_however_they_are_spelled(
    client: FlaskClient, address: str, fake: FakeServer
) -> None:
    (channel,) = fake.pusher.channels.values()
    with transaction() as session:
        session.execute(update(PushChannel).values(kind="google"))
    headers = {
        "X-Goog-Channel-ID": address.rpartition("/")[2],
        "X-GOOG-CHANNEL-TOKEN": channel["token"],
        "x-goog-resource-state": "exists",
    }

    assert client.post(address.replace(KIND, "google"), headers=headers).status_code == 202


def test_a_greeting_is_echoed_as_text(client: FlaskClient, address: str) -> None:
    greeting = "Validation: <b>now</b> & then"
    answer = client.post(address, query_string={"validationToken": greeting})

    assert said(answer) == (200, greeting, "text/plain; charset=utf-8")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_everybody_else_gets_the_same_answer(
    client: FlaskClient, address: str, fake: FakeServer, channelled: Grant
) -> None:
    (channel,) = fake.pusher.channels.values()
    before = mirror().due_at
    unknown = f"/pushes/{KIND}/{NOBODY}"

    answers = {
        "wrong token": push(client, address, "guessed"),
        "no token": client.post(address),
        "no such channel": push(client, unknown, channel["token"]),
        "a greeting for no channel": client.post(unknown, query_string={"validationToken": "hello"}),
        "no id": push(client, f"/pushes/{KIND}/1", channel["token"]),
        "another kind": push(client, address.replace(KIND, "google"), channel["token"]),
        "a kind without pushes": push(client, address.replace(KIND, "virtual-calendar"), channel["token"]),
        "no such kind": push(client, address.replace(KIND, "nobody"), channel["token"]),
    }

    assert {said(answer) for answer in answers.values()} == {(404, "", "text/plain; charset=utf-8")}
    assert mirror().due_at == before


def test_a_body_that_is_too_large_is_not_read(client: FlaskClient, address: str) -> None:
    answer = client.post(address, data=b"x" * (pushes.BYTES_AT_MOST + 1))

    assert said(answer)[:2] == (413, "")


def test_a_flood_is_stopped_before_any_work(counting_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    client = counting_app.test_client()
    monkeypatch.setattr(pushes, "PUSHES", "2 per minute")
    statuses = [client.post("/pushes/nobody/1").status_code for _ in range(2)]
    monkeypatch.setattr(pushes, "_push", lambda _: pytest.fail("work"))
    answer = client.post("/pushes/nobody/1")

    assert (statuses, said(answer)[:2]) == ([404, 404], (429, ""))
    assert "Retry-After" in answer.headers


def test_a_mistake_of_ours_is_no_page(
    app: Flask, client: FlaskClient, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> bool:
        raise ValueError("a mistake")

    monkeypatch.setattr(channel_rows, "hear", fail)

    assert said(push(client, address, "any"))[:2] == (500, "")


def test_no_page_is_there(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 405
