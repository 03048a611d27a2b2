"""A form whose fields hold text, whatever a client sends.

Flask-WTF also fills fields from uploaded files and from JSON. A field could then hold a file, a number or a list, and
every validator would have to expect that. Here both are ignored: the field counts as not sent.
"""

from typing import Any

from flask import request
from flask_wtf import FlaskForm


class TextForm(FlaskForm):
    """Reads the fields of the request's form and nothing else; `formdata=None` reads nothing."""

    def __init__(self, **values: Any) -> None:
        values.setdefault("formdata", (request.method == "POST" and request.form) or None)
        super().__init__(**values)
