"""Which names a module uses, which functions it calls, which tables it writes, and where it locks rows."""

import ast
from collections.abc import Iterator, Mapping

from tests.house.sources import Sources, is_in, nodes, parsed

STATEMENTS = {"insert", "update", "delete"}
LOCK = "with_for_update"


def calls(modules: Sources, *, named: set[str], but_in: tuple[str, ...] = ()) -> list[str]:
    """`module: call` for calls such as `time.time` or `session.commit`, by their last two names or the last alone."""
    return _uses(modules, named, but_in, kinds=(ast.Call,))


def names_used(modules: Sources, *, named: set[str], but_in: tuple[str, ...] = ()) -> list[str]:
    """`module: name` for every use of an attribute or a name."""
    return _uses(modules, named, but_in, kinds=(ast.Attribute, ast.Name))


def keys_read(modules: Sources, *, of: str, but_in: tuple[str, ...] = ()) -> list[str]:
    """`module: line` for each value that is read by its key from what bears this name, by `[...]` or by `.get`."""
    return [
        f"{name}: {node.lineno}"
        for name, source in modules.items()
        if not any(is_in(name, room) for room in but_in)
        for node in _nodes(source, (ast.Subscript, ast.Attribute))
        if isinstance(node, ast.Subscript) or (isinstance(node, ast.Attribute) and node.attr == "get")
        if _last_name(node.value) == of
    ]


def writers(modules: Sources, *, of: set[str]) -> set[str]:
    """The modules that make, insert, update or delete rows of these models."""
    return {
        name
        for name, source in modules.items()
        for call in _nodes(source, (ast.Call,))
        if isinstance(call, ast.Call) and _written(call) & of
    }


def lockers(modules: Sources) -> set[str]:
    """`module.function` for each function that locks rows with FOR UPDATE, `module.` outside of functions."""
    return {
        f"{name}.{function}"
        for name, source in modules.items()
        for function in _locking_functions(parsed(source))
    }


def spellings(node: ast.AST, origins: Mapping[str, str]) -> set[str]:
    """How a name may stand in a rule: `name` alone; an attribute as `.name` and with its owner as `owner.name`.

    What was imported is spelled by where it comes from: after `from time import time as look`, `look` is `time.time`.
    """
    match node:
        case ast.Name(id=name, ctx=ast.Load()):  # a field of a model may be called `select`
            origin = origins.get(name, name)
            return {name, origin, _last_part(origin)}
        case ast.Attribute(value=ast.Name(id=owner), attr=name):
            return {f".{name}", f"{_last_part(origins.get(owner, owner))}.{name}"}
        case ast.Attribute(value=ast.Attribute(attr=owner), attr=name):
            return {f".{name}", f"{owner}.{name}"}
        case ast.Attribute(attr=name):
            return {f".{name}"}
    return set()


def _uses(
    modules: Sources, named: set[str], but_in: tuple[str, ...], *, kinds: tuple[type[ast.AST], ...]
) -> list[str]:
    return [
        f"{name}: {', '.join(sorted(found))}"
        for name, source in modules.items()
        if not any(is_in(name, room) for room in but_in)
        for origins in (_origins(source),)
        for node in _nodes(source, kinds)
        if (found := spellings(node.func if isinstance(node, ast.Call) else node, origins) & named)
    ]


def _origins(source: str) -> dict[str, str]:
    """What each imported name stands for, with the last part of the module before it: `clock.now`."""
    found: dict[str, str] = {}
    for node in nodes(source):
        if isinstance(node, ast.Import):
            found |= {alias.asname: alias.name for alias in node.names if alias.asname}
        elif isinstance(node, ast.ImportFrom):
            module = _last_part(node.module or "")
            found |= {alias.asname or alias.name: f"{module}.{alias.name}" for alias in node.names}
    return found


def _last_part(name: str) -> str:
    return name.rpartition(".")[2]


def _nodes(source: str, kinds: tuple[type[ast.AST], ...]) -> Iterator[ast.AST]:
    return (node for node in nodes(source) if isinstance(node, kinds))


def _written(call: ast.Call) -> set[str]:
    """What stands in `Model(...)` or `insert(Model)`, with or without a module before it."""
    function = _last_name(call.func)
    if function in STATEMENTS and call.args:
        return {_last_name(call.args[0])}
    return {function}


def _last_name(node: ast.AST) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _locking_functions(tree: ast.AST, *, function: str = "") -> Iterator[str]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef):
            yield from _locking_functions(node, function=node.name)
            continue
        match node:
            case ast.Attribute(attr=name) | ast.keyword(arg=name) if name == LOCK:
                yield function
        yield from _locking_functions(node, function=function)
