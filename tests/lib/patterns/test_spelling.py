"""How RE2 spells it."""

import pytest

from webapp.errors import InvalidInput
from webapp.lib.patterns.classes import Members
from webapp.lib.patterns.code_points import SURROGATES, CodePoints
from webapp.lib.patterns.spelling import SIZE_AT_MOST, Spelled, alternatives, in_a_row, one_of, repeated

A = Spelled("a", 1)


def test_a_class_is_spelled_without_letters_that_mean_something() -> None:
    assert one_of(Members(CodePoints.of([(0x2A, 0x41), (0xE9, 0xE9)]))).text == r"[\x{2A}-Aé-é]"


@pytest.mark.parametrize("points", [CodePoints(), SURROGATES])
def test_a_class_that_takes_nothing_has_a_spelling(points: CodePoints) -> None:
    assert one_of(Members(points)).text == r"[^\x{0}-\x{10FFFF}]"


def test_strings_are_alternatives() -> None:
    assert (
        one_of(Members(CodePoints.only(97), frozenset(["bc", "+", "\ud800x"]))).text == r"(?:[a-a]|\x{2B}|bc)"
    )


@pytest.mark.parametrize(
    ("at_least", "at_most", "text"),
    [
        (0, None, "(?:a){0,}"),
        (1, None, "(?:a){1,}"),
        (1200, None, "(?:a){1000}(?:a){200,}"),
        (0, 1, "(?:a){0,1}"),
        (2, 2, "(?:a){2}"),
        (0, 0, ""),
        (1200, 2300, "(?:a){1000}(?:a){200}(?:a){0,1000}(?:a){0,100}"),
    ],
)
def test_repetitions_stay_within_what_re2_counts(at_least: int, at_most: int | None, text: str) -> None:
    assert repeated(A, at_least, at_most).text == text


def test_the_size_counts_repetitions_out() -> None:
    assert repeated(in_a_row([A, alternatives([A, A])]), 2, 5).size == 15


def test_what_is_too_large_is_refused() -> None:
    with pytest.raises(InvalidInput, match="pattern.too_large"):
        repeated(A, 0, SIZE_AT_MOST + 1)
    with pytest.raises(InvalidInput, match="pattern.too_large"):
        in_a_row([repeated(A, 0, SIZE_AT_MOST), A])
