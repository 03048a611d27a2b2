"""Characters that nobody sees. Taken out where they can deceive, left where a script or an emoji needs them.

With them two names look alike that are not, and a name can turn the words beside it around (Unicode Technical Report
36, sections 2.10 and 3.6; CVE-2021-42574).
"""

import unicodedata

_JOINERS = "\u200c\u200d"  # Persian and Indic words need them, and emoji that are made of several
_VIRAMA = 9  # the combining class of what silences a vowel in Indic scripts; a joiner may follow it anywhere
_FIRST_WITH_JOINERS = "\u0590"  # Latin, Greek, Cyrillic and Armenian come before it, and need none
_FLAG, _TAGS = "\U0001f3f4", range(0xE0020, 0xE0080)  # the flag of Scotland is a black flag and tags
_BLANKS = frozenset("\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")  # letters and signs without a shape
_NEVER_NEEDED = frozenset("\u034f\u3164\uffa0")
_SELECTORS = frozenset([*map(chr, range(0xFE00, 0xFE10)), *map(chr, range(0xE0100, 0xE01F0))])


def without_invisible(text: str) -> str:
    """The text without bidirectional controls, zero-width spaces and the like; empty when nothing of it can be seen."""
    if text.isascii():
        return text
    kept: list[str] = []
    for at, character in enumerate(text):
        if not _is_hidden(character) or _is_needed(character, kept, text[at + 1 : at + 2]):
            kept.append(character)
    return "".join(kept) if any(map(_is_seen, kept)) else ""


def _is_hidden(character: str) -> bool:
    # Cf: every bidirectional control, the zero-width space, the soft hyphen, the byte order mark, tags, joiners.
    return unicodedata.category(character) == "Cf" or character in _NEVER_NEEDED


def _is_needed(character: str, before: list[str], after: str) -> bool:
    previous = before[-1] if before else ""
    if character in _JOINERS:
        if previous in _JOINERS:
            return False
        if unicodedata.combining(previous or " ") == _VIRAMA:
            return True
        return min(previous, after) >= _FIRST_WITH_JOINERS and not _is_hidden(after)
    if ord(character) in _TAGS:
        return previous == _FLAG or (previous != "" and ord(previous) in _TAGS)
    return _is_of_a_script(character)


def _is_of_a_script(character: str) -> bool:
    """Signs of category Cf that are seen: those above Arabic and Syriac numbers, and of Kaithi and hieroglyphs."""
    return (
        "\u0600" <= character <= "\u0605"
        or character in "\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
        or "\U00013430" <= character <= "\U0001343f"
    )


def _is_seen(character: str) -> bool:
    is_shapeless = character in _BLANKS or character in _SELECTORS
    return not is_shapeless and unicodedata.category(character)[0] not in "ZC"
