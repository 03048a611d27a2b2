"""An input for a picture. It is read from the files of the request, which no other field of our forms looks at."""

from typing import Any

from flask import request
from wtforms import Field
from wtforms.widgets import FileInput

FORMATS = "image/png,image/jpeg,image/webp"


class UploadField(Field):
    """`upload`: the bytes that were sent, None without a file. The request's own limit bounds them."""

    widget = FileInput()
    upload: bytes | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, render_kw={"accept": FORMATS}, **kwargs)

    def _value(self) -> str:
        return ""  # a browser takes no value for a file

    def process(self, formdata: Any, *args: Any, **kwargs: Any) -> None:
        super().process(formdata, *args, **kwargs)
        sent = request.files.get(self.name) if formdata else None
        self.upload = sent.read() if sent and sent.filename else None
