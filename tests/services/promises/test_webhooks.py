"""A webhook is kept only when its address answers the challenge; its secret is shown once and never again."""

from collections.abc import Callable
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from tests.builders import (
    NOW,
    make_application,
    make_other_application,
    reread,
)
from webapp.errors import NotFound
from webapp.lib import vault
from webapp.models import Webhook
from webapp.refusals import for_program
from webapp.services.promises import webhooks
from webapp.services.promises.webhooks import ChallengeFailed

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def receiver(httpserver: HTTPServer) -> HTTPServer:
    """Answers every challenge at any address."""
    return answering(httpserver, lambda request: Response(request.args.get("challenge")))


def answering(server: HTTPServer, answer: Callable[[Request], Response]) -> HTTPServer:
    server.expect_request("/hook").respond_with_handler(answer)
    return server


def create(url: str, **values: Any) -> tuple[Webhook, str]:
    application_id = make_application().id
    return webhooks.create(
        application_id, {"url": url, "trigger_types": ["booking.created"], **values}, now=NOW
    )


def test_an_address_that_repeats_the_challenge_is_stored(receiver: HTTPServer) -> None:
    webhook, _ = create(receiver.url_for("/hook"))

    assert webhooks.find(webhook.application_id, webhook.id).status == "active"


def test_the_challenge_is_appended_to_a_query_that_is_there(receiver: HTTPServer) -> None:
    create(receiver.url_for("/hook?tenant=7"))

    request, _ = receiver.log[0]
    assert list(request.args) == ["tenant", "challenge"]


@pytest.mark.parametrize(
    "answer, reason",
    [
        (lambda request: Response(status=404), "status is not ok, got 404"),
        (lambda request: Response(request.args["challenge"], status=201), "status is not ok, got 201"),
        (lambda request: Response("yes"), "the answer is not the value of challenge"),
        (
            lambda request: Response(f'"{request.args["challenge"]}"'),
            "the answer is not the value of challenge",
        ),
        (lambda request: Response(status=302, headers={"Location": "/other"}), "status is not ok, got 302"),
        (lambda request: Response("x" * 5000), "response_too_large"),
    ],
)
def test_an_address_that_answers_otherwise_is_refused(
    httpserver: HTTPServer, answer: Callable[[Request], Response], reason: str
) -> None:
    answering(httpserver, answer)

    with pytest.raises(ChallengeFailed) as refusal:
        create(httpserver.url_for("/hook"))

    assert for_program(refusal.value) == f"unable.verify.webhook_url : {reason}"
    assert webhooks.listing(make_application().id) == []


@pytest.mark.parametrize(
    "url, reason",
    [
        ("http://169.254.169.254/latest", "private_address"),
        ("http://10.0.0.1/", "private_address"),
        ("http://127.0.0.1:9/", "connection_refused"),  # port 9, discard: nobody listens there
    ],
)
def test_an_address_that_cannot_be_reached_is_refused(url: str, reason: str) -> None:
    with pytest.raises(ChallengeFailed, match=reason):
        create(url)


def test_the_secret_is_stored_encrypted(receiver: HTTPServer) -> None:
    webhook, secret = create(receiver.url_for("/hook"))

    stored = reread(webhook).encrypted_secret
    assert secret.encode() not in stored
    assert vault.decrypt(stored) == secret


def test_a_rotated_secret_replaces_the_old_one(receiver: HTTPServer) -> None:
    webhook, old = create(receiver.url_for("/hook"))

    rotated, new = webhooks.rotate_secret(webhook, now=NOW + 1)

    assert new != old
    assert vault.decrypt(reread(rotated).encrypted_secret) == new


def test_a_changed_address_is_challenged_again(receiver: HTTPServer) -> None:
    webhook, _ = create(receiver.url_for("/hook"))

    with pytest.raises(ChallengeFailed):
        webhooks.update(webhook, {"url": receiver.url_for("/elsewhere")}, now=NOW)

    assert reread(webhook).url == receiver.url_for("/hook")


def test_other_changes_need_no_challenge(receiver: HTTPServer) -> None:
    webhook, _ = create(receiver.url_for("/hook"))
    receiver.clear_log()

    webhooks.update(webhook, {"url": webhook.url, "description": "New"}, now=NOW)

    assert (reread(webhook).description, receiver.log) == ("New", [])


def test_a_new_status_notes_when_it_began(receiver: HTTPServer) -> None:
    webhook, _ = create(receiver.url_for("/hook"))

    webhooks.update(webhook, {"description": "Same"}, now=NOW + 1)
    before = reread(webhook).status_updated_at
    webhooks.update(webhook, {"status": "pause"}, now=NOW + 2)

    assert (before, reread(webhook).status_updated_at) == (NOW, NOW + 2)


def test_a_deleted_webhook_is_not_found(receiver: HTTPServer) -> None:
    webhook, _ = create(receiver.url_for("/hook"))

    webhooks.destroy(webhook, now=NOW)

    with pytest.raises(NotFound):
        webhooks.find(webhook.application_id, webhook.id)


def test_a_webhook_of_another_application_is_not_found(receiver: HTTPServer) -> None:
    webhook, _ = create(receiver.url_for("/hook"))
    other = make_other_application()

    with pytest.raises(NotFound):
        webhooks.find(other.id, webhook.id)
