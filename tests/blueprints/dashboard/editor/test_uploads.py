import io
from typing import Any

import pytest
from flask import Flask, request
from wtforms import Form

from webapp.blueprints.dashboard.editor.uploads import UploadField


class Album(Form):
    cover = UploadField("Cover")


@pytest.mark.parametrize(
    ("sent", "upload"),
    [
        ({"cover": (io.BytesIO(b"bytes"), "a.png")}, b"bytes"),
        ({"cover": (io.BytesIO(b""), "")}, None),
        ({"cover": "text"}, None),
        ({"other": (io.BytesIO(b"bytes"), "a.png"), "x": "y"}, None),
    ],
)
def test_a_file_is_read_and_nothing_else(
    sqlite_app: Flask, sent: dict[str, Any], upload: bytes | None
) -> None:
    with sqlite_app.test_request_context(method="POST", data={"more": "text", **sent}):
        assert Album(request.form).cover.upload == upload
