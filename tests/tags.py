"""The elements of a page, found by name or by a CSS selector.

Pages with long selects have two thousand elements. `lxml` reads one in a millisecond, and makes no Python object of an
element that nobody asks for.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from lxml import etree, html
from lxml.cssselect import CSSSelector


@dataclass(frozen=True)
class Tag:
    """An element."""

    element: html.HtmlElement

    @property
    def name(self) -> str:
        return str(self.element.tag)

    @property
    def attrs(self) -> dict[str, str]:
        return {str(name): str(value) for name, value in self.element.attrib.items()}

    @property
    def parent(self) -> "Tag | None":
        above = self.element.getparent()
        return None if above is None else Tag(above)

    @property
    def text(self) -> str:
        """The texts inside, without comments."""
        return self.get_text()

    def get(self, name: str) -> str | None:
        """An attribute, if there is one."""
        return self.attrs.get(name)

    def __getitem__(self, name: str) -> str:
        return str(self.element.attrib[name])

    def get_text(self, between: str = "") -> str:
        """The texts inside, with something between them."""
        return between.join(_texts(self.element))

    def find_all(self, *names: str) -> list["Tag"]:
        """The elements inside with one of these names, in their order."""
        return [Tag(found) for found in self.element.iterdescendants(*names)]

    def select(self, css: str) -> list["Tag"]:
        """The elements inside that a CSS selector finds, in their order. The root of a page is inside the page."""
        found = _selector(css)(self.element)
        return [Tag(one) for one in found if one is not self.element or self.parent is None]

    def find_parents(self, name: str) -> list["Tag"]:
        """The elements of this name around it, the innermost first."""
        return [Tag(found) for found in self.element.iterancestors(name)]


def read(text: str) -> Tag:
    """The root of a page, or of a part of one."""
    return Tag(
        html.document_fromstring(
            text or "<html></html>", parser=html.HTMLParser(encoding="utf-8"), ensure_head_body=True
        )
    )


def _texts(element: html.HtmlElement) -> Iterator[str]:
    for event, found in etree.iterwalk(element, events=("start", "end", "comment", "pi")):
        text = found.text if event == "start" else found.tail
        if text and (event == "start" or found is not element):
            yield str(text)


@cache
def _selector(css: str) -> CSSSelector:
    return CSSSelector(css, translator="html")
