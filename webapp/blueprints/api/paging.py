"""`limit` and `page_token` of lists (wire contract section 1)."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

from flask import request

from webapp.errors import InvalidInput

LIMIT_DEFAULT, LIMIT_AT_MOST = 50, 200
LONGEST_NUMBER = 18


class _WithId(Protocol):
    @property
    def id(self) -> str: ...


Row = TypeVar("Row", bound=_WithId)


def limit(*, default: int = LIMIT_DEFAULT, at_most: int = LIMIT_AT_MOST) -> int:
    """How many rows are asked for. Raises InvalidInput unless 1 to `at_most`."""
    return whole_number("limit", default=default, at_least=1, at_most=at_most)


def page_token() -> str | None:
    """The `next_cursor` of the page before."""
    return request.args.get("page_token") or None


def whole_number(name: str, *, default: int, at_least: int, at_most: int) -> int:
    """A query parameter that must be a whole number in a range."""
    given = request.args.get(name)
    if given is None or given == "":
        return default
    is_number = given.isascii() and given.isdigit() and len(given) <= LONGEST_NUMBER
    if not is_number or not at_least <= int(given) <= at_most:
        raise InvalidInput("number.out_of_range", field=name, at_least=at_least, at_most=at_most)
    return int(given)


def boolean(name: str, *, default: bool = False) -> bool:
    """A query parameter that is true or false in any spelling: Python sends `True` (section 0, rule 18)."""
    given = request.args.get(name)
    if given is None or given == "":
        return default
    if given.lower() not in ("true", "false", "1", "0"):
        raise InvalidInput("switch.invalid", field=name)
    return given.lower() in ("true", "1")


def page_of(rows: Sequence[Row]) -> tuple[Sequence[Row], str | None]:
    """The part of a short list that is asked for, and the token of the next. Raises InvalidInput."""
    size, token = limit(), page_token()
    ids = [row.id for row in rows]
    if token is not None and token not in ids:
        raise InvalidInput("cursor.unknown", field="page_token")
    first = 0 if token is None else ids.index(token) + 1
    past = first + size
    return rows[first:past], ids[past - 1] if past < len(ids) else None
