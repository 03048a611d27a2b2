"""Servers that deliveries go to: one that notes what came, and some that misbehave on the wire."""

import queue
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from webapp.lib import http
from webapp.services.promises import foreign_answers


class Receiver:
    """A webhook receiver. `ids` in order of arrival, also as a queue; `answer` decides each status."""

    def __init__(
        self, server: HTTPServer, path: str, answer: Callable[[Request], int] = lambda _: 200
    ) -> None:
        self.url = server.url_for(path)
        self.came: queue.Queue[str] = queue.Queue()
        self.ids: list[str] = []
        self._answer = answer
        server.expect_request(path, method="POST").respond_with_handler(self._receive)

    def _receive(self, request: Request) -> Response:
        self.ids.append(request.get_json()["id"])
        self.came.put(self.ids[-1])
        return Response(status=self._answer(request))


@contextmanager
def tcp_server(speak: Callable[[socket.socket], None]) -> Iterator[int]:
    """Serve each connection by `speak(connection)` in a thread of its own. Yields the port on 127.0.0.1."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve(connection: socket.socket) -> None:
        with suppress(OSError), connection:
            speak(connection)

    def accept() -> None:
        with suppress(OSError):
            while True:
                connection, _ = listener.accept()
                threading.Thread(target=serve, args=(connection,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield int(listener.getsockname()[1])
    finally:
        listener.close()


def closed_port() -> int:
    """A port on 127.0.0.1 where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@pytest.fixture
def webhooks_in_memory(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every address repeats its challenge and takes every test. Returns what was asked, in order."""
    asked = []

    def answer(method: str, url: str, **_options: Any) -> http.Reply:
        asked.append(f"{method} {url}")
        return http.Reply(200, {}, url.rpartition("challenge=")[2].encode())

    monkeypatch.setattr(foreign_answers, "ask", answer)
    return asked
