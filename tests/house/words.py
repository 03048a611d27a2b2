"""Words for people that do not go through a translation: in templates, and in modules that speak to people.

A template is read as its syntax tree. What stands between its tags becomes HTML again, with a mark for each expression;
so a word is found where a person would read it, and so is a string that an expression puts there. In the rest of an
expression, and in Python, a string counts as words when it looks like them: two words in a row, or a capital at the
beginning of a word.
"""

import ast
import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser

from jinja2 import Environment, nodes

TRANSLATIONS = {"_", "gettext", "ngettext", "lazy_gettext"}
READ_ATTRIBUTES = {
    *("title", "alt", "placeholder", "value", "label"),
    *("aria-label", "aria-description", "aria-roledescription", "aria-valuetext"),
}
NOT_READ = {"script", "style"}
INSTEAD = {"default", "d"}  # filters that put their argument in place of what is missing
NOT_WORDS = re.compile(r"\bOpenslot\b|\blang=")  # a name, and an attribute that a macro writes
LETTERS = re.compile(r"[^\W\d_]{2,}")
LIKE_WORDS = re.compile(r"^[“\"(]?[A-Z][a-z]+|[a-z,:]{2,} [a-z]{2,}")
BESIDE_A_VALUE = re.compile(r"^ [a-z]{2,}\b|\b[a-z]{2,} $")
MARK = re.compile(r"\ue000(\d+)\ue001")

_jinja = Environment(extensions=["jinja2.ext.i18n"], autoescape=True, trim_blocks=True, lstrip_blocks=True)


def bare_in_templates(templates: Mapping[str, str]) -> list[str]:
    """`template: words` for each that a person reads and no translation sees."""
    return [f"{path}: {found}" for path, text in templates.items() for found in _bare_in_template(path, text)]


def bare_in_modules(sources: Mapping[str, str], *, allowed: set[str]) -> list[str]:
    """`module: words` for each string that looks like words and is not handed to a translation."""
    return [
        f"{name}: {found}"
        for name, source in sources.items()
        for found in _bare_in_module(ast.parse(source))
        if found not in allowed
    ]


def lazy_with_values(sources: Mapping[str, str]) -> list[str]:
    """`module:line` for each lazy sentence that is given its values at once."""
    return [
        f"{name}:{call.lineno}"
        for name, source in sources.items()
        for call in ast.walk(ast.parse(source))
        if isinstance(call, ast.Call)
        and _called(call) == "lazy_gettext"
        and (call.keywords or len(call.args) != 1)
    ]


def bare_sentences(sources: Mapping[str, str]) -> list[str]:
    """`module:line` for each refusal whose sentence for people is not handed to a translation."""
    return [
        f"{name}:{call.lineno}"
        for name, source in sources.items()
        for call in ast.walk(ast.parse(source))
        if isinstance(call, ast.Call) and _called(call) == "Sentence" and not _is_translated(call.args[1])
    ]


def _is_translated(node: ast.expr) -> bool:
    """Whether this is a translated text, or a function of values that returns one."""
    made = node.body if isinstance(node, ast.Lambda) else node
    return isinstance(made, ast.Call) and _called(made) in TRANSLATIONS


def _called(call: ast.Call) -> str:
    return str(getattr(call.func, "id", getattr(call.func, "attr", "")))


def _bare_in_template(path: str, text: str) -> Iterator[str]:
    tree = _jinja.parse(text)
    page = _Page()
    for part in tree.find_all(nodes.Output):
        for node in part.nodes:
            page.add(node)
    if path.endswith(".html"):
        yield from page.read_as_html()
    else:
        yield from page.read_as_text()
    yield from _like_words(tree)


class _Page:
    """What a template puts out: its text, with a mark for each expression."""

    def __init__(self) -> None:
        self.text = ""
        self.expressions: list[nodes.Node] = []

    def add(self, node: nodes.Node) -> None:
        if isinstance(node, nodes.TemplateData):
            self.text += node.data
        else:
            self.text += f"\ue000{len(self.expressions)}\ue001"
            self.expressions.append(node)

    def read_as_html(self) -> Iterator[str]:
        reader = _Reader()
        reader.feed(self.text)
        reader.close()
        for read in reader.found:
            yield from self._bare(read)

    def read_as_text(self) -> Iterator[str]:
        yield from self._bare(self.text)

    def _bare(self, read: str) -> Iterator[str]:
        said = " ".join(MARK.sub(" ", read).split())
        if _is_said(said):
            yield said
        for number in MARK.findall(read):
            yield from (found for found in _results(self.expressions[int(number)]) if _is_said(found))


