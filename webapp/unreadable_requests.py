"""How the web server answers what is no request it can read, such as an address beyond its limit.

Such a request reaches no application, so nobody knows whether a person or a program sent it: both get the API's error,
where the server would send a page of its own.
"""

import uuid
from http import HTTPStatus
from typing import Any

import orjson

from webapp import security_headers
from webapp.blueprints.api import envelope
from webapp.blueprints.api.cors import ON_EVERY_ANSWER
from webapp.blueprints.api.errors import INTERNAL, INVALID_REQUEST
from webapp.refusals import statuses


def answer(status: int, *, base_url: str) -> tuple[str, list[tuple[str, str]], bytes]:
    """The status line, the headers and the body that say what is wrong. `base_url`: the setting BASE_URL."""
    request_id = str(uuid.uuid4())
    type_ = INVALID_REQUEST if status < 500 else INTERNAL
    body = orjson.dumps(envelope.error_body(type_, statuses.for_program(status), id_=request_id))
    headers = {
        **envelope.headers(request_id),
        **ON_EVERY_ANSWER,
        **security_headers.on_every_answer(base_url),
    }
    return f"{status} {HTTPStatus(status).phrase}", list(headers.items()), body


def status_of(problem: Any, *, is_address_whole: bool) -> int:
    """The status for a complaint of waitress, which knows no other word for an address that is too long."""
    return 414 if problem.code == 431 and not is_address_whole else int(problem.code)
