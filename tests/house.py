"""Reads the program's own source for `test_house_rules.py`: modules, what they import, what they call.

Each check takes a mapping of module name to source text, so that a test can plant a fault and see it found.
"""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
Sources = Mapping[str, str]

# A module imports only from storeys below its own; siblings do not import each other, except inside their folder.
STOREYS: list[tuple[str, ...]] = [
    ("webapp.errors",),
    ("webapp.extensions",),
    ("webapp.lib", "webapp.scheduling"),
    ("webapp.words", "webapp.security_headers", "webapp.compression"),
    ("webapp.display",),
    ("webapp.models",),
    ("webapp.outbox", "webapp.rate_limits", "webapp.providers"),
    ("webapp.services.locks", "webapp.delivery"),
    ("webapp.services.configurations", "webapp.services.calendars"),
    ("webapp.services.availability", "webapp.services.promises", "webapp.services.access"),
    ("webapp.services.bookings",),
    ("webapp.services.demo", "webapp.services.housekeeping"),
    ("webapp.blueprints.api", "webapp.blueprints.dashboard", "webapp.blueprints.public", "webapp.health"),
    ("webapp.worker", "webapp.cli", "webapp.catalogues", "webapp.error_pages", "webapp.unreadable_requests"),
]
SEES_EVERYTHING = {"webapp"}
FOLDERS = {"webapp.services", "webapp.blueprints"}  # they hold rooms, and import nothing
# Whatever their storeys: a service promises, a delivery keeps, and the outbox row is all they share.
NEVER = {("webapp.services", "webapp.delivery"), ("webapp.delivery", "webapp.services")}
MIGRATIONS = "webapp.migrations"
STANDARD_ONLY = "webapp.scheduling"


def sources() -> dict[str, str]:
    """Every module of the program by its dotted name."""
    found = {}
    for path in sorted((ROOT / "webapp").rglob("*.py")):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        if not name.startswith(MIGRATIONS):
            found[name] = path.read_text()
    return found


def imports_going_up(modules: Sources) -> list[str]:
    """`importer -> imported` for every import that does not go down."""
    wrong = []
    for name, source in modules.items():
        if name in SEES_EVERYTHING | FOLDERS:
            continue
        for imported in imported_modules(name, source, known=modules):
            if not _goes_down(name, imported) or _never_goes(name, imported):
                wrong.append(f"{name} -> {imported}")
    return wrong


def foreign_imports(modules: Sources, *, of: str, allowed: frozenset[str]) -> list[str]:
    """Imports of a package that are neither its own nor in the standard library."""
    wrong = []
    for name, source in modules.items():
        if name == of or name.startswith(of + "."):
            for top, imported in _absolute_imports(source):
                if top not in allowed and not imported.startswith(of):
                    wrong.append(f"{name} -> {imported}")
    return wrong


def calls(modules: Sources, *, named: set[str], but_in: tuple[str, ...]) -> list[str]:
    """`module: call` for calls such as `time.time` or `session.commit`, by their last two names or the last alone."""
    wrong = []
    for name, source in modules.items():
        if name.startswith(but_in):
            continue
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call) and (spoken := _spoken(node.func)) & named:
                wrong.append(f"{name}: {', '.join(sorted(spoken & named))}")
    return wrong


def names_used(modules: Sources, *, named: set[str], but_in: tuple[str, ...]) -> list[str]:
    """`module: name` for every use of an attribute or a name."""
    wrong = []
    for name, source in modules.items():
        if name.startswith(but_in):
            continue
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Attribute | ast.Name) and (spoken := _spoken(node)) & named:
                wrong.append(f"{name}: {', '.join(sorted(spoken & named))}")
    return wrong


def importers(modules: Sources, *, of: str) -> list[str]:
    """Who imports a top-level package of the outside."""
    return [
        name for name, source in modules.items() if any(top == of for top, _ in _absolute_imports(source))
    ]


def imported_modules(name: str, source: str, *, known: Sources) -> Iterator[str]:
    """The modules of ours that a module imports, `from webapp.models import Booking` being `webapp.models`."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.split(".")[0] == "webapp")
        elif isinstance(node, ast.ImportFrom):
            base = _resolved(name, node, known)
            if base.split(".")[0] != "webapp":
                continue
            for alias in node.names:
                inner = f"{base}.{alias.name}"
                yield inner if inner in known else base


def _resolved(name: str, node: ast.ImportFrom, known: Sources) -> str:
    if not node.level:
        return node.module or ""
    is_package = any(other.startswith(name + ".") for other in known)
    parts = name.split(".")
    kept = parts[: len(parts) - node.level + (1 if is_package else 0)]
    return ".".join([*kept, *([node.module] if node.module else [])])


def _goes_down(importer: str, imported: str) -> bool:
    above, room = _place(importer)
    below, other_room = _place(imported)
    return below < above or (below == above and room == other_room)


def _never_goes(importer: str, imported: str) -> bool:
    return any(_is_in(importer, room) and _is_in(imported, other) for room, other in NEVER)


def _is_in(name: str, room: str) -> bool:
    return name == room or name.startswith(room + ".")


def _place(name: str) -> tuple[int, str]:
    for storey, rooms in enumerate(STOREYS):
        for room in rooms:
            if _is_in(name, room):
                return storey, room
    if name == "webapp":
        return len(STOREYS), name
    raise AssertionError(f"{name} has no storey: give it one in tests/house.py")


def _absolute_imports(source: str) -> Iterator[tuple[str, str]]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((alias.name.split(".")[0], alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield (node.module or "").split(".")[0], node.module or ""


def _spoken(node: ast.AST) -> set[str]:
    if isinstance(node, ast.Name):
        return {node.id}
    if isinstance(node, ast.Attribute):
        owner = node.value
        last = (
            owner.attr
            if isinstance(owner, ast.Attribute)
            else owner.id
            if isinstance(owner, ast.Name)
            else ""
        )
        return {f".{node.attr}", f"{last}.{node.attr}"}
    return set()
