"""Requests: who is given the password, what is followed, and what each failure is called."""

import hashlib
import socket
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from flask import Flask
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from config import OutboundAllow
from tests.caldav_answers import answering, multistatus, response
from tests.caldav_servers import PASSWORD, USERNAME, CalDavServer
from tests.receivers import closed_port, tcp_server
from webapp.errors import ProviderError
from webapp.lib.caldav import client
from webapp.lib.caldav.client import Client, Login, checked, followed, signed_in
from webapp.lib.caldav.multistatus import DAV

NAME = f"{DAV}displayname"
SignIn = Callable[[str], Client]


def login(url: str, *, password: str = PASSWORD) -> Login:
    return Login(home=url, username=USERNAME, password=password)


def refusal(url: str, *, timeout: float = 60) -> ProviderError:
    with pytest.raises(ProviderError) as refused, signed_in(login(url), timeout=timeout) as asking:
        asking.propfind(url, (NAME,))
    return refused.value


def test_both_servers_let_us_in(caldav_server: CalDavServer, sign_in: SignIn) -> None:
    url = caldav_server.home

    assert sign_in(url).propfind(url, (NAME,)).resources


def test_a_wrong_password_is_refused(radicale_server: CalDavServer) -> None:
    url = radicale_server.home

    with (
        pytest.raises(ProviderError, match="provider.refused"),
        signed_in(login(url, password="wrong"), timeout=60) as asking,
    ):
        asking.propfind(url, (NAME,))


def test_a_server_that_takes_only_digest_gets_digest(httpserver: HTTPServer, sign_in: SignIn) -> None:
    def answer(request: Request) -> Response | str:
        given = request.authorization
        if given is None or given.type != "digest":
            offer = 'Digest realm="BaikalDAV", qop="auth", nonce="n1", opaque="o1"'
            return Response(status=401, headers={"WWW-Authenticate": offer})
        assert given.response == digest(request.method, given.parameters)
        return multistatus(response("/"))

    answering(httpserver, answer)
    asking = sign_in(httpserver.url_for("/"))

    for _ in range(2):
        assert asking.propfind(httpserver.url_for("/dav/"), (NAME,)).resources
    assert len(httpserver.log) == 3  # asked for it once


def digest(method: str, given: dict[str, str | None]) -> str:
    """What RFC 7616 section 3.4.1 makes of the right password."""

    def md5(text: str) -> str:
        return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()

    person, asked = md5(f"{USERNAME}:BaikalDAV:{PASSWORD}"), md5(f"{method}:{given['uri']}")
    return md5(f"{person}:n1:{given['nc']}:{given['cnonce']}:auth:{asked}")


def test_a_wrong_password_for_digest_is_refused_after_one_more_try(httpserver: HTTPServer) -> None:
    offer = 'Digest realm="x", qop="auth", nonce="n1"'
    answering(httpserver, lambda _: Response(status=401, headers={"WWW-Authenticate": offer}))

    assert refusal(httpserver.url_for("/")).code == "provider.refused"
    assert len(httpserver.log) == 2


def test_a_redirect_on_the_same_server_is_followed_with_method_and_body(
    httpserver: HTTPServer, sign_in: SignIn
) -> None:
    def answer(request: Request) -> Response | str:
        if request.path == "/dav":
            return Response(status=301, headers={"Location": "/dav/"})
        assert (request.method, bool(request.data)) == ("PROPFIND", True)
        return multistatus(response("/dav/"))

    answering(httpserver, answer)

    assert sign_in(httpserver.url_for("/")).propfind(httpserver.url_for("/dav"), (NAME,)).resources


def test_a_redirect_to_another_server_gets_neither_password_nor_request(httpserver: HTTPServer) -> None:
    came = []

    def note(_: object) -> None:
        came.append(1)

    with tcp_server(note) as port:
        elsewhere = f"http://127.0.0.1:{port}/"
        answering(httpserver, lambda _: Response(status=302, headers={"Location": elsewhere}))
        refused = refusal(httpserver.url_for("/"))

    assert (refused.code, refused.values, came) == ("provider.elsewhere", {"host": "127.0.0.1"}, [])


def test_redirects_in_a_circle_come_to_an_end(httpserver: HTTPServer) -> None:
    answering(httpserver, lambda _: Response(status=302, headers={"Location": "/"}))

    assert refusal(httpserver.url_for("/")).code == "provider.not_understood"


@pytest.mark.parametrize("location", ["", "ftp://127.0.0.1/", "http:///dav/"])
def test_a_redirect_to_nowhere_is_not_understood(httpserver: HTTPServer, location: str) -> None:
    answering(httpserver, lambda _: Response(status=302, headers={"Location": location}))

    assert refusal(httpserver.url_for("/")).code in ("provider.not_understood", "provider.elsewhere")


