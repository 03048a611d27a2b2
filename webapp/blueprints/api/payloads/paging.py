"""`limit` and `page_token` of lists (wire contract section 1)."""

from collections.abc import Sequence
from typing import Annotated, Protocol, TypeVar

from webapp.blueprints.api.payloads.queries import Query, whole_number
from webapp.errors import InvalidInput

LIMIT_DEFAULT, LIMIT_AT_MOST = 50, 200

Limit = Annotated[int, whole_number(1, LIMIT_AT_MOST)]


class PageQuery(Query):
    limit: Limit = LIMIT_DEFAULT
    """How many rows are answered at most."""
    page_token: str | None = None
    """The `next_cursor` of the page before."""


class _WithId(Protocol):
    @property
    def id(self) -> str: ...


Row = TypeVar("Row", bound=_WithId)


def page_of(rows: Sequence[Row], query: PageQuery) -> tuple[Sequence[Row], str | None]:
    """The part of a short list that is asked for, and the token of the next. Raises InvalidInput."""
    ids = [row.id for row in rows]
    if query.page_token is not None and query.page_token not in ids:
        raise InvalidInput("cursor.unknown", field="page_token")
    first = 0 if query.page_token is None else ids.index(query.page_token) + 1
    past = first + query.limit
    return rows[first:past], ids[past - 1] if past < len(ids) else None
