"""Cursors for paging. Callers treat them as opaque; inside is the sort key of the last row that they got."""

import json
import re

from webapp.errors import InvalidInput
from webapp.lib import base64url
from webapp.scheduling import LAST_INSTANT

AT_MOST = 200
_ID = re.compile(r"[0-9A-Za-z_-]{1,80}")


def pack(instant: int, row_id: str) -> str:
    """The cursor for what follows this row. Rows are sorted by an instant, and by id where instants are equal."""
    return base64url.encode(json.dumps([instant, row_id]).encode())


def unpack(cursor: str, *, field: str = "page_token") -> tuple[int, str]:
    """The sort key in a cursor. Raises InvalidInput for a text that `pack` cannot have made."""
    try:
        instant, row_id = json.loads(base64url.decode(cursor[:AT_MOST]))
        usable = type(instant) is int and 0 <= instant <= LAST_INSTANT and bool(_ID.fullmatch(row_id))
    except (ValueError, TypeError):
        usable = False
    if not usable:
        raise InvalidInput("cursor.unknown", field=field)
    return instant, row_id