class _Reader(HTMLParser):
    """Collects what a person reads of HTML: its text, and the attributes that are read out or shown."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in NOT_READ:
            self._inside.append(tag)
        read = (
            READ_ATTRIBUTES - {"value"} if tag == "button" else READ_ATTRIBUTES
        )  # a button shows its content
        self.found += [value or "" for name, value in attrs if name in read]
        names = dict(attrs)
        if tag == "meta" and names.get("name") == "description":
            self.found.append(names.get("content") or "")

    def handle_endtag(self, tag: str) -> None:
        if self._inside and self._inside[-1] == tag:
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        if not self._inside:
            self.found.append(data)


def _results(node: nodes.Node) -> Iterator[str]:
    """The strings that an expression itself may come to."""
    if isinstance(node, nodes.Const):
        if isinstance(node.value, str):
            yield node.value
    elif isinstance(node, nodes.CondExpr):
        for branch in (node.expr1, node.expr2):
            yield from _results(branch) if branch else ()
    elif isinstance(node, nodes.And | nodes.Or | nodes.Add):
        yield from (*_results(node.left), *_results(node.right))
    elif isinstance(node, nodes.Concat):
        for part in node.nodes:
            yield from _results(part)
    elif isinstance(node, nodes.Getitem):
        yield from _results_of_table(node.node)
    elif isinstance(node, nodes.MarkSafeIfAutoescape):
        yield from _results(node.expr)
    elif isinstance(node, nodes.Filter):
        for part in (node.node, *(node.args if node.name in INSTEAD else ())):
            yield from _results(part) if part else ()
    elif isinstance(node, nodes.List | nodes.Tuple):
        for item in node.items:
            yield from _results(item)
    elif isinstance(node, nodes.Call) and isinstance(node.node, nodes.Getattr) and node.node.attr == "get":
        yield from (
            *_results_of_table(node.node.node),
            *(found for part in node.args[1:] for found in _results(part)),
        )


def _results_of_table(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.Dict):
        for pair in node.items:
            yield from _results(pair.value)


def _like_words(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.Call) and getattr(node.node, "name", "") in TRANSLATIONS:
        for keyword in node.kwargs:  # a named value may be words itself
            yield from _like_words(keyword)
        return
    if isinstance(node, nodes.TemplateData):
        return
    if isinstance(node, nodes.Const) and isinstance(node.value, str) and _looks_like_words(node.value):
        yield node.value
    for child in node.iter_child_nodes():
        yield from _like_words(child)


def _bare_in_module(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Call) and _called(node) in TRANSLATIONS:
        for keyword in node.keywords:
            yield from _bare_in_module(keyword)
        return
    if isinstance(node, ast.Raise) or _is_docstring(node):
        return  # a refusal is spoken at the door
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and _looks_like_words(node.value):
        yield node.value
    if isinstance(node, ast.JoinedStr):
        yield from _words_between_values(node)
        return
    # The keys of a table are codes; what stands behind them may be words.
    children = node.values if isinstance(node, ast.Dict) else ast.iter_child_nodes(node)
    for child in children:
        yield from _bare_in_module(child)


def _words_between_values(node: ast.JoinedStr) -> Iterator[str]:
    """A word beside a value, such as in `f"{guest} declined"`, and whatever looks like words by itself."""
    for part in node.values:
        if not isinstance(part, ast.Constant):
            yield from _bare_in_module(part)
        elif _looks_like_words(text := str(part.value)) or BESIDE_A_VALUE.search(text):
            yield text


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _is_said(text: str) -> bool:
    return LETTERS.search(NOT_WORDS.sub("", text)) is not None


def _looks_like_words(text: str) -> bool:
    return _is_said(text) and LIKE_WORDS.search(text.strip()) is not None and not _is_code(text)


def _is_code(text: str) -> bool:
    """Style, patterns, names of modules, classes and headers: they have letters and are not read."""
    return re.search(r"[;{}<>=\\/]|^[\w.]+\.[\w.]+$|^[A-Z][\w-]+-[A-Z]|^([A-Z][a-z]+){2,}$", text) is not None
