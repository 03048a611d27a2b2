"""Power gone right after a booking was answered with 200: nothing that was said or promised is lost.

The worker is stopped in its tracks beforehand, so that the kill certainly comes between the answer and the delivery.
"""

import os
import signal
import time
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest
import requests
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from tests.pg import new_database
from tests.receivers import closed_port
from tests.running import Running, running
from tests.waiting import HANG_SECONDS, wait_for

GUEST = {"name": "Ada Lovelace", "email": "ada@example.org"}


@pytest.fixture
def heard() -> list[dict[str, Any]]:
    """What the webhook's receiver was told, in order."""
    return []


@pytest.fixture
def receiver(httpserver: HTTPServer, heard: list[dict[str, Any]]) -> str:
    """The address of a web server that answers challenges and remembers what it is told."""

    def answer(request: Request) -> Response:
        if request.method == "POST":
            heard.append(request.get_json())
        return Response(request.args.get("challenge", "thank you"))

    httpserver.expect_request("/hook").respond_with_handler(answer)
    return httpserver.url_for("/hook")


@pytest.fixture(params=("sqlite", pytest.param("postgres", marks=pytest.mark.slow)))
def settings(request: pytest.FixtureRequest) -> dict[str, str]:
    """The settings of both starts; the port stays, or `demo.json` would have to change."""
    same = {"PORT": str(closed_port()), "OPENSLOT_OUTBOUND_ALLOW": "127.0.0.0/8"}
    if request.param == "postgres":
        same["DATABASE_URL"] = new_database(request.getfixturevalue("postgres_url"), name="kill_nine")
    return same


def test_after_a_kill_nine_the_booking_stands_and_each_promise_is_kept_once(
    tmp_path: Path, settings: dict[str, str], receiver: str, heard: list[dict[str, Any]]
) -> None:
    data = tmp_path / "data"
    with running(data, **settings) as first:
        told_before = (data / "demo.json").read_bytes()
        ask(first, "POST", "webhooks", json={"webhook_url": receiver, "trigger_types": ["booking.created"]})
        os.kill(first.children()[1], signal.SIGSTOP)
        booking = book(first)
        first.kill()
    assert (heard, mails_to_guest(data)) == ([], [])

    with running(data, **settings) as second:
        wait_for(lambda: promises_due(second) == 0, what=second.output)
        found = ask(second, "GET", f"scheduling/bookings/{booking['booking_id']}", params=page_of(second))

    assert (found["status"], found["event_id"]) == ("booked", booking["event_id"])
    assert [body["data"]["object"]["booking_id"] for body in heard] == [booking["booking_id"]]
    assert len(mails_to_guest(data)) == 1
    assert (data / "demo.json").read_bytes() == told_before


def book(server: Running) -> dict[str, Any]:
    """Book the first slot from tomorrow on: the first of today may be too near when it is booked at last."""
    tomorrow = int(time.time()) + 86_400
    window = {"start_time": tomorrow, "end_time": tomorrow + 10 * 86_400}
    slot = ask(server, "GET", "scheduling/availability", params=page_of(server) | window)["time_slots"][0]
    times = {"start_time": slot["start_time"], "end_time": slot["end_time"]}
    booked = ask(
        server, "POST", "scheduling/bookings", params=page_of(server), json={**times, "guest": GUEST}
    )
    return dict(booked)


def page_of(server: Running) -> dict[str, Any]:
    return {"configuration_id": server.demo()["configuration_id"]}


def ask(server: Running, method: str, path: str, **how: Any) -> Any:
    """Ask the API as the demo's program does; the answer's `data`."""
    demo = server.demo()
    bearer = {"Authorization": f"Bearer {demo['api_key']}"}
    answer = requests.request(
        method, f"{demo['base_url']}/v3/{path}", headers=bearer, timeout=HANG_SECONDS, **how
    )
    assert answer.status_code == 200, answer.text
    return answer.json()["data"]


def promises_due(server: Running) -> int:
    """How many mails and webhooks are still owed now."""
    numbers = requests.get(f"{server.demo()['base_url']}/metrics", timeout=HANG_SECONDS).text
    (line,) = [line for line in numbers.splitlines() if line.startswith("openslot_outbox_due ")]
    return int(float(line.split()[1]))


def mails_to_guest(data: Path) -> list[str]:
    """The subjects of the captured mails to the guest."""
    mails = [message_from_bytes(file.read_bytes()) for file in (data / "mail").glob("*.eml")]
    return [mail["Subject"] for mail in mails if GUEST["email"] in mail["To"]]
