"""A form whose answers are text, whatever was sent.

Flask-WTF also takes files and JSON for a form's answers: then a field may hold a file, a number or a list, and
every validator would have to expect it. It refuses both: they count as not sent.
"""

from typing import Any

from flask import request
from flask_wtf import FlaskForm


class TextForm(FlaskForm):
    """Reads the fields of the request's form and nothing else; `formdata=None` reads nothing."""

    def __init__(self, **values: Any) -> None:
        values.setdefault("formdata", (request.method == "POST" and request.form) or None)
        super().__init__(**values)
