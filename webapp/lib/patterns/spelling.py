"""How RE2 spells what a pattern means."""

from dataclasses import dataclass

from webapp.errors import InvalidInput
from webapp.lib.patterns.classes import Members
from webapp.lib.patterns.code_points import SURROGATES, CodePoints
from webapp.lib.patterns.source import HERE

REPETITIONS_AT_MOST = 1000  # RE2's own limit for one pair of braces
# How many single characters the expression compares, repetitions counted out. Ten thousand take a second for a text of
# 8000 characters, in the worst of cases.
SIZE_AT_MOST = 5000
_NOTHING = r"[^\x{0}-\x{10FFFF}]"


@dataclass(frozen=True, slots=True)
class Spelled:
    """`text`: an expression of RE2, safe to put beside another. `size`: as for SIZE_AT_MOST."""

    text: str
    size: int = 0

    def __post_init__(self) -> None:
        if self.size > SIZE_AT_MOST:
            raise InvalidInput("pattern.too_large", field=HERE)


def in_a_row(parts: list[Spelled]) -> Spelled:
    return Spelled("".join(part.text for part in parts), sum(part.size for part in parts))


def alternatives(parts: list[Spelled]) -> Spelled:
    return Spelled(f"(?:{'|'.join(part.text for part in parts)})", sum(part.size for part in parts))


def repeated(part: Spelled, at_least: int, at_most: int | None) -> Spelled:
    """`at_most`: None for any number of times. Whether a repetition is greedy changes nothing for a whole text."""
    size = max(part.size, 1) * max(at_least if at_most is None else at_most, 1)
    if size > SIZE_AT_MOST:
        raise InvalidInput("pattern.too_large", field=HERE)
    counts = [str(count) for count in _portions(at_least)]
    if at_most is None:
        # The last count is left open. A `*` of its own would write the part once more, and repetitions within each
        # other would double the text each time.
        counts = [*counts[:-1], f"{counts[-1] if counts else 0},"]
    else:
        counts += [f"0,{count}" for count in _portions(at_most - at_least)]
    return Spelled("".join(f"(?:{part.text}){{{count}}}" for count in counts), size)


def one_of(members: Members) -> Spelled:
    """A class: one of its code points or strings."""
    points = _points(members.points)
    if not members.strings:
        return Spelled(points, 1)
    strings = ["".join(map(_character, string)) for string in sorted(members.strings) if _is_sound(string)]
    return Spelled(f"(?:{'|'.join([points, *strings])})", 1 + sum(map(len, members.strings)))


def _points(points: CodePoints) -> str:
    ranges = (points - SURROGATES).ranges
    if not ranges:
        return _NOTHING
    return f"[{''.join(f'{_character(chr(first))}-{_character(chr(last))}' for first, last in ranges)}]"


def _character(character: str) -> str:
    is_plain = (character.isalnum() and character.isascii()) or character > "\x7f"
    return character if is_plain else rf"\x{{{ord(character):X}}}"


def _is_sound(string: str) -> bool:
    return not any(0xD800 <= ord(character) <= 0xDFFF for character in string)


def _portions(count: int) -> list[int]:
    return [min(REPETITIONS_AT_MOST, count - done) for done in range(0, count, REPETITIONS_AT_MOST)]
