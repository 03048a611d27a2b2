"""Cursors for paging. Callers treat them as opaque; inside is the sort key of the last row that they got."""

import json
import re
from typing import Any

from webapp.errors import InvalidInput
from webapp.lib import base64url, text
from webapp.scheduling import LAST_INSTANT

AT_MOST = 400
TEXT_AT_MOST = 40
_ID = re.compile(r"[0-9A-Za-z_-]{1,80}")


def pack(key: int | str, row_id: str) -> str:
    """The cursor for what follows this row. Rows are sorted by an instant or a short text, then by id."""
    return base64url.encode(json.dumps([key, row_id], ensure_ascii=False).encode())


def unpack(cursor: str, *, field: str = "page_token") -> tuple[int, str]:
    """The sort key of rows sorted by an instant. Raises InvalidInput for a cursor that `pack` cannot have made."""
    instant, row_id = _read(cursor, field)
    if type(instant) is not int or not 0 <= instant <= LAST_INSTANT:
        raise InvalidInput("cursor.unknown", field=field)
    return instant, row_id


def unpack_text(cursor: str, *, field: str = "page_token") -> tuple[str, str]:
    """The same of rows sorted by a text."""
    key, row_id = _read(cursor, field)
    if not isinstance(key, str) or text.kept(key, TEXT_AT_MOST) != key:
        raise InvalidInput("cursor.unknown", field=field)
    return key, row_id


def _read(cursor: str, field: str) -> tuple[Any, str]:
    try:
        key, row_id = json.loads(base64url.decode(cursor[:AT_MOST]))
        usable = bool(_ID.fullmatch(row_id))
    except (ValueError, TypeError):
        usable = False
    if not usable:
        raise InvalidInput("cursor.unknown", field=field)
    return key, row_id
