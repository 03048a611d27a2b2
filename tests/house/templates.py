"""Which templates there are, and what in them nobody uses."""

import re
from collections.abc import Iterable, Iterator, Mapping

from jinja2 import Environment, nodes

from tests.house.sources import ROOT

FOLDER = ROOT / "templates"
STATIC = ROOT / "static"
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
    """`template: name` for each macro that its own template does not call, and that no other takes from there."""
    trees = {path: _parsed(text) for path, text in found.items()}
    taken = {macro for tree in trees.values() for macro in _taken_by_name(tree)}
    modules = {(target, path) for tree in trees.values() for target, path in _modules(tree)}
    # An included template reads what the one around it has imported, so its own imports do not say where from.
    attributes = {read for tree in trees.values() for read in _attributes(tree)}
    taken |= {(path, macro) for target, path in modules for owner, macro in attributes if owner == target}
    return [
        f"{path}: {macro.name}"
        for path, tree in trees.items()
        for macro in tree.find_all(nodes.Macro)
        if macro.name not in _read(tree) and (path, macro.name) not in taken
    ]


def static_files() -> list[str]:
    """What browsers may ask for, but for the licences and checksums beside other people's files."""
    found = [path for path in STATIC.rglob("*") if path.suffix in (".css", ".js", ".svg", ".png", ".woff2")]
    return sorted(str(path.relative_to(STATIC)) for path in found)


def sheets() -> dict[str, str]:
    """Every style sheet by its path below static/."""
    return {str(path.relative_to(STATIC)): path.read_text() for path in sorted(STATIC.rglob("*.css"))}


def unused_files(
    paths: Iterable[str], *, found: Templates, sheets: Mapping[str, str], sources: Iterable[str]
) -> list[str]:
    """Static files that neither a template nor a style sheet names, and that no module reads."""
    text, styles, modules = ("\n".join(texts) for texts in (found.values(), sheets.values(), sources))
    return [
        path
        for path in paths
        if f"asset('{path}')" not in text
        and f'url("{path}?v=' not in styles
        and f'FOLDER / "{path}"' not in modules
    ]


def refused_by_policy(sheets: Mapping[str, str]) -> list[str]:
    """Style sheets that show what is not at our own address: the policy lets no browser load it."""
    return [path for path, text in sheets.items() if re.search(r"url\(\s*[\"']?\s*(data:|https?:|//)", text)]


def unused_classes(sheets: Mapping[str, str], *, users: Iterable[str]) -> list[str]:
    """`sheet: class` for each class that is drawn, and that no template, script or module has as a word."""
    words = {word for text in users for word in re.findall(r"[\w-]+", text)}
    return [
        f"{path}: {name}"
        for path, text in sheets.items()
        for name in sorted(set(re.findall(r"\.([a-z][\w-]*)", _rules_alone(text))))
        if name not in words
    ]


def _rules_alone(sheet: str) -> str:
    """Without comments and the addresses of files."""
    return re.sub(r"/\*.*?\*/|url\(.*?\)", "", sheet, flags=re.DOTALL)


def unused_imports(found: Templates) -> list[str]:
    """`template: name` for each name that a template imports and never reads."""
    wrong = []
    for path, text in found.items():
        tree = _parsed(text)
        wrong += [f"{path}: {name}" for name in _imported(tree) if name not in _read(tree)]
    return wrong


def _parsed(text: str) -> nodes.Template:
    return Environment(extensions=["jinja2.ext.i18n"]).parse(text)


def _read(tree: nodes.Template) -> set[str]:
    return {name.name for name in tree.find_all(nodes.Name) if name.ctx == "load"}


def _taken_by_name(tree: nodes.Template) -> Iterator[tuple[object, str]]:
    """(path, macro) of each macro that a template imports."""
    for found in tree.find_all(nodes.FromImport):
        yield from ((_path_of(found), name if isinstance(name, str) else name[0]) for name in found.names)


def _modules(tree: nodes.Template) -> Iterator[tuple[str, object]]:
    """(name, path) of each template that is imported as a whole."""
    yield from ((found.target, _path_of(found)) for found in tree.find_all(nodes.Import))


def _attributes(tree: nodes.Template) -> Iterator[tuple[str, str]]:
    """(owner, attribute) of each attribute that is read of a name."""
    for found in tree.find_all(nodes.Getattr):
        if isinstance(found.node, nodes.Name):
            yield found.node.name, found.attr


def _path_of(taken: nodes.Import | nodes.FromImport) -> object:
    return taken.template.value if isinstance(taken.template, nodes.Const) else None


def _imported(tree: nodes.Template) -> list[str]:
    names = [name for found in tree.find_all(nodes.FromImport) for name in found.names]
    return [
        *(name if isinstance(name, str) else name[1] for name in names),
        *(found.target for found in tree.find_all(nodes.Import)),
    ]
