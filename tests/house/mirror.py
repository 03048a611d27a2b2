"""Where tests live: each beside the module that it is about, and none inside of another test."""

import ast
from collections.abc import Container, Iterator

from tests.house.sources import ROOT, Sources, imported, nodes


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
        f"{name} -> {other}"
        for name, source in modules.items()
        for other in _imports(name, source, known=modules)
        if other.rpartition(".")[2].startswith("test_")
    ]


def untested(program: Sources, tests: Container[str], *, exempt: Container[str] = ()) -> list[str]:
    """Modules with a function of their own, and no test file of their name in the same place of the tests' tree."""
    return [
        name
        for name, source in program.items()
        if name not in exempt
        and _has_a_function(source)
        and not any(home in tests for home in _homes(name, program))
    ]


def _imports(name: str, source: str, *, known: Sources) -> Iterator[str]:
    """Modules, and what is taken from them, for that may be a module too."""
    yield from imported(name, source, known=known)
    for node in nodes(source):
        if isinstance(node, ast.ImportFrom):
            yield from (f"{node.module or ''}.{alias.name}" for alias in node.names)


def _has_a_function(source: str) -> bool:
    return any(isinstance(node, ast.FunctionDef) for node in nodes(source))


def _homes(name: str, program: Sources) -> Iterator[str]:
    """`tests.lib.test_text` for `webapp.lib.text`; for a package also `tests.refusals.test_refusals`, inside of it."""
    folder, _, module = name.removeprefix("webapp.").rpartition(".")
    yield ".".join(filter(None, ("tests", folder, f"test_{module}")))
    if any(other.startswith(f"{name}.") for other in program):
        yield ".".join(filter(None, ("tests", folder, module, f"test_{module}")))
