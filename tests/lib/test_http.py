"""HTTP requests: what is fetched, what is refused, and the name of each failure."""

import gzip
import ipaddress
import socket
import time
from collections.abc import Callable, Iterator
from typing import ClassVar

import pytest
from flask import Flask
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from config import OutboundAllow
from tests.receivers import closed_port, tcp_server
from tests.waiting import HANG_SECONDS, POLL_SECONDS
from webapp.extensions import db
from webapp.lib import http

LOOPBACK = OutboundAllow(hosts=frozenset(), networks=(ipaddress.ip_network("127.0.0.0/8"),))
NOTHING = OutboundAllow(hosts=frozenset(), networks=())


@pytest.fixture(autouse=True)
def app() -> Iterator[Flask]:
    app = Flask("door")
    app.config.update(
        TESTING=True, OPENSLOT_OUTBOUND_ALLOW=LOOPBACK, SQLALCHEMY_DATABASE_URI="sqlite:///:memory:"
    )
    db.init_app(app)
    with app.app_context():
        yield app


def failure(url: str, **options: float) -> str:
    with pytest.raises(http.HttpFailed) as failed:
        http.request("GET", url, **options)  # type: ignore[arg-type]
    return failed.value.reason


def test_sends_body_and_headers_and_gives_the_answer_back(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/hook", method="POST", data="ping", headers={"X-Mark": "7"}).respond_with_data(
        "pong", status=201, headers={"X-Back": "yes"}
    )

    reply = http.request("POST", httpserver.url_for("/hook"), headers={"X-Mark": "7"}, body=b"ping")

    assert (reply.status, reply.headers["x-back"], reply.body) == (201, "yes", b"pong")


def test_an_error_status_is_an_answer(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/").respond_with_data("no", status=503)

    assert http.request("GET", httpserver.url_for("/")).status == 503


def test_a_redirect_is_not_followed(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/").respond_with_data("", status=302, headers={"Location": "/secret"})

    assert http.request("GET", httpserver.url_for("/")).status == 302
    assert len(httpserver.log) == 1


def test_a_proxy_of_the_environment_is_not_used(
    httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{closed_port()}")
    httpserver.expect_request("/").respond_with_data("direct")

    assert http.request("GET", httpserver.url_for("/")).body == b"direct"


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "127.1",
        "2130706433",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "0.0.0.0",
        "169.254.169.254",
        "10.0.0.1",
        "100.64.0.1",
        "[fd00::1]",
        "[fec0::1]",
        "[::127.0.0.1]",
        "[::ffff:0:127.0.0.1]",
        "[64:ff9b::127.0.0.1]",
        "[2002:7f00:1::1]",
        "[2001:0:4136:e378:8000:63bf:80ff:fffe]",
        "224.0.0.1",
        "guest@127.0.0.1",
    ],
)
def test_a_private_host_is_refused(app: Flask, host: str) -> None:
    app.config["OPENSLOT_OUTBOUND_ALLOW"] = NOTHING

    assert failure(f"http://{host}/") == "private_address"


def test_a_private_host_outside_the_allowed_network_is_refused(app: Flask) -> None:
    app.config["OPENSLOT_OUTBOUND_ALLOW"] = OutboundAllow(
        hosts=frozenset(), networks=(ipaddress.ip_network("10.0.0.0/8"),)
    )

    assert failure("http://127.0.0.1/") == "private_address"


def test_a_host_allowed_by_name_is_reached(app: Flask, httpserver: HTTPServer) -> None:
    app.config["OPENSLOT_OUTBOUND_ALLOW"] = OutboundAllow(hosts=frozenset({"localhost"}), networks=())
    httpserver.expect_request("/").respond_with_data("inside")

    assert http.request("GET", f"http://LOCALHOST:{httpserver.port}/").body == b"inside"


@pytest.mark.parametrize(
    "url",
    ["ftp://example.org/", "file:///etc/passwd", "example.org", "http://", "http://[::1", "http://a b/"],
)
def test_what_is_no_web_address_is_refused(url: str) -> None:
    assert failure(url) == "invalid_url"


def test_a_closed_port_is_named() -> None:
    assert failure(f"http://127.0.0.1:{closed_port()}/") == "connection_refused"


def test_an_unknown_name_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)

    assert failure("http://calendar.example/") == "dns_lookup_failed"


