"""Requests that are too large, go to no path, or meet a fault of ours."""

from io import BytesIO

import pytest
from flask import Flask

from tests.blueprints.api.bad_input.conftest import BOOKINGS
from tests.blueprints.api.conftest import Api, error, wish
from webapp.models import Configuration


def test_a_body_beyond_the_limit_is_told_so(anonymous: Api, page: Configuration) -> None:
    huge = anonymous.post(BOOKINGS, b'{"a": "' + b"x" * 2_000_000 + b'"}', configuration_id=page.id)

    assert error(huge) == (413, "invalid_request_error", "The body is too large.")


def test_a_body_in_chunks_beyond_the_limit_is_told_so(anonymous: Api, page: Configuration) -> None:
    huge = anonymous.client.post(
        f"/v3{BOOKINGS}",
        query_string={"configuration_id": page.id},
        input_stream=BytesIO(b" " * 2_000_000 + b"{}"),
        content_type="application/json",
        environ_overrides={"HTTP_TRANSFER_ENCODING": "chunked", "wsgi.input_terminated": True},
    )

    assert error(huge) == (413, "invalid_request_error", "The body is too large.")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "", 404),
        ("GET", "/", 404),
        ("GET", "/nothing", 404),
        ("POST", "/scheduling//bookings", 404),
        ("GET", "//scheduling/availability", 404),
        ("POST", "/scheduling/availability", 405),
        ("PATCH", "/scheduling/ui-settings", 405),
        ("GET", "/scheduling/bookings", 405),
        ("POST", "/scheduling/bookings/", 400),
        ("GET", "/scheduling/availability/", 400),
    ],
)
def test_every_path_answers_in_json_and_never_redirects(
    anonymous: Api, method: str, path: str, status: int
) -> None:
    answer = anonymous.ask(method, path)

    assert answer.status_code == status
    assert answer.content_type == "application/json"
    assert error(answer)


def test_a_fault_of_ours_is_told_without_its_cause(
    app: Flask, anonymous: Api, page: Configuration, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("a secret")

    monkeypatch.setattr("webapp.services.bookings.book", broken)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)

    answer = anonymous.post(BOOKINGS, wish(), configuration_id=page.id)

    assert error(answer)[:2] == (500, "internal_error")
    assert "secret" not in answer.text
