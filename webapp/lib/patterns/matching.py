"""Whether a pattern can be used here, and whether a text fits it."""

from functools import lru_cache
from typing import Any

from webapp.errors import InvalidInput
from webapp.lib import text
from webapp.lib.patterns import engine
from webapp.lib.patterns.source import HERE
from webapp.lib.patterns.translation import translated

AT_MOST = 200  # characters


def check(pattern: str) -> str:
    """The pattern as it was given. Raises InvalidInput when it cannot be compared with answers here, and says why."""
    if len(pattern) > AT_MOST:
        raise InvalidInput("text.too_long", field=HERE, at_most=AT_MOST)
    if any(map(text.is_control, pattern)):
        raise InvalidInput("text.control_characters", field=HERE)
    _compiled(pattern)
    return pattern


def matches(pattern: str, answer: str) -> bool:
    """Whether the whole answer fits, as a browser compares it. The time grows with the answer's length, and no faster.

    Raises InvalidInput for a pattern that `check` refuses.
    """
    return _compiled(pattern).fullmatch(answer) is not None


@lru_cache(maxsize=128)
def _compiled(pattern: str) -> Any:
    if not engine.is_here():
        raise InvalidInput("pattern.not_here", field=HERE)
    try:
        return engine.compiled(translated(pattern))
    except engine.TooLarge as problem:
        raise InvalidInput("pattern.too_large", field=HERE) from problem
