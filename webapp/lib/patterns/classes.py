"""Classes such as `[a-z]`, `[\\p{L}--[A-Z]]` and `[\\q{ab|c}&&\\w]` (ECMA-262, CharacterClass under the flag `v`)."""

from dataclasses import dataclass, field

from webapp.errors import InvalidInput
from webapp.lib.patterns import escapes, properties
from webapp.lib.patterns.code_points import DIGITS, SPACE, WORD, CodePoints
from webapp.lib.patterns.source import DEEPEST, HERE, Source

SYNTAX = "()[]{}/-\\|"
DOUBLED = "&!#$%*+,.:;<=>?@^`~"  # two of one kind in a row are kept for later versions of the language
MAY_BE_ESCAPED = "&-!#%,:;<=>@`~"
SHORTHANDS = {"d": DIGITS, "s": SPACE, "w": WORD}


@dataclass(frozen=True, slots=True)
class Members:
    """What a class takes: single code points, and strings of any other length.

    `may_have_strings` is what the grammar says, whatever is left of the strings in the end.
    """

    points: CodePoints = field(default_factory=CodePoints)
    strings: frozenset[str] = frozenset()
    may_have_strings: bool = False

    def __or__(self, other: "Members") -> "Members":
        may = self.may_have_strings or other.may_have_strings
        return Members(self.points | other.points, self.strings | other.strings, may)

    def __and__(self, other: "Members") -> "Members":
        may = self.may_have_strings and other.may_have_strings
        return Members(self.points & other.points, self.strings & other.strings, may)

    def __sub__(self, other: "Members") -> "Members":
        return Members(self.points - other.points, self.strings - other.strings, self.may_have_strings)


def members(source: Source) -> Members:
    """What the class takes that begins here; its opening bracket has been read. Raises InvalidInput."""
    start = source.at
    source.depth += 1
    if source.depth > DEEPEST:
        raise InvalidInput("pattern.too_large", field=HERE)
    negated = source.take("^")
    found = Members() if source.sees("]") else _contents(source)
    if source.ended:
        raise InvalidInput("pattern.unclosed", field=HERE)
    if not source.take("]"):
        raise InvalidInput("pattern.invalid", field=HERE, at=source.place)
    source.depth -= 1
    if negated and found.may_have_strings:
        raise InvalidInput("pattern.invalid", field=HERE, at=start)
    return Members(~found.points) if negated else found


def shorthand(source: Source) -> CodePoints | None:
    """What `\\d`, `\\S`, `\\p{L}` and the like take; the backslash has been read. For others None; nothing is read."""
    letter = source.peek()
    if not letter or letter.lower() not in ("d", "s", "w", "p"):
        return None
    source.next()
    found = properties.escape(source) if letter.lower() == "p" else SHORTHANDS[letter.lower()]
    return ~found if letter.isupper() else found


def _contents(source: Source) -> Members:
    first = _operand(source)
    if source.sees("--"):
        return _subtraction(source, _whole(first))
    if source.sees("&&"):
        return _intersection(source, _whole(first))
    return _union(source, first)


def _union(source: Source, first: Members | int) -> Members:
    found = _range(source, first)
    while not source.ended and not source.sees("]"):
        found |= _range(source, _operand(source))
    return found


def _range(source: Source, first: Members | int) -> Members:
    if isinstance(first, Members):
        return first
    if source.sees("--") or not source.take("-"):
        return _single(first)
    place = source.place
    last = _operand(source)
    if isinstance(last, Members) or last < first:
        raise InvalidInput("pattern.invalid", field=HERE, at=place)
    return Members(CodePoints(((first, last),)))


def _subtraction(source: Source, found: Members) -> Members:
    while source.take("--"):
        found -= _whole(_operand(source))
    return found


def _intersection(source: Source, found: Members) -> Members:
    while source.take("&&"):
        if source.sees("&"):
            raise InvalidInput("pattern.invalid", field=HERE, at=source.place)
        found &= _whole(_operand(source))
    return found


def _whole(operand: Members | int) -> Members:
    return operand if isinstance(operand, Members) else _single(operand)


def _operand(source: Source) -> Members | int:
    """A code point where a single character stands, because a range may begin with it."""
    if source.take("["):
        return members(source)
    if source.take(r"\q{"):
        return _strings(source)
    if source.sees("\\"):
        source.next()
        taken = shorthand(source)
        if taken is not None:
            return Members(taken)
        source.at -= 1
    return _character(source)


def _strings(source: Source) -> Members:
    found, may = Members(), False
    while True:
        text = ""
        while not source.ended and source.peek() not in "|}":
            text += chr(_character(source))
        may = may or len(text) != 1
        found |= _single(ord(text)) if len(text) == 1 else Members(strings=frozenset([text]))
        if source.take("}"):
            return Members(found.points, found.strings, may)
        if not source.take("|"):
            raise _unexpected(source)


def _character(source: Source) -> int:
    if source.take("\\"):
        return ord("\b") if source.take("b") else escapes.character(source, also=MAY_BE_ESCAPED)
    letter = source.peek()
    if letter and letter in DOUBLED and source.peek(1) == letter:
        raise _unexpected(source)
    if not letter or letter in SYNTAX:
        raise _unexpected(source)
    source.next()
    return ord(letter)


def _single(code_point: int) -> Members:
    return Members(CodePoints.only(code_point))


def _unexpected(source: Source) -> InvalidInput:
    """The refusal of what stands here. An older browser took most of it without a backslash."""
    if source.ended:
        return InvalidInput("pattern.unclosed", field=HERE)
    return InvalidInput("pattern.needs_backslash", field=HERE, at=source.place, character=source.peek())
