"""Which refusals a program makes, by code and by the names of their values; and which values a sentence names."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tests.house.sources import Sources, nodes
from webapp.errors import OpenslotError, TimeslotUnavailable
from webapp.lib import fields
from webapp.refusals.sentence import Sentence
from webapp.scheduling import InvalidValue

KINDS = {kind.__name__ for kind in OpenslotError.__subclasses__()} | {
    InvalidValue.__name__,
    fields.refusal.__name__,
}
OF_EVERY_REFUSAL = {"field", "label"}


@dataclass(frozen=True, slots=True)
class Refusal:
    """A refusal as it is made in a module. `code` is None where one is passed on that was made elsewhere."""

    module: str
    code: str | None
    values: frozenset[str]


def refusals(modules: Sources) -> list[Refusal]:
    """Every refusal that is made in these modules."""
    return [made for module, source in modules.items() for made in _refusals_of(module, nodes(source))]


def named_by_program(sentence: Sentence) -> set[str]:
    """The values that the sentence for programs names, but for the field."""
    named = _Recorder()
    sentence.for_program(named)
    return named.names - OF_EVERY_REFUSAL


def named_by_person(sentence: Sentence) -> set[str]:
    """The values that the sentence for people names, but for the field and its label."""
    named = _Recorder()
    sentence.for_person(named)
    return named.names - OF_EVERY_REFUSAL


def _refusals_of(module: str, tree: Iterable[ast.AST]) -> Iterator[Refusal]:
    for node in tree:
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name == TimeslotUnavailable.__name__:
            yield Refusal(module, "timeslot.unavailable", frozenset())
        elif name in KINDS and node.args:
            values = frozenset(keyword.arg or "**" for keyword in node.keywords) - OF_EVERY_REFUSAL
            yield Refusal(module, _code_in(node.args[0]), values)


def _code_in(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


class _Value(int):
    """Stands in for any value: it can be counted, and read as a list of texts."""

    def __iter__(self) -> Iterator[str]:
        yield from ("one", "two")


class _Recorder(dict[str, _Value]):
    """Answers for every name, and remembers which names were asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def __missing__(self, name: str) -> _Value:
        self.names.add(name)
        return _Value(2)
