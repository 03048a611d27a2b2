"""From a browser's pattern to one of RE2."""

from itertools import pairwise

import pytest

from webapp.errors import InvalidInput
from webapp.lib.patterns.source import DEEPEST
from webapp.lib.patterns.translation import translated


@pytest.mark.parametrize(
    ("pattern", "expression"),
    [
        ("ab|c", "(?:[a-a][b-b]|[c-c])"),
        ("^(?<n>a)$", r"(?:\A(?:[a-a])\z)"),
        (r"a{2}?\b", r"(?:(?:[a-a]){2}\b)"),
        ("", "(?:)"),
    ],
)
def test_a_pattern_is_spelled_as_re2_spells_it(pattern: str, expression: str) -> None:
    assert translated(pattern) == expression


@pytest.mark.parametrize(
    ("pattern", "at"),
    [("ab(?=c)", 3), (r"(a)b\1", 6), ("a(?i:b)", 2), ("ab(?Pc)", 3), (r"a\p{X}", 4), ("a{3,2}", 2)],
)
def test_a_refusal_says_where(pattern: str, at: int) -> None:
    with pytest.raises(InvalidInput) as refused:
        translated(pattern)

    assert refused.value.values["at"] == at


def test_groups_are_not_nested_beyond_measure() -> None:
    assert translated("(" * DEEPEST + ")" * DEEPEST)
    with pytest.raises(InvalidInput, match="pattern.too_large"):
        translated("(" * (DEEPEST + 1) + ")" * (DEEPEST + 1))


@pytest.mark.parametrize("times", ["*", "+", "?", "{1,}", "{1}"])
def test_repetitions_within_each_other_make_the_expression_no_more_than_longer(times: str) -> None:
    lengths = [len(translated("(" * deep + "a" + f"){times}" * deep)) for deep in range(1, 13)]

    assert {after - before for before, after in pairwise(lengths)} == {lengths[1] - lengths[0]}
