"""Of those who wait for an answer from elsewhere there are few, so that threads are left for everybody else."""

import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from flask import Flask
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response
from werkzeug.test import TestResponse

from tests.builders import make_api_key
from tests.receivers import closed_port
from webapp.lib import http
from webapp.lib.waiting_places import AT_MOST
from webapp.services.promises import foreign_answers

SECONDS = 30.0
PATHS = ["/v3/webhooks", "/v3/webhooks/send-test-event"]


class Slow:
    """A receiver that answers nobody before it is let."""

    def __init__(self, server: HTTPServer) -> None:
        self.url = server.url_for("/hook")
        self.asked = threading.Semaphore(0)
        self.let = threading.Event()
        server.expect_request("/hook").respond_with_handler(self._answer)

    def _answer(self, request: Request) -> Response:
        self.asked.release()
        self.let.wait(SECONDS)
        return Response(request.args.get("challenge"))


@pytest.fixture
def slow(httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Slow]:
    monkeypatch.setattr(http, "TIMEOUT_SECONDS", SECONDS)
    receiver = Slow(httpserver)
    yield receiver
    receiver.let.set()


@pytest.mark.parametrize("path", PATHS)
def test_when_a_few_wait_already_the_next_is_told_when_to_come_back(
    sqlite_app: Flask, slow: Slow, path: str
) -> None:
    headers = {"Authorization": f"Bearer {make_api_key()}"}
    bodies = {
        PATHS[0]: {"trigger_types": ["booking.created"], "webhook_url": slow.url},
        PATHS[1]: {"trigger_type": "booking.created", "webhook_url": slow.url},
    }

    def send(to: str) -> TestResponse:
        return sqlite_app.test_client().post(to, json=bodies[to], headers=headers)

    with ThreadPoolExecutor(AT_MOST) as threads:
        waiting: list[Future[TestResponse]] = [threads.submit(send, PATHS[0]) for _ in range(AT_MOST)]
        for _ in waiting:
            assert slow.asked.acquire(timeout=SECONDS)
        refused = send(path)
        slow.let.set()
        answers = [one.result(SECONDS) for one in waiting]

    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "30")
    assert "Too many other addresses are being asked just now" in refused.get_json()["error"]["message"]
    assert [answer.status_code for answer in answers] == [200] * AT_MOST
    assert send(path).status_code == 200


def test_a_failure_gives_its_place_back(sqlite_app: Flask, closed_address: str) -> None:
    for _ in range(AT_MOST + 1):
        with pytest.raises(foreign_answers.ChallengeFailed):
            foreign_answers.ask("GET", closed_address)


@pytest.fixture
def closed_address() -> str:
    return f"http://127.0.0.1:{closed_port()}/"
