"""What a backslash means where a single character stands (ECMA-262, CharacterEscape)."""

from string import ascii_letters, digits, hexdigits

from webapp.errors import InvalidInput
from webapp.lib.patterns.code_points import LAST
from webapp.lib.patterns.source import HERE, Source

SYNTAX_CHARACTERS = r"^$\.*+?()[]{}|/"
_CONTROLS = {"f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}


def character(source: Source, *, also: str = "") -> int:
    """The code point that an escape means; its backslash has been read. `also`: more that may be escaped here.

    Raises InvalidInput for an escape that means nothing.
    """
    place, letter = source.place, source.next()
    if letter and letter in SYNTAX_CHARACTERS + also:
        return ord(letter)
    if letter in _CONTROLS:
        return ord(_CONTROLS[letter])
    if letter == "c" and source.peek() and source.peek() in ascii_letters:
        return ord(source.next()) % 32
    if letter == "0" and (not source.peek() or source.peek() not in digits):
        return 0
    if letter == "x":
        return _hexadecimal(source, length=2)
    if letter == "u":
        return unicode(source)
    raise InvalidInput("pattern.invalid", field=HERE, at=place)


def unicode(source: Source) -> int:
    """The code point of `\\u0041`, `\\u{1F600}` or a pair of surrogates; the `u` has been read."""
    if source.take("{"):
        place = source.place
        number = source.take_all_of(hexdigits)
        if not number or not source.take("}") or int(number, 16) > LAST:
            raise InvalidInput("pattern.invalid", field=HERE, at=place)
        return int(number, 16)
    high = _hexadecimal(source, length=4)
    before = source.at
    if 0xD800 <= high <= 0xDBFF and source.sees(r"\u") and source.peek(2) != "{":
        source.take(r"\u")
        low = _hexadecimal(source, length=4)
        if 0xDC00 <= low <= 0xDFFF:
            return 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)
        source.at = before
    return high


def _hexadecimal(source: Source, *, length: int) -> int:
    place = source.place
    number = source.take_all_of(hexdigits, at_most=length)
    if len(number) != length:
        raise InvalidInput("pattern.invalid", field=HERE, at=place)
    return int(number, 16)
