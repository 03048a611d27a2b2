"""A form whose fields hold text, whatever a client sends.

Flask-WTF also fills fields from uploaded files and from JSON. A field could then hold a file, a number or a list, and
every validator would have to expect that. Here both are ignored: the field counts as not sent.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from flask import request
from flask_wtf import FlaskForm
from wtforms import FieldList, HiddenField

from webapp.lib import signature


class TextForm(FlaskForm):
    """Reads the fields of the request's form and nothing else; `formdata=None` reads nothing."""

    def __init__(self, **values: Any) -> None:
        values.setdefault("formdata", (request.method == "POST" and request.form) or None)
        super().__init__(**values)


class OnceForm(TextForm):
    """A form that counts once: `form_token` makes it one form, however often it is sent."""

    form_token = HiddenField(default=signature.new_token)

    @property
    def token(self) -> str | None:
        """The form's token; None for anything that we did not make."""
        given = str(self.form_token.data or "")
        return given if signature.is_token(given) else None


class Rows(FieldList):
    """Rows of fields. A field is ignored when its row number is not one to four plain digits."""

    def _extract_indices(self, prefix: str, formdata: Iterable[str]) -> Iterator[int]:
        # WTForms would call int() on any digits. "²" and a number of 5,000 digits raise ValueError there.
        row = re.compile(re.escape(prefix) + "-[0-9]{1,4}-.*", re.DOTALL)
        yield from super()._extract_indices(prefix, [name for name in formdata if row.fullmatch(name)])
