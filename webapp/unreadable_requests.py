"""How the web server answers what is no request it can read, such as an address beyond its limit.

Such a request reaches no application, so nobody knows whether a person or a program asked: both get the API's error,
where the server would send a page of its own.
"""

import socket
import uuid
from http import HTTPStatus
from typing import Any

import orjson
from gunicorn.http.errors import LimitRequestHeaders, LimitRequestLine, ParseException
from gunicorn.util import write_nonblock
from gunicorn.workers.gthread import ThreadWorker

from webapp.blueprints.api.cors import ON_EVERY_ANSWER
from webapp.blueprints.api.envelope import REQUEST_ID_HEADER
from webapp.blueprints.api.errors import INTERNAL, INVALID_REQUEST, UNFORESEEN

SENTENCES = {
    414: "The address of the request is too long.",
    431: "The headers of the request are too long.",
}


class WebWorker(ThreadWorker):
    """gunicorn's threaded worker, but for its words."""

    def handle_error(self, req: Any, client: socket.socket, addr: Any, exc: Exception) -> None:
        """Answer in JSON. The log says what was wrong, and nothing of what was sent."""
        if isinstance(exc, ParseException):
            self.log.warning("unreadable request: %s", type(exc).__name__)
        else:
            self.log.error("a request could not be answered", exc_info=exc)
        try:
            write_nonblock(client, answer(_status(exc)))
        except OSError:
            self.log.debug("The caller did not wait for the answer.")


def answer(status: int) -> bytes:
    """A whole HTTP answer that says what is wrong, and closes the connection."""
    request_id = str(uuid.uuid4())
    type_ = INVALID_REQUEST if status < 500 else INTERNAL
    message = SENTENCES.get(status, "The request could not be read." if status < 500 else UNFORESEEN)
    body = orjson.dumps({"request_id": request_id, "error": {"type": type_, "message": message}})
    headers = {
        "Content-Type": "application/json",
        "Content-Length": str(len(body)),
        "Connection": "close",
        REQUEST_ID_HEADER: request_id,
        **ON_EVERY_ANSWER,
    }
    lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}", *(f"{k}: {v}" for k, v in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode() + body


def _status(problem: Exception) -> int:
    if isinstance(problem, LimitRequestLine):
        return 414
    if isinstance(problem, LimitRequestHeaders):
        return 431
    return 400 if isinstance(problem, ParseException) else 500
