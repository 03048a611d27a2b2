"""The server and Chromium agree on every pattern: on known ones, and on generated ones."""

from collections.abc import Iterator

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from tests.lib.patterns.expressions import LETTERS, SOUP, expressions
from tests.lib.patterns.table import FITS, REFUSED, UNREADABLE
from webapp.errors import InvalidInput
from webapp.lib import patterns
from webapp.lib.patterns.scripts import LONG_NAMES

# Said of what no browser reads. With any other code we refuse more than a browser does.
NO_PATTERN = ("pattern.invalid", "pattern.needs_backslash", "pattern.unclosed")

# What a browser does with `pattern` (HTML Standard): the pattern must be an expression by itself, then the whole fits.
ANSWERS = """([pattern, texts]) => {
    try { new RegExp(pattern, "v") } catch { return null }
    const whole = new RegExp(`^(?:${pattern})$`, "v")
    return texts.map(text => whole.test(text))
}"""
# The pairs of names that do not take the same characters.
UNEQUAL = r"""pairs => {
    const numbers = [...Array(0x110000).keys()].filter(number => number < 0xd800 || number > 0xdfff)
    const everything = numbers.map(number => String.fromCodePoint(number)).join("")
    const apart = (one, other) => new RegExp(`[\\p{sc=${one}}--\\p{sc=${other}}]`, "v").test(everything)
    return pairs.filter(([short, long]) => apart(short, long) || apart(long, short))
}"""


@pytest.fixture(scope="module")
def page(chrome: Browser) -> Iterator[Page]:
    opened = chrome.new_page()
    yield opened
    opened.close()


def test_chromium_gives_the_known_answers(page: Page) -> None:
    for pattern, fitting, others in FITS:
        answers = page.evaluate(ANSWERS, [pattern, fitting + others])
        assert answers == [True] * len(fitting) + [False] * len(others), pattern


def test_chromium_reads_what_only_the_server_refuses(page: Page) -> None:
    assert [pattern for pattern, _ in REFUSED if page.evaluate(ANSWERS, [pattern, []]) is None] == []


def test_chromium_does_not_read_what_is_no_pattern(page: Page) -> None:
    assert [pattern for pattern, _ in UNREADABLE if page.evaluate(ANSWERS, [pattern, []]) is not None] == []


def test_chromium_knows_each_script_by_both_names(page: Page) -> None:
    assert page.evaluate(UNEQUAL, list(LONG_NAMES.items())) == []


@pytest.mark.slow
@settings(max_examples=1500)
@given(
    pattern=expressions() | st.text(SOUP, max_size=8),
    texts=st.lists(st.text(LETTERS, max_size=6), min_size=1, max_size=8),
)
def test_the_server_agrees_with_chromium(page: Page, pattern: str, texts: list[str]) -> None:
    theirs = page.evaluate(ANSWERS, [pattern, texts])

    ours = said_of(pattern, texts)

    event(ours if isinstance(ours, str) else "compared")
    if isinstance(ours, list) or ours in NO_PATTERN:
        assert theirs == (ours if isinstance(ours, list) else None)


def said_of(pattern: str, texts: list[str]) -> list[bool] | str:
    """Which of the texts fit, or the code with which the pattern is refused."""
    try:
        return [patterns.matches(pattern, text) for text in texts]
    except InvalidInput as refusal:
        return refusal.code
