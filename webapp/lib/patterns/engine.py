"""RE2, which compares in linear time. It has no wheel for some platforms: there, nothing can be compared."""

from typing import Any

try:
    import re2
except ImportError:
    re2 = None

MEMORY = 8 * 1024 * 1024  # bytes for one expression


class TooLarge(ValueError):
    """RE2 cannot make an expression of this: it would need too much memory."""


def is_here() -> bool:
    """Whether RE2 is installed."""
    return re2 is not None


def compiled(expression: str) -> Any:
    """An expression in RE2's own spelling, ready to be compared. Raises TooLarge."""
    options = re2.Options()
    options.log_errors, options.never_capture, options.max_mem = False, True, MEMORY
    try:
        return re2.compile(expression, options)
    except re2.error as problem:
        raise TooLarge from problem


def knows_property(name: str) -> bool:
    """Whether RE2 has a general category or a script of this name."""
    try:
        compiled(rf"\p{{{name}}}")
    except TooLarge:
        return False
    return True
