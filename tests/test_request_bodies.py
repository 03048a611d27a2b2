"""How much may be sent at once."""

from contextlib import closing

import pytest
from flask import Flask, request
from werkzeug.test import TestResponse

import config
from webapp import request_bodies
from webapp.extensions import csrf


def _size() -> str:
    with closing(request.files["picture"]) as picture:
        return str(len(picture.read()))


@pytest.fixture
def app() -> Flask:
    app = Flask(__name__)
    app.config.update(
        MAX_CONTENT_LENGTH=config.MAX_BODY_BYTES, SECRET_KEY="of the tests", WTF_CSRF_ENABLED=False
    )
    csrf.init_app(app)
    request_bodies.register(app)

    @app.post("/picture")
    @request_bodies.takes_picture
    def takes() -> str:
        return _size()

    @app.post("/text")
    def takes_none() -> str:
        return _size()

    @app.before_request
    def read_the_form() -> None:  # as a check of forgery does
        assert not request.form

    return app


def sent(app: Flask, path: str, size: int) -> TestResponse:
    head = b'--x\r\nContent-Disposition: form-data; name="picture"; filename="a.png"\r\n\r\n'
    body = head + bytes(size) + b"\r\n--x--\r\n"
    return app.test_client().post(path, data=body, content_type="multipart/form-data; boundary=x")


def test_a_form_takes_a_picture_of_more_than_5_megabytes_so_that_it_can_say_why_not(app: Flask) -> None:
    answer = sent(app, "/picture", 6 * 1024 * 1024)

    assert (answer.status_code, answer.text) == (200, str(6 * 1024 * 1024))


def test_no_other_form_takes_more_than_a_megabyte(app: Flask) -> None:
    assert sent(app, "/text", config.MAX_BODY_BYTES).status_code == 413


def test_a_picture_has_a_limit_too(app: Flask) -> None:
    assert sent(app, "/picture", config.MAX_UPLOAD_BYTES).status_code == 413
