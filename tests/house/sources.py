"""Reads the program's own source: its modules, and which of its own modules each of them imports."""

import ast
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
MIGRATIONS = "webapp.migrations"

Sources = Mapping[str, str]  # a module's dotted name -> its text


def program() -> dict[str, str]:
    """Every module of the program by its dotted name, but for the migrations."""
    found = {}
    for path in sorted((ROOT / "webapp").rglob("*.py")):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        if not name.startswith(MIGRATIONS):
            found[name] = path.read_text()
    return found


def launcher() -> dict[str, str]:
    """What runs before anything is installed, by its dotted name: `run`, the launcher and the settings."""
    files = {"run": ROOT / "run", "config": ROOT / "config.py"}
    files |= {f"launcher.{path.stem}": path for path in (ROOT / "launcher").glob("*.py")}
    return {name: path.read_text() for name, path in files.items()}


@lru_cache(maxsize=1024)  # nearly every rule asks for every module
def parsed(source: str) -> ast.Module:
    """The syntax tree of a source. It is shared: nobody changes it."""
    return ast.parse(source)


@lru_cache(maxsize=1024)
def nodes(source: str) -> tuple[ast.AST, ...]:
    """All nodes of that tree."""
    return tuple(ast.walk(parsed(source)))


def is_in(name: str, room: str) -> bool:
    """Whether a module is this one, or inside this package."""
    return name == room or name.startswith(room + ".")


def own_imports(name: str, source: str, *, known: Sources) -> Iterator[str]:
    """The known modules that a module imports, `from webapp.models import Booking` being `webapp.models`."""
    ours = {other.split(".")[0] for other in known}
    for node in nodes(source):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.split(".")[0] in ours)
        elif isinstance(node, ast.ImportFrom):
            base = _resolved(name, node, known)
            if base.split(".")[0] not in ours:
                continue
            for alias in node.names:
                inner = f"{base}.{alias.name}"
                yield inner if inner in known else base


def imported(name: str, source: str, *, known: Sources) -> Iterator[str]:
    """The dotted names of the modules that a module imports, ours or not, however it spells them."""
    for node in nodes(source):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield _resolved(name, node, known)


def _resolved(name: str, node: ast.ImportFrom, known: Sources) -> str:
    if not node.level:
        return node.module or ""
    is_package = any(other.startswith(name + ".") for other in known)
    parts = name.split(".")
    above = parts[: len(parts) - node.level + (1 if is_package else 0)]
    return ".".join([*above, *([node.module] if node.module else [])])
