"""What a browser's pattern takes and does not take, as the server compares it."""

import pytest

from tests.lib.patterns.table import FITS, REFUSED, UNREADABLE
from webapp.errors import InvalidInput
from webapp.lib import patterns
from webapp.lib.patterns import engine


@pytest.mark.parametrize(("pattern", "fitting", "others"), FITS)
def test_a_pattern_means_what_it_means_to_a_browser(
    pattern: str, fitting: list[str], others: list[str]
) -> None:
    assert [text for text in fitting + others if patterns.matches(pattern, text)] == fitting


@pytest.mark.parametrize(("pattern", "code"), REFUSED + UNREADABLE)
def test_what_cannot_be_compared_is_refused_with_its_reason(pattern: str, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        patterns.check(pattern)

    assert refused.value.code == code


def test_a_pattern_stays_as_it_was_given() -> None:
    assert patterns.check(r" ^(?<year>\d{4})$") == r" ^(?<year>\d{4})$"


@pytest.mark.parametrize("pattern", ["a\n", "\0", "a\u2028"])
def test_a_pattern_holds_no_control_character(pattern: str) -> None:
    with pytest.raises(InvalidInput, match="text.control_characters"):
        patterns.check(pattern)


def test_a_text_that_nearly_fits_takes_no_longer() -> None:
    # Python's own expressions would not end: each word more doubles the time.
    assert not patterns.matches(r"^([a-zA-Z0-9]+\s?)+$", "a" * 8000 + "!")


def test_where_re2_is_missing_no_pattern_can_be_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "re2", None)

    with pytest.raises(InvalidInput, match="pattern.not_here"):
        patterns.check("never seen before")
