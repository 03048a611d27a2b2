"""Unicode properties, such as `\\p{L}` and `\\p{Script=Greek}`, as sets of code points. RE2 has the tables.

RE2 knows general categories by their short names and scripts by their long ones, and nothing else; scripts that are
newer than its tables are not among them.
"""

import re
from functools import lru_cache

from webapp.errors import InvalidInput
from webapp.lib.patterns import engine
from webapp.lib.patterns.code_points import ALL, SURROGATES, CodePoints
from webapp.lib.patterns.scripts import LONG_NAMES
from webapp.lib.patterns.source import HERE, Source

# ECMA-262, "Value aliases and canonical values for the Unicode property General_Category".
_CATEGORIES = {
    "LC": "Cased_Letter",
    "Pe": "Close_Punctuation",
    "Pc": "Connector_Punctuation",
    "Cc": "Control cntrl",
    "Sc": "Currency_Symbol",
    "Pd": "Dash_Punctuation",
    "Nd": "Decimal_Number digit",
    "Me": "Enclosing_Mark",
    "Pf": "Final_Punctuation",
    "Cf": "Format",
    "Pi": "Initial_Punctuation",
    "L": "Letter",
    "Nl": "Letter_Number",
    "Zl": "Line_Separator",
    "Ll": "Lowercase_Letter",
    "M": "Mark Combining_Mark",
    "Sm": "Math_Symbol",
    "Lm": "Modifier_Letter",
    "Sk": "Modifier_Symbol",
    "Mn": "Nonspacing_Mark",
    "N": "Number",
    "Ps": "Open_Punctuation",
    "C": "Other",
    "Lo": "Other_Letter",
    "No": "Other_Number",
    "Po": "Other_Punctuation",
    "So": "Other_Symbol",
    "Zp": "Paragraph_Separator",
    "Co": "Private_Use",
    "P": "Punctuation punct",
    "Z": "Separator",
    "Zs": "Space_Separator",
    "Mc": "Spacing_Mark",
    "Cs": "Surrogate",
    "S": "Symbol",
    "Lt": "Titlecase_Letter",
    "Cn": "Unassigned",
    "Lu": "Uppercase_Letter",
}
_SHORT = {name: short for short, names in _CATEGORIES.items() for name in (short, *names.split())}
_ASSIGNED = ("L", "M", "N", "P", "S", "Z", "Cc", "Cf", "Co", "Cs")
_BINARY = {"Any": ALL, "ASCII": CodePoints(((0, 0x7F),))}
_NAME = re.compile(r"[A-Za-z_]{1,60}")


def escape(source: Source) -> CodePoints:
    """What the braces after `\\p` name. Raises InvalidInput."""
    place = source.place
    written, closed, _ = source.pattern[source.at :].partition("}")
    if not written.startswith("{") or not closed:
        raise InvalidInput("pattern.invalid", field=HERE, at=place)
    source.at += len(written) + 1
    found = _named(written[1:])
    if found is None:
        raise InvalidInput("pattern.unknown_property", field=HERE, at=place, name=written[1:])
    return found


def _named(text: str) -> CodePoints | None:
    name, equals, value = text.partition("=")
    if equals:
        if name in ("General_Category", "gc"):
            return _category(value)
        return _script(value) if name in ("Script", "sc") else None
    if name == "Assigned":
        return ~_unassigned()
    return _BINARY[name] if name in _BINARY else _category(name)


def _category(name: str) -> CodePoints | None:
    short = _SHORT.get(name)
    if short == "LC":
        return _of_engine("Lu") | _of_engine("Ll") | _of_engine("Lt")
    if short == "Cn":
        return _unassigned()
    if short == "C":
        return _unassigned() | _of_engine("Cc") | _of_engine("Cf") | _of_engine("Co") | SURROGATES
    if short == "Cs":
        return SURROGATES
    return None if short is None else _of_engine(short)


def _script(written: str) -> CodePoints | None:
    name = LONG_NAMES.get(written, written)
    if name in _CATEGORIES or name in _BINARY or not _NAME.fullmatch(name) or not engine.knows_property(name):
        return None
    return _of_engine(name)


def _unassigned() -> CodePoints:
    assigned = SURROGATES
    for category in _ASSIGNED:
        assigned |= _of_engine(category)
    return ~assigned


@lru_cache(maxsize=256)
def _of_engine(name: str) -> CodePoints:
    """A property that RE2 knows, read off by comparing every code point with it."""
    if name == "Cs":
        return SURROGATES
    runs = engine.compiled(rf"\p{{{name}}}+").finditer(_all_but_surrogates())
    return CodePoints.of((ord(run[0].decode()[0]), ord(run[0].decode()[-1])) for run in runs)


@lru_cache(maxsize=1)
def _all_but_surrogates() -> bytes:
    # Made when it is first needed: it takes as long as a tenth of the program's start.
    ranges = (~SURROGATES).ranges
    return "".join(chr(number) for first, last in ranges for number in range(first, last + 1)).encode()
