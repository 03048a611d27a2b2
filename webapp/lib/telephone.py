"""Whether a text can be a telephone number, as people write them in any country."""

import re

# 112 has three; E.164 has up to 15, and a prefix such as 011 or 0011 may precede them.
DIGITS_AT_LEAST, DIGITS_AT_MOST = 3, 20
_EXTENSION = re.compile(r"(?:;ext=|ext(?:ension|n)?[.:]?|x|#|,)\s?\d{1,10}", re.IGNORECASE)
_SEPARATORS = re.compile(r"[\s()./\u2010-\u2015-]")  # dashes of every length among them
_NUMBER = re.compile(r"[+\uff0b]?\d+")


def is_number(text: str) -> bool:
    """Whether this is a number, perhaps with `+` before it and an extension such as `x11` or `;ext=11` after it.

    Digits may be those of any script. Whether the number exists is not asked.
    """
    number, extension = _parted(text)
    digits = _SEPARATORS.sub("", number)
    count = len(digits.lstrip("+\uff0b"))
    return (
        DIGITS_AT_LEAST <= count <= DIGITS_AT_MOST
        and _NUMBER.fullmatch(digits) is not None
        and (not extension or _EXTENSION.fullmatch(extension) is not None)
    )


def _parted(text: str) -> tuple[str, str]:
    # The extension begins with the first letter or sign that no number has.
    start = next(
        (at for at, character in enumerate(text) if character.isalpha() or character in ";#,"), len(text)
    )
    return text[:start], text[start:]
