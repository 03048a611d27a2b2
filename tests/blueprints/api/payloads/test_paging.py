"""A short list, page by page."""

from types import SimpleNamespace

import pytest

from webapp.blueprints.api.payloads.paging import PageQuery, page_of
from webapp.errors import InvalidInput

ROWS = [SimpleNamespace(id=name) for name in "abcde"]


def ids(limit: int, page_token: str | None = None) -> tuple[str, str | None]:
    rows, cursor = page_of(ROWS, PageQuery.model_construct(limit=limit, page_token=page_token))
    return "".join(row.id for row in rows), cursor


def test_each_page_goes_on_after_the_one_before() -> None:
    assert [ids(2), ids(2, "b"), ids(2, "d")] == [("ab", "b"), ("cd", "d"), ("e", None)]


def test_a_page_that_ends_with_the_list_has_no_next() -> None:
    assert ids(5) == ("abcde", None)


def test_after_the_last_row_there_is_nothing() -> None:
    assert ids(2, "e") == ("", None)


def test_a_token_of_another_list_is_refused() -> None:
    with pytest.raises(InvalidInput) as refused:
        ids(2, "x")

    assert (refused.value.field, refused.value.code) == ("page_token", "cursor.unknown")
