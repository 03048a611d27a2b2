"""A cursor goes out, comes back as it was, and anything else is refused."""

import pytest

from webapp.errors import InvalidInput
from webapp.lib import cursors

ROW = "3f0c2a5e-98f2-4a4b-9f0e-1a2b3c4d5e6f"


def test_a_cursor_comes_back_as_the_sort_key_it_was_made_of() -> None:
    cursor = cursors.pack(1_799_049_600, ROW)

    assert cursors.unpack(cursor) == (1_799_049_600, ROW)


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "x",
        "é",
        "\x00",
        "bm90IGpzb24",
        "WzEsMl0",
        "WzFd",
        "e30",
        "bnVsbA",
        cursors.pack(-1, ROW),
        "A" * 5000,
    ],
)
def test_a_cursor_that_was_never_given_out_is_refused(cursor: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        cursors.unpack(cursor)

    assert refusal.value.field == "page_token"


def test_a_text_comes_back_as_it_was() -> None:
    assert cursors.unpack_text(cursors.pack("ß, an\u00a0na" + "ü" * 31, ROW)) == (
        "ß, an\u00a0na" + "ü" * 31,
        ROW,
    )


@pytest.mark.parametrize("key", [7, "a" * 41, "\0"])
def test_what_is_no_short_text_is_refused(key: int | str) -> None:
    with pytest.raises(InvalidInput):
        cursors.unpack_text(cursors.pack(key, ROW))
