"""Generated patterns: from the grammar, and from its characters in any order."""

from hypothesis import strategies as st

LETTERS = "abcABC019_ -&|!é山Ωß\u0301\n\U0001f600\u00a0^$[]{}\\"
SOUP = "abc019-&|()[]{}^$\\.*+?/dwsDWSpPqubBkxc,<>:=!é"
_ESCAPED = [rf"\{letter}" for letter in "dDsSwW"]
_ESCAPED += [r"\p{L}", r"\P{Lu}", r"\p{N}", r"\p{Script=Greek}", r"\p{P}", r"\P{L}", r"\p{ASCII}"]
_PLAIN = [*"abcABC09é山Ω", r"\u0061", r"\x41", r"\u{1F600}", r"\n", r"\$", r"\^", r"\[", r"\{", r"\|"]
_QUANTIFIERS = ["*", "+", "?", "*?", "{2}", "{1,}", "{0,2}", "{1,3}?", "{0}"]


def expressions() -> st.SearchStrategy[str]:
    """Patterns that the grammar allows, but for ranges in the wrong order and the like."""
    atoms = st.sampled_from([*_PLAIN, *_ESCAPED, "."]) | _classes()
    return st.recursive(_rows(atoms), lambda inner: _rows(_groups(inner) | atoms), max_leaves=6)


def _rows(atoms: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    quantified = st.tuples(atoms, st.sampled_from(["", "", *_QUANTIFIERS])).map("".join)
    terms = quantified | st.sampled_from(["^", "$", r"\b", r"\B", "|"])
    return st.lists(terms, max_size=4).map("".join)


def _groups(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(st.sampled_from(["(", "(?:", "(?<n>", "(?=", "(?i:"]), inner).map(
        lambda parts: "".join(parts) + ")"
    )


def _classes() -> st.SearchStrategy[str]:
    characters = st.sampled_from([*_PLAIN, r"\-", r"\&", r"\b", "!", ":", "&"])
    strings = st.lists(st.lists(characters, max_size=3).map("".join), min_size=1, max_size=3).map(
        lambda choices: rf"\q{{{'|'.join(choices)}}}"
    )
    ranges = st.sampled_from(["a-c", "0-9", "A-Z", "!-~", "é-山", r"\u0000-\u007f", "b-a"])
    operands = characters | strings | st.sampled_from(_ESCAPED)
    return st.recursive(_brackets(operands | ranges), lambda inner: _brackets(inner | operands), max_leaves=4)


def _brackets(operands: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    joined = st.tuples(st.sampled_from(["", "", "", "--", "&&"]), st.lists(operands, max_size=4)).map(
        lambda parts: parts[0].join(parts[1])
    )
    return st.tuples(st.sampled_from(["[", "[^"]), joined).map(lambda parts: "".join(parts) + "]")