def test_a_server_without_tls_is_named() -> None:
    with tcp_server(lambda connection: connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")) as port:
        assert failure(f"https://127.0.0.1:{port}/") == "tls_failed"


def test_a_server_that_hangs_up_is_named() -> None:
    with tcp_server(lambda connection: connection.recv(1000)) as port:  # type: ignore[arg-type]
        assert failure(f"http://127.0.0.1:{port}/") == "connection_lost"


class TimerByHand:
    """A timer that runs out when a test says so."""

    started: ClassVar[list["TimerByHand"]] = []

    def __init__(self, seconds: float, run_out: Callable[[], None]) -> None:
        self.seconds = seconds
        self.run_out = run_out

    def start(self) -> None:
        self.started.append(self)

    def cancel(self) -> None:
        """It runs out by hand only."""


@pytest.fixture
def timers(monkeypatch: pytest.MonkeyPatch) -> list[TimerByHand]:
    """The timers of all deadlines, which the test lets run out."""
    monkeypatch.setattr(TimerByHand, "started", [])
    monkeypatch.setattr("webapp.lib.deadline.Timer", TimerByHand)
    return TimerByHand.started


def test_a_silent_server_is_left_at_the_deadline(timers: list[TimerByHand]) -> None:
    def stay_silent(connection: socket.socket) -> None:
        connection.recv(1000)
        timers[0].run_out()
        connection.recv(1000)

    with tcp_server(stay_silent) as port:
        assert failure(f"http://127.0.0.1:{port}/", timeout=HANG_SECONDS) == "answer_timeout"
    assert [timer.seconds for timer in timers] == [HANG_SECONDS]


@pytest.mark.parametrize("start", [b"HTTP/1.1 200 OK\r\nX-Long: ", b"HTTP/1.1 200 OK\r\n\r\n", b""])
def test_a_server_that_drips_is_left_at_the_deadline(timers: list[TimerByHand], start: bytes) -> None:
    def drip(connection: socket.socket) -> None:
        connection.recv(1000)
        connection.sendall(start)
        timers[0].run_out()
        while True:  # until the connection is closed
            connection.sendall(b"x")
            time.sleep(POLL_SECONDS)

    with tcp_server(drip) as port:
        assert failure(f"http://127.0.0.1:{port}/", timeout=HANG_SECONDS) == "answer_timeout"


def test_a_long_body_is_refused(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/").respond_with_data("x" * 1001)

    assert failure(httpserver.url_for("/"), max_bytes=1000) == "response_too_large"


def test_a_body_is_measured_unpacked(httpserver: HTTPServer) -> None:
    def bomb(_: Request) -> Response:
        return Response(gzip.compress(b"0" * 5_000_000), headers={"Content-Encoding": "gzip"})

    httpserver.expect_request("/").respond_with_handler(bomb)

    assert failure(httpserver.url_for("/"), max_bytes=1_000_000) == "response_too_large"


def test_a_body_nobody_wants_is_not_read(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/").respond_with_data("x" * 1001)

    assert http.request("GET", httpserver.url_for("/"), max_bytes=0).body == b""


def test_an_open_transaction_is_refused_in_tests(httpserver: HTTPServer) -> None:
    db.session.execute(db.select(1))

    with pytest.raises(RuntimeError, match="transaction"):
        http.request("GET", httpserver.url_for("/"))


def test_only_what_can_change_by_itself_is_worth_a_retry() -> None:
    assert not http.HttpFailed("private_address").retry
    assert http.HttpFailed("connection_refused").retry


def test_requests_of_one_conversation_keep_their_connection() -> None:
    connections = []

    def speak(connection: socket.socket) -> None:
        connections.append(connection)
        while connection.recv(1000):
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nhere")

    with tcp_server(speak) as port, http.conversation(HANG_SECONDS) as talk:
        bodies = [talk.request("GET", f"http://127.0.0.1:{port}/").body for _ in range(2)]

    assert (bodies, len(connections)) == ([b"here", b"here"], 1)


@pytest.mark.parametrize(("each", "counted"), [(False, 1), (True, 3)])
def test_the_time_of_a_conversation_counts_for_all_of_it_or_for_each_request(
    httpserver: HTTPServer, timers: list[TimerByHand], each: bool, counted: int
) -> None:
    httpserver.expect_request("/").respond_with_data("here")

    with http.conversation(HANG_SECONDS, each=each) as talk:
        for _ in range(2):
            talk.request("GET", httpserver.url_for("/"))

    assert len(timers) == counted


@pytest.mark.parametrize(
    "challenge", ["Digest", 'Digest realm="x"', 'Digest realm="x", nonce="1", qop="auth-int"', "Digest ,=,"]
)
def test_a_challenge_that_cannot_be_answered_has_no_answer(challenge: str) -> None:
    answer = http.digest_authorization(
        challenge, "GET", "https://example.org/", username="maya", password="secret"
    )

    assert answer is None


def test_a_challenge_is_answered_without_the_password_in_it() -> None:
    challenge = 'Digest realm="x", nonce="1", qop="auth", algorithm=SHA-256'
    answer = http.digest_authorization(
        challenge, "GET", "https://example.org/dav/?a=1", username="maya", password="secret"
    )

    assert answer is not None
    assert answer.startswith('Digest username="maya", realm="x", nonce="1", uri="/dav/?a=1"')
    assert "secret" not in answer
