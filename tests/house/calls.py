"""Which names a module uses and which functions it calls."""

import ast
from collections.abc import Iterator

from tests.house.sources import Sources


def calls(modules: Sources, *, named: set[str], but_in: tuple[str, ...] = ()) -> list[str]:
    """`module: call` for calls such as `time.time` or `session.commit`, by their last two names or the last alone."""
    return _uses(modules, named, but_in, kinds=(ast.Call,))


def names_used(modules: Sources, *, named: set[str], but_in: tuple[str, ...] = ()) -> list[str]:
    """`module: name` for every use of an attribute or a name."""
    return _uses(modules, named, but_in, kinds=(ast.Attribute, ast.Name))


def _uses(
    modules: Sources, named: set[str], but_in: tuple[str, ...], *, kinds: tuple[type[ast.AST], ...]
) -> list[str]:
    return [
        f"{name}: {', '.join(sorted(found))}"
        for name, source in modules.items()
        if not name.startswith(but_in)
        for node in _nodes(source, kinds)
        if (found := spellings(node) & named)
    ]


def _nodes(source: str, kinds: tuple[type[ast.AST], ...]) -> Iterator[ast.AST]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, kinds):
            yield node.func if isinstance(node, ast.Call) else node


def spellings(node: ast.AST) -> set[str]:
    """How a name may stand in a rule: `name` alone; an attribute as `.name` and with its owner as `owner.name`."""
    match node:
        case ast.Name(id=name):
            return {name}
        case ast.Attribute(value=ast.Name(id=owner) | ast.Attribute(attr=owner), attr=name):
            return {f".{name}", f"{owner}.{name}"}
        case ast.Attribute(attr=name):
            return {f".{name}"}
    return set()
