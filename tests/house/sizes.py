"""Which files are too long to be read at one sitting."""

from collections.abc import Mapping

from tests.house.sources import ROOT

AT_MOST = 300
FROZEN = "webapp/migrations/versions"  # a migration that was released is not cut


def files() -> dict[str, str]:
    """Every file of Python that is ours, by its path."""
    paths = [
        ROOT / "run",
        *ROOT.glob("*.py"),
        *(
            path
            for folder in ("webapp", "launcher", "bench", "tests")
            for path in (ROOT / folder).rglob("*.py")
        ),
    ]
    named = {str(path.relative_to(ROOT)): path for path in sorted(paths)}
    return {name: path.read_text() for name, path in named.items() if not name.startswith(FROZEN)}


def too_long(found: Mapping[str, str]) -> list[str]:
    """`path: lines` for each file of more than 300 lines."""
    lengths = {path: len(text.splitlines()) for path, text in found.items()}
    return [f"{path}: {length}" for path, length in lengths.items() if length > AT_MOST]