def test_a_redirect_leads_into_no_private_network(app: Flask) -> None:
    app.config["OPENSLOT_OUTBOUND_ALLOW"] = OutboundAllow(hosts=frozenset(), networks=())

    with pytest.raises(ProviderError, match="provider.private_address"):
        followed("http://127.0.0.1/.well-known/caldav", timeout=60)


def test_nothing_is_sent_where_a_password_could_be_read(app: Flask) -> None:
    app.config["OPENSLOT_OUTBOUND_ALLOW"] = OutboundAllow(hosts=frozenset(), networks=())

    assert refusal("http://127.0.0.1/").code == "provider.not_secure"


@pytest.mark.parametrize(
    ("status", "headers", "code", "values"),
    [
        (403, {}, "provider.forbidden", {}),
        (404, {}, "provider.gone", {}),
        (410, {}, "provider.gone", {}),
        (405, {}, "provider.failed", {"status": 405}),
        (500, {}, "provider.failed", {"status": 500}),
        (503, {}, "provider.failed", {"status": 503}),
        (503, {"Retry-After": "120"}, "provider.throttled", {"seconds": 120}),
        (429, {"Retry-After": "7"}, "provider.throttled", {"seconds": 7}),
        (429, {"Retry-After": "0"}, "provider.throttled", {"seconds": 1}),
        (429, {"Retry-After": "9999999"}, "provider.throttled", {"seconds": 86_400}),
        (429, {}, "provider.throttled", {"seconds": 60}),
        (429, {"Retry-After": "soon"}, "provider.throttled", {"seconds": 60}),
    ],
)
def test_each_status_has_its_refusal(
    httpserver: HTTPServer, status: int, headers: dict[str, str], code: str, values: dict[str, int]
) -> None:
    answering(httpserver, lambda _: Response("<html>no</html>", status=status, headers=headers))

    refused = refusal(httpserver.url_for("/"))

    assert (refused.code, refused.values) == (code, values)


def test_a_time_to_wait_until_counts_from_the_time_of_the_server() -> None:
    dates = "Retry-After: Mon, 04 Jan 2027 09:05:00 GMT\r\nDate: Mon, 04 Jan 2027 09:00:00 GMT"
    answer = f"HTTP/1.1 429 Too Many\r\n{dates}\r\nContent-Length: 0\r\n\r\n".encode()

    def speak(connection: socket.socket) -> None:
        connection.recv(1 << 20)
        connection.sendall(answer)

    with tcp_server(speak) as port:
        assert refusal(f"http://127.0.0.1:{port}/").values == {"seconds": 300}


def test_html_instead_of_an_answer_is_not_understood(httpserver: HTTPServer) -> None:
    answering(httpserver, lambda _: Response("<html><body>Hello</body></html>", mimetype="text/html"))

    assert refusal(httpserver.url_for("/")).code == "provider.not_understood"


def test_an_answer_without_end_is_cut(httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "BYTES_AT_MOST", 100_000)
    answering(httpserver, lambda _: Response((b"x" * 10_000 for _ in iter(int, 1)), status=207))

    assert refusal(httpserver.url_for("/")).code == "provider.too_large"


def test_a_server_that_says_nothing_is_given_up() -> None:
    def listen(connection: socket.socket) -> None:
        while connection.recv(1 << 20):
            pass

    with tcp_server(listen) as port:
        assert refusal(f"http://127.0.0.1:{port}/", timeout=0.2).code == "provider.too_slow"


def test_a_server_that_is_away_cannot_be_reached() -> None:
    assert refusal(f"http://127.0.0.1:{closed_port()}/").code == "provider.unreachable"


def test_redirects_are_followed_without_a_password(httpserver: HTTPServer) -> None:
    def answer(request: Request) -> Response:
        assert "Authorization" not in request.headers
        if request.path == "/.well-known/caldav":
            return Response(status=301, headers={"Location": "/remote.php/dav"})
        return Response(status=401)

    answering(httpserver, answer)

    found = followed(httpserver.url_for("/.well-known/caldav"), timeout=60)

    assert urlsplit(found).path == "/remote.php/dav"


def test_a_redirect_to_another_server_in_plain_http_is_not_followed(httpserver: HTTPServer) -> None:
    elsewhere = f"http://127.0.0.1:{closed_port()}/"
    answering(httpserver, lambda _: Response(status=302, headers={"Location": elsewhere}))

    with pytest.raises(ProviderError, match="provider.not_secure"):
        followed(httpserver.url_for("/"), timeout=60)


def test_an_answer_that_did_what_was_asked_is_passed_on(httpserver: HTTPServer, sign_in: SignIn) -> None:
    answering(httpserver, lambda _: Response("text", status=200))
    there = httpserver.url_for("/a.ics")

    reply, url = sign_in(there).request("GET", there)

    assert (checked(reply).body, url) == (b"text", there)
