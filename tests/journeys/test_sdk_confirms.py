"""A program that is told of a request by webhook, and confirms it with the salt it finds there."""

import hashlib
import hmac
import json
import queue
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import nylas
import pytest

from tests.journeys.conftest import Live
from tests.journeys.sdk_steps import GUEST, configuration, slots
from tests.waiting import HANG_SECONDS
from webapp.models.reference import unpack

PENDING = {"title": "Advice", "timezone": "Europe/Berlin", "booking_type": "organizer-confirmation"}


class Receiver:
    """A program's own web server: answers the challenge, keeps what is delivered."""

    def __init__(self) -> None:
        self.delivered: queue.Queue[tuple[str, bytes]] = queue.Queue()
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._answer(parse_qs(urlsplit(self.path).query)["challenge"][0].encode())

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                self._answer(b"")
                receiver.delivered.put((self.headers["X-Nylas-Signature"], body))

            def _answer(self, body: bytes) -> None:
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook"

    def next_of(self, configuration_id: str, *, secret: str) -> dict[str, Any]:
        """The next notification about this configuration, its signature checked over the raw bytes."""
        while True:
            signature, body = self.delivered.get(timeout=HANG_SECONDS)
            notification: dict[str, Any] = json.loads(body)
            if notification["data"]["object"]["configuration_id"] == configuration_id:
                assert signature == hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
                return notification


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    started = Receiver()
    thread = threading.Thread(target=started.server.serve_forever)
    thread.start()
    try:
        yield started
    finally:
        started.server.shutdown()
        thread.join()
        started.server.server_close()


@pytest.mark.parametrize(
    ("word", "status", "trigger"),
    [("confirmed", "booked", "booking.created"), ("cancelled", "cancelled", "booking.cancelled")],
)
def test_a_request_is_decided_with_the_salt_from_the_webhook(
    live: Live,
    sdk: nylas.Client,
    grant_email: str,
    receiver: Receiver,
    word: str,
    status: str,
    trigger: str,
) -> None:
    hook = sdk.webhooks.create(
        {
            "trigger_types": ["booking.pending", "booking.created", "booking.cancelled"],
            "webhook_url": receiver.url,
            "description": "CRM",
        }
    ).data
    pending_page = configuration(grant_email, event_booking=PENDING)
    made = sdk.scheduler.configurations.create(grant_email, pending_page).data
    page = {"configuration_id": made.id}
    slot = slots(live, made.id)[0]

    booking = sdk.scheduler.bookings.create(
        {"start_time": slot["start_time"], "end_time": slot["end_time"], "guest": GUEST}, page
    ).data
    assert booking.status == "pending"
    event = sdk.events.find(grant_email, booking.event_id, {"calendar_id": "primary"}).data
    assert event.title == "[PENDING] Advice"

    notification = receiver.next_of(made.id, secret=hook.webhook_secret)
    assert notification["type"] == "booking.pending"
    reference = unpack(notification["data"]["object"]["booking_ref"])
    assert reference.booking_id == booking.booking_id

    decided = sdk.scheduler.bookings.confirm(
        booking.booking_id, {"salt": reference.salt, "status": word, "cancellation_reason": "On leave"}, page
    ).data
    assert decided.status == status
    assert receiver.next_of(made.id, secret=hook.webhook_secret)["type"] == trigger

    sdk.webhooks.destroy(hook.id)
