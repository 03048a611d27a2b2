"""The web server's worker with an application of its own: who is served while others hang, and how it stops."""

import json
import os
import resource
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from http.client import HTTPConnection
from pathlib import Path

import pytest

from bench.clients import CROWDS, connected
from config import PROJECT
from tests.receivers import closed_port
from tests.waiting import HANG_SECONDS, wait_for
from webapp.lib import clock
from webapp.web_worker import BODY_SECONDS, HEAD_SECONDS, IDLE_SECONDS, Connection

APPLICATION = """
import time

def app(environ, start_response):
    path = environ["PATH_INFO"]
    if path == "/slow":
        time.sleep(0.2)
    if path == "/broken":
        raise RuntimeError("planted")
    if path == "/origin":
        names = ("REMOTE_ADDR", "wsgi.url_scheme", "HTTP_HOST", "SCRIPT_NAME")
        body = " ".join(environ[name] for name in names).encode()
        start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
        return [body]
    body = b"x" * 3_000_000 if path == "/large" else environ["wsgi.input"].read() or b"served"
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
    return [body]


app.config = {"BASE_URL": "https://book.example.org"}
"""


class Served:
    """A gunicorn with our worker: one process, eight threads."""

    def __init__(self, folder: Path, *, files_at_most: int | None = None) -> None:
        (folder / "small_application.py").write_text(APPLICATION)
        self.port = closed_port()
        self._log = folder / "log"
        command = [sys.executable, "-m", "gunicorn", "small_application:app", "--chdir", str(folder)]
        command += ["--worker-class", "webapp.web_worker.WebWorker", "--bind", f"127.0.0.1:{self.port}"]
        command += ["--threads", "8", "--no-control-socket", "--graceful-timeout", "60"]
        environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
        with self._log.open("wb") as log:
            self.process = subprocess.Popen(
                command, env=environment, stdout=log, stderr=log, preexec_fn=limited(files_at_most)
            )
        wait_for(self._answers, what=self.log)

    def log(self) -> str:
        return self._log.read_text()

    def stop(self) -> None:
        self.process.kill()
        self.process.wait(HANG_SECONDS)

    def get(self, path: str = "/") -> tuple[int, bytes]:
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=HANG_SECONDS)) as connection:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read()

    def raw(self, request: bytes) -> bytes:
        """Everything that is answered until the connection is closed."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=HANG_SECONDS) as connection:
            connection.sendall(request)
            connection.shutdown(socket.SHUT_WR)
            return b"".join(iter(lambda: connection.recv(65536), b""))

    def _answers(self) -> bool:
        try:
            return self.get() == (200, b"served")
        except OSError:
            return False


def limited(files: int | None) -> Callable[[], None] | None:
    """What a process does before it becomes another program that may open only so many files."""
    if files is None:
        return None
    return lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server that the tests of this module share."""
    it = Served(tmp_path_factory.mktemp("served"))
    yield it
    it.stop()


@pytest.fixture
def stopping(tmp_path: Path) -> Iterator[Served]:
    """A server that the test itself stops."""
    it = Served(tmp_path)
    yield it
    it.stop()


FORWARDED = {
    "X-Forwarded-For": "192.0.2.9",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Protocol": "ssl",
    "X-Forwarded-Ssl": "on",
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Port": "443",
    "X-Forwarded-Prefix": "/evil",
    "X-Real-IP": "192.0.2.9",
    "Forwarded": "for=192.0.2.9;proto=https;host=evil.example",
}


def test_nothing_that_a_caller_says_of_a_proxy_is_believed_even_from_this_machine(served: Served) -> None:
    headers = "".join(f"{name}: {value}\r\n" for name, value in FORWARDED.items())

    answer = served.raw(
        f"GET /origin HTTP/1.1\r\nHost: a.example\r\n{headers}Connection: close\r\n\r\n".encode()
    )

    assert answer.endswith(b"\r\n\r\n127.0.0.1 http a.example ")


def test_nor_is_the_origin_of_an_absolute_address(served: Served) -> None:
    answer = served.raw(
        b"GET https://evil.example/origin HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n\r\n"
    )

    assert answer.endswith(b"\r\n\r\n127.0.0.1 http a.example ")


@pytest.mark.parametrize("kind", CROWDS)
def test_others_are_served_while_a_crowd_still_hangs(served: Served, kind: str) -> None:
    address = ("127.0.0.1", served.port)
    with ExitStack() as stack:
        crowd = [stack.enter_context(connected(address, kind, path="/large")) for _ in range(CROWDS[kind])]

        assert served.get() == (200, b"served")

        assert all(still_hangs(connection) for connection in crowd)


def still_hangs(connection: socket.socket) -> bool:
    """Whether the server waits for this client: it has closed nothing, and sent nothing but what is being read."""
    connection.setblocking(False)
    try:
        return connection.recv(1, socket.MSG_PEEK) != b""
    except BlockingIOError:
        return True


