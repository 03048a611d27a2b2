"""A page that can be read and does nothing: its links lead nowhere, its forms cannot be sent, its scripts are gone.

For pages that our own templates made. It mends nothing and is no filter for what strangers wrote.
"""

from html import escape
from html.parser import HTMLParser

_GONE = frozenset({"script", "noscript"})
_ACTIONS = frozenset(
    {"action", "autofocus", "formaction", "formmethod", "formtarget", "href", "method", "target"}
)
_BY_SCRIPT = "hx-"

Attributes = list[tuple[str, str | None]]


def inert(html: str) -> str:
    """The same page without anything that could be pressed to a purpose. What it looks like stays."""
    rewriting = _Rewriting()
    rewriting.feed(html)
    rewriting.close()
    return "".join(rewriting.kept)


class _Rewriting(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.kept: list[str] = []
        self._gone_within = 0

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        if tag in _GONE:
            self._gone_within += 1
        elif not _is_hidden(tag, attrs):
            self._keep(_start(tag, attrs))

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        if not _is_hidden(tag, attrs):
            self._keep(_start(tag, attrs, end="/>"))

    def handle_endtag(self, tag: str) -> None:
        if tag in _GONE:
            self._gone_within -= 1
        else:
            self._keep(f"</{_element(tag)}>")

    def handle_data(self, data: str) -> None:
        self._keep(data)

    def handle_entityref(self, name: str) -> None:
        self._keep(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._keep(f"&#{name};")

    def handle_decl(self, decl: str) -> None:
        self._keep(f"<!{decl}>")

    def _keep(self, text: str) -> None:
        if not self._gone_within:
            self.kept.append(text)


def _is_hidden(tag: str, attrs: Attributes) -> bool:
    """Hidden fields, which carry tokens, are of use to nobody who only looks."""
    return tag == "input" and ("type", "hidden") in attrs


def _start(tag: str, attrs: Attributes, *, end: str = ">") -> str:
    kept = [(name, value) for name, value in attrs if _is_kept(tag, name)]
    if tag == "button":
        kept = [*((name, value) for name, value in kept if name != "type"), ("type", "button")]
    if tag == "a" and "role" not in dict(kept):
        kept.append(("role", "link"))  # it has a name for those who listen, which a bare `a` may not have
    return f"<{_element(tag)}{''.join(map(_attribute, kept))}{end}"


def _is_kept(tag: str, name: str) -> bool:
    if tag == "link":  # the styles and the icon
        return True
    return name not in _ACTIONS and not name.startswith(_BY_SCRIPT)


def _element(tag: str) -> str:
    return "div" if tag == "form" else tag


def _attribute(given: tuple[str, str | None]) -> str:
    name, value = given
    return f" {name}" if value is None else f' {name}="{escape(value)}"'
