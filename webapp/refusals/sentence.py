"""One refusal in words: as a program reads it, in plain English, and as a person does, in their own language."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from string import Formatter
from typing import Any

from webapp import display
from webapp.words import ENGLISH

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Sentence:
    """`program`: a text with `{name}` for each value, and `{field}` for the field's path.

    `person`: a lazy text with `%(name)s` for each value, or a function of the values where one of them is counted.
    `%(label)s` is how the page calls the field.
    """

    program: str
    person: Any

    def for_program(self, values: Values) -> str:
        """The sentence in English, whatever language the request is answered in."""
        return _ENGLISH.vformat(self.program, (), values)

    def for_person(self, values: Values) -> str:
        """The sentence in the language that the request is answered in."""
        if callable(self.person):
            return str(self.person(values))
        return str(self.person) % _Readable(values)


class _Readable:
    """Values as they stand in a person's sentence: a list as its items."""

    def __init__(self, values: Values) -> None:
        self._values = values

    def __getitem__(self, name: str) -> Any:
        value = self._values[name]
        return ", ".join(value) if isinstance(value, list) else value


def _alternatives(choices: list[str]) -> str:
    quoted = [f"'{choice}'" for choice in choices]
    return " or ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)


_SPELLINGS: dict[str, Callable[[Any], str]] = {
    "alternatives": _alternatives,
    "entries": lambda count: "1 entry" if count == 1 else f"{count} entries",
    "length": lambda minutes: display.duration(minutes, ENGLISH),
    "list": ", ".join,
    "plural": lambda count: "" if count == 1 else "s",
}


class _English(Formatter):
    """Reads what follows the colon in `{choices:list}` as one of `_SPELLINGS`."""

    def format_field(self, value: Any, format_spec: str) -> str:
        if format_spec:
            return _SPELLINGS[format_spec](value)
        return str(value)


_ENGLISH = _English()
