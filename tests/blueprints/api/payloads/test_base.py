"""The body of a request: a JSON object that could be written again."""

from typing import Annotated

import pytest
from flask import Flask
from pydantic import Field
from werkzeug.exceptions import RequestEntityTooLarge

from webapp.blueprints.api.payloads import base
from webapp.blueprints.api.payloads.base import Payload
from webapp.errors import InvalidInput


class Box(Payload):
    size: Annotated[int, Field(ge=1)]


def refusal(app: Flask, body: bytes, *, optional: bool = False) -> str:
    with app.test_request_context(data=body), pytest.raises(InvalidInput) as refused:
        base.body(optional=optional)
    return refused.value.code


def test_a_body_is_read_as_its_payload_and_unknown_keys_are_ignored(sqlite_app: Flask) -> None:
    with sqlite_app.test_request_context(data=b'{"size": 3, "action": "x"}'):
        assert base.read(Box).size == 3


def test_what_does_not_fit_is_refused_by_its_field(sqlite_app: Flask) -> None:
    with sqlite_app.test_request_context(data=b'{"size": 0}'), pytest.raises(InvalidInput) as refused:
        base.read(Box)

    assert refused.value.field == "size"


@pytest.mark.parametrize("body", [b"", b"{", b"{'a': 1}", b"\xff", b'{"a": NaN}'])
def test_what_is_no_json_is_refused(sqlite_app: Flask, body: bytes) -> None:
    assert refusal(sqlite_app, body) == "body.no_json"


@pytest.mark.parametrize("body", [b"[]", b"7", b"null", b'"text"'])
def test_what_is_no_object_is_refused(sqlite_app: Flask, body: bytes) -> None:
    assert refusal(sqlite_app, body) == "body.no_object"


@pytest.mark.parametrize("body", [b"", b" \n"])
def test_no_body_is_an_empty_one_where_it_may_be_absent(sqlite_app: Flask, body: bytes) -> None:
    with sqlite_app.test_request_context(data=body):
        assert base.body(optional=True) == {}


def test_a_body_that_may_be_absent_must_still_be_json(sqlite_app: Flask) -> None:
    assert refusal(sqlite_app, b"{", optional=True) == "body.no_json"


def test_a_body_in_chunks_that_was_cut_is_too_large(sqlite_app: Flask) -> None:
    chunked = {"HTTP_TRANSFER_ENCODING": "chunked", "wsgi.input_terminated": True}
    with sqlite_app.test_request_context(data=b"{}", environ_overrides=chunked) as context:
        context.request.environ.pop("CONTENT_LENGTH", None)
        context.request.max_content_length = 2

        with pytest.raises(RequestEntityTooLarge):
            base.body()