def test_a_connection_is_used_again_after_an_answer(served: Served) -> None:
    answers = []
    with closing(HTTPConnection("127.0.0.1", served.port, timeout=HANG_SECONDS)) as connection:
        for _ in range(3):
            connection.request("POST", "/", body=b"hello")
            answer = connection.getresponse()
            answers.append((answer.read(), answer.headers["Keep-Alive"]))

    assert answers == [(b"hello", f"timeout={IDLE_SECONDS}")] * 3
    assert IDLE_SECONDS >= 60


def test_every_request_in_progress_is_answered_when_the_server_stops(stopping: Served) -> None:
    sent = threading.Barrier(51, timeout=HANG_SECONDS)

    def ask(_: int) -> tuple[int, bytes]:
        with closing(HTTPConnection("127.0.0.1", stopping.port, timeout=HANG_SECONDS)) as connection:
            connection.request("GET", "/slow")
            sent.wait()
            answer = connection.getresponse()
            return answer.status, answer.read()

    with ThreadPoolExecutor(50) as callers:
        answers = [callers.submit(ask, number) for number in range(50)]
        sent.wait()
        stopping.process.send_signal(signal.SIGTERM)

        results = [answer.result(HANG_SECONDS) for answer in answers]

    assert results == [(200, b"served")] * 50, stopping.log()
    assert stopping.process.wait(HANG_SECONDS) == 0


def test_an_idle_connection_does_not_hold_up_a_stop(stopping: Served) -> None:
    with connected(("127.0.0.1", stopping.port), "kept alive") as idle:
        stopping.process.send_signal(signal.SIGTERM)

        assert stopping.process.wait(HANG_SECONDS) == 0
        idle.settimeout(HANG_SECONDS)
        assert idle.recv(65536) == b""


@pytest.mark.parametrize(
    ("request_bytes", "status"),
    [
        (b"no request at all\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nbad header\r\n\r\n", 400),
        (b"GET /" + b"a" * 20_000 + b" HTTP/1.1\r\n\r\n", 414),
        (b"GET / HTTP/1.1\r\nX: " + b"a" * 20_000 + b"\r\n\r\n", 431),
        (b"POST / HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n" + b"a" * 900_000, 413),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n", 501),
    ],
)
def test_what_cannot_be_read_is_answered_in_json(served: Served, request_bytes: bytes, status: int) -> None:
    head, _, body = served.raw(request_bytes).partition(b"\r\n\r\n")

    assert int(head.split()[1]) == status
    assert b"application/json" in head
    assert b"Strict-Transport-Security" in head
    assert set(json.loads(body)) == {"request_id", "error"}


def test_an_application_that_breaks_is_answered_in_json(served: Served) -> None:
    status, body = served.get("/broken")

    assert status == 500
    assert json.loads(body)["error"]["type"] == "internal_error"
    assert b"planted" not in body


@pytest.mark.parametrize(
    ("arriving", "headers_finished", "seconds"),
    [(True, False, HEAD_SECONDS), (True, True, BODY_SECONDS), (False, False, IDLE_SECONDS)],
)
def test_a_connection_has_its_time_for_headers_body_and_rest(
    arriving: bool, headers_finished: bool, seconds: int
) -> None:
    now = clock.now()
    connection = waiting_since(now, arriving=arriving, headers_finished=headers_finished)

    assert not connection.is_over(now + seconds)
    assert connection.is_over(now + seconds + 1)


def test_a_request_that_is_being_answered_may_take_as_long_as_it_needs() -> None:
    connection = waiting_since(0, arriving=False, headers_finished=False)
    connection.requests = [object()]

    assert not connection.is_over(clock.now())


def test_a_body_that_drips_gets_no_more_time_with_every_byte() -> None:
    now = clock.now()
    connection = waiting_since(now, arriving=True, headers_finished=True)
    connection.last_activity = now + BODY_SECONDS

    assert connection.is_over(now + BODY_SECONDS + 1)


def test_newcomers_are_served_when_silent_connections_have_taken_every_place(
    tmp_path: Path,
) -> None:
    served = Served(tmp_path, files_at_most=300)  # 150 connections, the rest for others
    with ExitStack() as stack:
        stack.callback(served.stop)
        for _ in range(200):
            stack.enter_context(socket.create_connection(("127.0.0.1", served.port), timeout=HANG_SECONDS))

        assert served.get() == (200, b"served")


def waiting_since(now: int, *, arriving: bool, headers_finished: bool) -> Connection:
    """A connection without a socket, on which something happened at `now` for the last time."""

    class Arriving:
        def __init__(self) -> None:
            self.headers_finished = headers_finished

    connection = Connection.__new__(Connection)
    connection.lingering_since = None
    connection.requests = []
    connection.request = Arriving() if arriving else None
    connection.arriving_since = connection.last_activity = int(now)
    return connection
