"""Bytes as text for addresses, and texts that are something else."""

import pytest

from webapp.lib import base64url

# 0xfb 0xff holds both characters in which base64url differs from base64.
RAW, TEXT = b"\xfb\xff", "-_8"


def test_bytes_are_written_without_padding() -> None:
    assert base64url.encode(RAW) == TEXT


def test_a_text_is_read_as_the_bytes_it_was_made_of() -> None:
    assert base64url.decode(TEXT) == RAW


@pytest.mark.parametrize("text", ["+/8", "-/8", "+_8", "-_8=", "-_ 8", "-_8\n", "ä", "A"])
def test_a_text_that_is_not_base64url_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # whatever is wrong, it is not base64url
        base64url.decode(text)
