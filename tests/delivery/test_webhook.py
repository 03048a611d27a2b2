"""Webhooks as a real receiver gets them."""

import gzip
import hashlib
import hmac
import json

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from tests.builders import NOW, WEBHOOK_SECRET, make_webhook
from tests.promises import webhook_payload
from webapp.delivery import NoLongerWanted, webhook
from webapp.errors import DeliveryFailed
from webapp.extensions import db, transaction
from webapp.models import Webhook
from webapp.outbox import Claimed

pytestmark = pytest.mark.usefixtures("sqlite_app")


def claimed(stored: Webhook, *, attempt: int = 1) -> Claimed:
    return Claimed(
        id=1,
        uid="0f9d1c1e-1111-4222-8333-444455556666",
        kind="webhook",
        name="booking.created",
        destination=stored.url,
        payload=webhook_payload(stored.id),
        attempt=attempt,
        token="token",
        booking_id=None,
        created_at=NOW,
    )


def receive(server: HTTPServer, *, status: int = 200) -> tuple[str, list[Request]]:
    """Answer every POST with this status. The address, and the list of what came."""
    seen: list[Request] = []

    def handler(request: Request) -> Response:
        request.get_data()
        seen.append(request)
        return Response(status=status)

    server.expect_request("/hook", method="POST").respond_with_handler(handler)
    return server.url_for("/hook"), seen


def test_the_envelope_is_the_contracts(httpserver: HTTPServer) -> None:
    url, seen = receive(httpserver)

    webhook.deliver(claimed(make_webhook(url), attempt=2), now=NOW)

    assert json.loads(seen[0].get_data()) == {
        "specversion": "1.0",
        "type": "booking.created",
        "source": "/nylas/passthru",
        "id": "0f9d1c1e-1111-4222-8333-444455556666",
        "time": NOW,
        "webhook_delivery_attempt": 2,
        "data": {
            "application_id": "app-1",
            "object": {"booking_id": "b1", "booking_info": {"title": "Gespräch"}},
        },
    }


@pytest.mark.parametrize("compressed", [False, True])
def test_the_signature_is_over_the_very_bytes_sent(httpserver: HTTPServer, compressed: bool) -> None:
    url, seen = receive(httpserver)

    webhook.deliver(claimed(make_webhook(url, compressed_delivery=compressed)), now=NOW)

    body = seen[0].get_data()
    expected = hmac.new(WEBHOOK_SECRET.encode(), body, hashlib.sha256).hexdigest()
    assert seen[0].headers["X-Nylas-Signature"] == expected


def test_a_compressed_delivery_is_gzip_and_says_so(httpserver: HTTPServer) -> None:
    url, seen = receive(httpserver)

    webhook.deliver(claimed(make_webhook(url, compressed_delivery=True)), now=NOW)

    assert seen[0].headers["Content-Encoding"] == "gzip"
    assert json.loads(gzip.decompress(seen[0].get_data()))["specversion"] == "1.0"


def test_any_success_is_a_delivery(httpserver: HTTPServer) -> None:
    url, _ = receive(httpserver, status=204)

    assert webhook.deliver(claimed(make_webhook(url)), now=NOW) == "answered 204"


@pytest.mark.parametrize(
    ("status", "retry"),
    [
        *((status, True) for status in (408, 429, 500, 502, 503, 504, 507)),
        *((status, False) for status in (302, 400, 401, 404, 410)),
    ],
)
def test_the_answer_decides_whether_to_try_again(httpserver: HTTPServer, status: int, retry: bool) -> None:
    url, _ = receive(httpserver, status=status)

    with pytest.raises(DeliveryFailed) as failed:
        webhook.deliver(claimed(make_webhook(url)), now=NOW)

    assert (failed.value.reason, failed.value.retry) == (f"answered {status}", retry)


def test_a_changed_address_and_secret_are_used_at_once(httpserver: HTTPServer) -> None:
    url, seen = receive(httpserver)
    stored = make_webhook("https://old.example.com/")
    with transaction() as session:
        session.execute(db.update(Webhook).values(url=url))

    webhook.deliver(claimed(stored), now=NOW)

    assert len(seen) == 1


@pytest.mark.parametrize("status", ["pause", "failed"])
def test_a_webhook_that_was_switched_off_is_not_notified(status: str) -> None:
    stored = make_webhook("https://hook.example.com/", status=status)

    with pytest.raises(NoLongerWanted, match=status):
        webhook.deliver(claimed(stored), now=NOW)


def test_a_webhook_that_was_deleted_is_not_notified() -> None:
    stored = make_webhook("https://hook.example.com/")
    with transaction() as session:
        session.execute(db.delete(Webhook))

    with pytest.raises(NoLongerWanted, match="deleted"):
        webhook.deliver(claimed(stored), now=NOW)


def test_a_webhook_that_is_failing_is_still_notified(httpserver: HTTPServer) -> None:
    url, seen = receive(httpserver)

    webhook.deliver(claimed(make_webhook(url, status="failing")), now=NOW)

    assert len(seen) == 1


def test_an_attempt_repeated_after_a_crash_never_counts_beyond_three() -> None:
    stored = make_webhook("https://hook.example.com/")

    assert webhook.envelope(claimed(stored, attempt=7))["webhook_delivery_attempt"] == 3
