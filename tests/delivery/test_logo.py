"""A logo as it is fetched from a real server, and as mails show it."""

import re
import socket

import pytest
from flask import Flask
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from config import OutboundAllow
from tests.builders import NOW
from tests.pictures import opened, picture
from tests.promises import mail_payload
from tests.receivers import closed_port, tcp_server
from webapp.delivery import logo
from webapp.delivery.rendering import render
from webapp.errors import DeliveryFailed
from webapp.lib import pictures
from webapp.outbox import Claimed

pytestmark = pytest.mark.usefixtures("sqlite_app")


def claimed(address: str) -> Claimed:
    return Claimed(
        id=1,
        uid="0f9d1c1e-1111-4222-8333-444455556666",
        kind="logo",
        name="logo",
        destination=address,
        payload={"logo_id": "1"},
        attempt=1,
        token="token",
        booking_id=None,
        created_at=NOW,
    )


def failure(address: str) -> tuple[str, bool]:
    with pytest.raises(DeliveryFailed) as failed:
        logo.fetch(claimed(address))
    return failed.value.reason, failed.value.retry


def serve(server: HTTPServer, path: str, answer: Response) -> str:
    server.expect_request(path).respond_with_handler(lambda _: answer)
    return server.url_for(path)


def test_a_logo_is_fetched_and_encoded_anew(httpserver: HTTPServer) -> None:
    asked: list[str] = []

    def answer(request: Request) -> Response:
        asked.append(request.headers["Accept"])
        return Response(picture(900, 900, format_="JPEG"), content_type="text/html")

    httpserver.expect_request("/logo").respond_with_handler(answer)

    found = logo.fetch(claimed(httpserver.url_for("/logo")))

    assert (found.content_type, opened(found.body).size) == ("image/png", (240, 240))
    assert asked == ["image/png, image/jpeg, image/webp"]


def test_a_redirect_is_followed_a_few_times(httpserver: HTTPServer) -> None:
    serve(httpserver, "/3", Response(picture()))
    for step in range(3):
        serve(httpserver, f"/{step}", Response(status=302, headers={"Location": f"/{step + 1}"}))
    serve(httpserver, "/round", Response(status=302, headers={"Location": "/round"}))

    assert logo.fetch(claimed(httpserver.url_for("/0"))).width == 60
    assert failure(httpserver.url_for("/round")) == ("too_many_redirects", False)


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://x.example/a", "http://a@b/c"])
def test_a_redirect_to_what_is_no_web_address_is_not_followed(httpserver: HTTPServer, target: str) -> None:
    address = serve(httpserver, "/away", Response(status=302, headers={"Location": target}))

    assert failure(address) == ("invalid_url", False)


def test_a_redirect_reaches_no_private_network(
    sqlite_app: Flask, httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(
        sqlite_app.config,
        "OPENSLOT_OUTBOUND_ALLOW",
        OutboundAllow(hosts=frozenset({"localhost"}), networks=()),
    )
    target = {"Location": f"http://127.0.0.1:{httpserver.port}/secret"}
    serve(httpserver, "/away", Response(status=302, headers=target))
    serve(httpserver, "/secret", Response(picture()))

    assert failure(f"http://localhost:{httpserver.port}/away") == ("private_address", False)


@pytest.mark.parametrize(
    ("status", "retry"), [(404, False), (403, False), (204, False), (302, False), (429, True), (503, True)]
)
def test_an_answer_without_a_picture_is_a_failure(httpserver: HTTPServer, status: int, retry: bool) -> None:
    assert failure(serve(httpserver, "/logo", Response(status=status))) == (f"answered {status}", retry)


def test_a_server_that_does_not_answer_is_asked_again() -> None:
    assert failure(f"http://127.0.0.1:{closed_port()}/") == ("connection_refused", True)


def test_what_is_no_picture_is_refused_for_good(httpserver: HTTPServer) -> None:
    svg = Response("<svg xmlns='http://www.w3.org/2000/svg'/>", content_type="image/png")

    assert failure(serve(httpserver, "/logo", svg)) == ("image.unknown_format", False)


def test_a_file_that_has_no_end_is_not_read_to_it(httpserver: HTTPServer) -> None:
    large = Response(bytes(pictures.BYTES_AT_MOST + 1))

    assert failure(serve(httpserver, "/logo", large)) == ("response_too_large", False)


def test_a_redirect_that_nobody_can_read_is_not_followed() -> None:
    def answer(connection: socket.socket) -> None:
        connection.recv(65_536)
        connection.sendall(b"HTTP/1.1 302 Found\r\nLocation: http://[\r\nContent-Length: 0\r\n\r\n")

    with tcp_server(answer) as port:
        assert failure(f"http://127.0.0.1:{port}/logo") == ("invalid_url", False)


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://book.example.org/images/1", "https://book.example.org/images/1"),
        ("https://cdn.example.net/logo.png", None),
        (None, None),
    ],
)
def test_a_mail_shows_a_logo_of_ours_and_asks_no_other_host(address: str | None, shown: str | None) -> None:
    html = render("guest_booked", mail_payload(logo=address)).html

    sources = re.findall(r'<img[^>]* src="([^"]*)"', html)
    assert sources == ([shown] if shown else [])
    assert "cdn.example.net" not in html
