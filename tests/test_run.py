"""`./run`: what it serves, and on which Python."""

import ast
import http.client
import json
import runpy
import socket
import stat
import sys
import urllib.parse
import urllib.request
from collections.abc import Iterator

import pytest

from config import PROJECT
from tests.running import (
    Running,
    running,
)
from tests.waiting import HANG_SECONDS


def test_an_old_python_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 12))

    with pytest.raises(SystemExit, match="Python 3.11 or newer is needed, this is 3.10"):
        runpy.run_path(str(PROJECT / "run"), run_name="__main__")


def test_an_old_python_can_read_it_to_say_so() -> None:
    ast.parse((PROJECT / "run").read_text(), feature_version=(3, 4))


def test_one_command_serves_every_address_it_prints(served: Running) -> None:
    demo = served.demo()
    pages = {name: demo[name] for name in ("booking_page", "pending_booking_page", "dashboard_url")}

    answers = {
        name: urllib.request.urlopen(page, timeout=HANG_SECONDS).status for name, page in pages.items()
    }

    assert answers == dict.fromkeys(pages, 200)
    assert all(page in served.output() for page in pages.values())


@pytest.mark.parametrize(
    ("request_text", "status"),
    [
        (f"GET /v3/scheduling/availability?slug={'a' * 20_000} HTTP/1.1", 414),
        (f"GET /v3 HTTP/1.1\r\nX-Long: {'a' * 20_000}", 431),
        ("GET /v3 HTTP/9.9", 400),
        ("hello", 400),
    ],
)
def test_what_is_no_request_is_answered_in_json(served: Running, request_text: str, status: int) -> None:
    address = urllib.parse.urlsplit(served.demo()["base_url"])
    with socket.create_connection((address.hostname, address.port), timeout=HANG_SECONDS) as connection:
        connection.sendall(f"{request_text}\r\nHost: x\r\n\r\n".encode())
        answer = http.client.HTTPResponse(connection)
        answer.begin()
        body = json.loads(answer.read())

    assert (answer.status, body["error"]["type"]) == (status, "invalid_request_error")
    assert body["request_id"] == answer.headers["x-request-id"]
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_demo_json_is_for_its_owner_only(served: Running) -> None:
    assert stat.S_IMODE((served.data / "demo.json").stat().st_mode) == 0o600


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The real program, running."""
    with running(tmp_path_factory.mktemp("served") / "data") as it:
        yield it
