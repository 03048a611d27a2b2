"""Which templates there are, and what in them nobody uses."""

import re
from collections.abc import Iterable, Mapping

from jinja2 import Environment, nodes

from tests.house.sources import ROOT

FOLDER = ROOT / "templates"
MACRO = re.compile(r"\{%-? macro (\w+)\(")
Templates = Mapping[str, str]  # path below templates/ -> its text


def templates() -> dict[str, str]:
    """Every template by its path."""
    return {
        str(path.relative_to(FOLDER)): path.read_text()
        for path in sorted(FOLDER.rglob("*"))
        if path.is_file()
    }


def mails(found: Templates) -> dict[str, set[str]]:
    """The folders of templates/mail with the names of their files."""
    folders: dict[str, set[str]] = {}
    for path in found:
        if (parts := path.split("/"))[0] == "mail" and len(parts) == 3:
            folders.setdefault(parts[1], set()).add(parts[2])
    return folders


def unused_templates(found: Templates, *, sources: Iterable[str]) -> list[str]:
    """Templates that neither a module nor another template names. A mail is named by its folder, elsewhere."""
    text = "\n".join([*sources, *found.values()])
    single = [path for path in found if not re.fullmatch(r"mail/[^/]+/[^/]+", path)]
    return [path for path in single if not re.search(rf'["\']{re.escape(path)}["\']', text)]


def unused_macros(found: Templates) -> list[str]:
    """`template: name` for each macro whose name stands nowhere but where it is made."""
    text = "\n".join(found.values())
    made = [(path, name) for path, own in found.items() for name in MACRO.findall(own)]
    return [f"{path}: {name}" for path, name in made if len(re.findall(rf"\b{name}\b", text)) == 1]


def static_files() -> list[str]:
    """What browsers may ask for, but for the licences and checksums beside other people's files."""
    folder = ROOT / "static"
    found = [path for path in folder.rglob("*") if path.suffix in (".css", ".js", ".svg", ".png", ".woff2")]
    return sorted(str(path.relative_to(folder)) for path in found)


def unused_files(paths: Iterable[str], *, found: Templates) -> list[str]:
    """Static files that no template names."""
    text = "\n".join(found.values())
    return [path for path in paths if f"asset('{path}')" not in text]


def unused_imports(found: Templates) -> list[str]:
    """`template: name` for each name that a template imports and never reads."""
    wrong = []
    for path, text in found.items():
        tree = Environment(extensions=["jinja2.ext.i18n"]).parse(text)
        read = {name.name for name in tree.find_all(nodes.Name) if name.ctx == "load"}
        wrong += [f"{path}: {name}" for name in _imported(tree) if name not in read]
    return wrong


def _imported(tree: nodes.Template) -> list[str]:
    names = [name for found in tree.find_all(nodes.FromImport) for name in found.names]
    return [
        *(name if isinstance(name, str) else name[1] for name in names),
        *(found.target for found in tree.find_all(nodes.Import)),
    ]
