"""The shape of every answer (wire contract section 1): `request_id` in the body and, the same, in a header."""

import uuid
from collections.abc import Sequence
from typing import Any

import orjson
from flask import Response, request

from webapp.blueprints.api.payloads import queries
from webapp.blueprints.api.payloads.queries import Query

REQUEST_ID_HEADER = "x-request-id"
_ENVIRON_KEY = "openslot.request_id"


class SelectQuery(Query):
    select: str | None = None
    """Only these fields of the answer, joined by commas."""


def answer(data: Any, status: int = 200) -> Response:
    """A success: `{"request_id", "data"}`. An object is cut to the fields that `select` names."""
    return _json({"request_id": request_id(), "data": _selected([data])[0]}, status)


def bare(data: dict[str, Any]) -> Response:
    """A success without an envelope, as OAuth has it: `request_id` beside the other keys."""
    return _json({"request_id": request_id(), **data}, 200)


def listing(rows: Sequence[Any], next_cursor: str | None = None) -> Response:
    """A page of a list, each row cut to `select`; `next_cursor` is there only when there is more."""
    body: dict[str, Any] = {"request_id": request_id(), "data": _selected(rows)}
    if next_cursor is not None:
        body["next_cursor"] = next_cursor
    return _json(body, 200)


def deleted(data: Any = None) -> Response:
    """What a deletion answers: 200 with a body, because both SDKs parse it (section 0, rule 8)."""
    return _json({"request_id": request_id(), **({} if data is None else {"data": data})}, 200)


def not_modified() -> Response:
    """What somebody already has is still so: 304 without a body."""
    response = Response(status=304)
    response.headers[REQUEST_ID_HEADER] = request_id()
    return response


def error(type_: str, message: str, status: int, **more: Any) -> Response:
    """A failure: `{"request_id", "error": {"type", "message"}}`, and never a key `data` (section 0, rule 3)."""
    return _json(error_body(type_, message, id_=request_id(), **more), status)


def error_body(type_: str, message: str, *, id_: str, **more: Any) -> dict[str, Any]:
    """The same before it is JSON; `id_` is the request's."""
    return {"request_id": id_, "error": {"type": type_, "message": message, **more}}


def headers(id_: str) -> dict[str, str]:
    """The headers of every answer with a body; `id_` is the request's."""
    # A view whose answer may be kept says so itself.
    return {"Content-Type": "application/json", "Cache-Control": "no-store", REQUEST_ID_HEADER: id_}


def request_id() -> str:
    """This request's id, made when first asked for."""
    # Kept with the request and not in `g`: a test that holds an application context shares one `g` among requests.
    if _ENVIRON_KEY not in request.environ:
        request.environ[_ENVIRON_KEY] = str(uuid.uuid4())
    return str(request.environ[_ENVIRON_KEY])


def _selected(rows: Sequence[Any]) -> list[Any]:
    fields = queries.read(SelectQuery).select if queries.is_sent("select") else None
    if fields is None:
        return list(rows)
    names = {name.strip() for name in fields.split(",")}
    return [_cut(row, names) if isinstance(row, dict) else row for row in rows]


def _cut(row: dict[str, Any], names: set[str]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name in names}


def _json(body: Any, status: int) -> Response:
    return Response(orjson.dumps(body), status=status, headers=headers(request_id()))
