"""Which files the documents name, and whether they are there."""

import re
from collections.abc import Iterator, Mapping

from tests.house.sources import ROOT

# Such as `delivery/retries.py`: a file in a folder, in code marks. A bare name may be anybody's file.
NAMED = re.compile(r"`([\w.-]+/[\w./-]+\.(?:py|js|css|html|txt|md))`")
LINKED = re.compile(r"\]\((?!https?:|#)([^)#]+)")
BELOW = (ROOT, ROOT / "webapp")  # where the paths in the documents begin

Documents = Mapping[str, str]  # path -> text


def documents() -> dict[str, str]:
    """Every document, by its path."""
    paths = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    return {str(path.relative_to(ROOT)): path.read_text() for path in paths}


def missing_files(found: Documents) -> list[str]:
    """`document: file` for each file that a document names or links to, and that is not there."""
    return [f"{path}: {name}" for path, text in found.items() for name in _missing(path, text)]


def _missing(path: str, text: str) -> Iterator[str]:
    for name in NAMED.findall(text):
        if not any((folder / name).exists() for folder in BELOW):
            yield name
    for name in LINKED.findall(text):
        if not (ROOT / path).parent.joinpath(name).exists():
            yield name
