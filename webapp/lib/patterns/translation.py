"""From a browser's pattern to an expression of RE2 that takes the same texts (ECMA-262, Pattern under the flag `v`).

What RE2 cannot do is refused: looking around, referring back, changing flags. So is what a browser would not read.
"""

from string import digits

from webapp.errors import InvalidInput
from webapp.lib.patterns import classes, escapes
from webapp.lib.patterns.classes import Members
from webapp.lib.patterns.code_points import LINE_ENDS, CodePoints
from webapp.lib.patterns.source import DEEPEST, HERE, Source
from webapp.lib.patterns.spelling import Spelled, alternatives, in_a_row, one_of, repeated

_ASSERTIONS = {"^": r"\A", "$": r"\z", r"\b": r"\b", r"\B": r"\B"}
_LOOKING_AROUND = ("(?=", "(?!", "(?<=", "(?<!")
_JOINERS = "\u200c\u200d"


def translated(pattern: str) -> str:
    """The expression of RE2. It must be compared with the whole text. Raises InvalidInput."""
    source = Source(pattern)
    spelled = _Reader(source).disjunction()
    if not source.ended:
        raise InvalidInput("pattern.needs_backslash", field=HERE, at=source.place, character=source.peek())
    return spelled.text


class _Reader:
    """One method for each rule of the grammar. Each reads its part of the source and spells it."""

    def __init__(self, source: Source) -> None:
        self.source, self.names = source, set[str]()

    def disjunction(self) -> Spelled:
        found = [self.alternative()]
        while self.source.take("|"):
            found.append(self.alternative())
        return alternatives(found)

    def alternative(self) -> Spelled:
        terms = []
        while not self.source.ended and self.source.peek() not in "|)":
            terms.append(self.term())
        return in_a_row(terms)

    def term(self) -> Spelled:
        for written, spelled in _ASSERTIONS.items():
            if self.source.take(written):
                return Spelled(spelled)
        return self.quantified(self.atom())

    def atom(self) -> Spelled:
        source = self.source
        if source.sees("("):
            return self.group()
        if source.take("["):
            return one_of(classes.members(source))
        if source.take("."):
            return one_of(Members(~LINE_ENDS))
        if source.take("\\"):
            return self.escape()
        if source.peek() in escapes.SYNTAX_CHARACTERS.replace("/", ""):
            raise InvalidInput(
                "pattern.needs_backslash", field=HERE, at=source.place, character=source.peek()
            )
        return one_of(Members(CodePoints.only(ord(source.next()))))

    def quantified(self, atom: Spelled) -> Spelled:
        source, place = self.source, self.source.place
        if source.take("*"):
            times: tuple[int, int | None] = (0, None)
        elif source.take("+"):
            times = (1, None)
        elif source.take("?"):
            times = (0, 1)
        elif source.take("{"):
            times = self.braces(place)
        else:
            return atom
        source.take("?")
        return repeated(atom, *times)

    def braces(self, place: int) -> tuple[int, int | None]:
        source = self.source
        lowest = highest = source.take_all_of(digits)
        if source.take(","):
            highest = source.take_all_of(digits)
        if not lowest or not source.take("}"):
            raise InvalidInput("pattern.needs_backslash", field=HERE, at=place, character="{")
        if highest and int(highest) < int(lowest):
            raise InvalidInput("pattern.invalid", field=HERE, at=place)
        return int(lowest), int(highest) if highest else None

    def group(self) -> Spelled:
        source, place = self.source, self.source.place
        if any(map(source.sees, _LOOKING_AROUND)):
            raise InvalidInput("pattern.looks_around", field=HERE, at=place)
        source.take("(")
        if source.take("?<"):
            self.name()
        elif source.take("?") and not source.take(":"):
            if source.peek() and source.peek() in "ims-":
                raise InvalidInput("pattern.changes_flags", field=HERE, at=place)
            raise InvalidInput("pattern.invalid", field=HERE, at=place)
        source.depth += 1
        if source.depth > DEEPEST:
            raise InvalidInput("pattern.too_large", field=HERE)
        found = self.disjunction()
        source.depth -= 1
        if not source.take(")"):
            raise InvalidInput("pattern.unclosed", field=HERE)
        return found

    def name(self) -> None:
        source, place, name = self.source, self.source.place, ""
        while not source.ended and not source.sees(">"):
            name += chr(escapes.unicode(source)) if source.take(r"\u") else source.next()
        # The rule for names is Python's too, but for `$` and the two joiners.
        if not name.translate({ord("$"): "_", **dict.fromkeys(map(ord, _JOINERS), "_")}).isidentifier() or (
            name[0] in _JOINERS or not source.take(">")
        ):
            raise InvalidInput("pattern.invalid", field=HERE, at=place)
        if name in self.names:
            raise InvalidInput("pattern.name_twice", field=HERE, at=place, name=name)
        self.names.add(name)

    def escape(self) -> Spelled:
        source = self.source
        if source.peek() and source.peek() in "123456789k":
            raise InvalidInput("pattern.refers_back", field=HERE, at=source.place)
        taken = classes.shorthand(source)
        if taken is None:
            taken = CodePoints.only(escapes.character(source))
        return one_of(Members(taken))
