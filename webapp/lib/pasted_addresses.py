"""People as somebody pastes them from a mail: `Jonas <jonas@example.com>, ana@example.com; ...`"""

import re
from typing import NamedTuple

# A quoted name may hold what else separates. No end of the quote: the quote is an ordinary character.
_PIECE = re.compile(r'(?:"[^"\n]*"|[^,;\n])+')
_NAMED = re.compile(r"(?P<name>[^<>]*)<(?P<email>[^<>]*)>\s*")


class Pasted(NamedTuple):
    """Somebody as they were written; neither part was checked."""

    name: str
    email: str


def pasted(text: str) -> list[Pasted]:
    """The people in a text, parted by commas, semicolons or line ends. What is no address is an `email`, too."""
    people, before = [], ""
    for found in _PIECE.finditer(text.replace("\r", "\n")):
        piece = found[0].strip()
        if not piece:
            continue
        named = _NAMED.fullmatch(f"{before}, {piece}" if before else piece)
        if before and not named:  # no name in front of an address after all
            people.append(Pasted("", before))
            named = _NAMED.fullmatch(piece)
        before = ""
        if named:
            people.append(Pasted(named["name"].strip().strip("\"'").strip(), named["email"].strip()))
        elif "@" in piece:
            people.append(Pasted("", piece))
        else:
            before = piece  # `Lindqvist, Maya <maya@example.com>`
    return [*people, Pasted("", before)] if before else people
