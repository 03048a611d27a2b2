"""The list of the house rules in `docs/architecture.md`, made from the names of the tests.

`python -m tests.house.listing` writes it anew. A test is a rule unless its name ends in `found`: then it hands a
planted fault to the check of the rule before it. One that ends in `let_through` hands it something that is right.
"""

import ast
import re
from collections.abc import Mapping
from itertools import pairwise

from tests.house.sources import ROOT

PAGE = ROOT / "docs" / "architecture.md"
BEGIN, END = "<!-- rules: made by `python -m tests.house.listing` -->\n", "<!-- end of rules -->\n"
FOUND, LET_THROUGH = "_found", "_let_through"

Tests = Mapping[str, str]  # a file's name -> its text


def rule_tests() -> dict[str, str]:
    """The files whose tests are rules."""
    return {path.name: path.read_text() for path in sorted((ROOT / "tests" / "house").glob("test_*.py"))}


def listed(found: Tests) -> str:
    """The rules as Markdown: a heading from each file's docstring, a sentence from each rule's name."""
    return "\n".join(_section(text) for text in found.values())


def without_plant(found: Tests) -> list[str]:
    """Rules that are not followed at once by a test of a planted fault."""
    return [
        name
        for text in found.values()
        for name, following in pairwise([*_names(text), ""])
        if _is_rule(name) and not following.endswith(FOUND)
    ]


def of_page(page: str) -> str:
    """The list as it stands in a page."""
    return page.partition(BEGIN)[2].partition(END)[0]


def renewed(page: str, *, rules: str) -> str:
    """The page with this list in place of its own."""
    before, _, rest = page.partition(BEGIN)
    return f"{before}{BEGIN}{rules}{END}{rest.partition(END)[2]}"


def _section(text: str) -> str:
    title, _, more = (ast.get_docstring(ast.parse(text)) or "").partition("\n")[0].partition(":")
    rules = "".join(f"- {_sentence(name)}\n" for name in _names(text) if _is_rule(name))
    return f"**{title}**:{more}\n\n{rules}"


def _names(text: str) -> list[str]:
    return re.findall(r"^def (test_\w+)", text, re.MULTILINE)


def _is_rule(name: str) -> bool:
    return not name.endswith((FOUND, LET_THROUGH))


def _sentence(name: str) -> str:
    words = name.removeprefix("test_").replace("_", " ")
    return f"{words[0].upper()}{words[1:]}."


if __name__ == "__main__":
    PAGE.write_text(renewed(PAGE.read_text(), rules=listed(rule_tests())))
