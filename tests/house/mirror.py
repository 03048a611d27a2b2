"""What the tests import of each other."""

import ast
from collections.abc import Iterator

from tests.house.sources import ROOT, Sources, absolute_imports


def tests() -> dict[str, str]:
    """Every module of the tests by its dotted name."""
    found = {}
    for path in sorted((ROOT / "tests").rglob("*.py")):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        found[name] = path.read_text()
    return found


def imports_of_tests(modules: Sources) -> list[str]:
    """`importer -> imported` for every import of a test module."""
    return [
        f"{name} -> {imported}"
        for name, source in modules.items()
        for imported in _imports(source)
        if imported.rpartition(".")[2].startswith("test_")
    ]


def _imports(source: str) -> Iterator[str]:
    """Modules, and what is taken from them, for that may be a module too."""
    yield from absolute_imports(source)
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
