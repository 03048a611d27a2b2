"""A page as a person reads it: its words, its links by their words, its fields by their labels."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from tests.tags import Tag, read

# Elements that have no end, and `path`, which our icons close in itself.
WITHOUT_END = {"input", "img", "br", "hr", "meta", "link", "path"}
# A tag, and before it what holds none: comments, script and style. A parser takes ten times as long, for each page.
_TAG = re.compile(
    r"""<!--.*?--> | <(?:script|style)\b[^>]*>.*?</(?:script|style)\s*>
    | <(?P<end>/?)(?P<name>[a-z][^\s/>]*)(?:"[^"]*"|'[^']*'|[^'">])*?(?P<closes_itself>/?)>""",
    re.DOTALL | re.IGNORECASE | re.VERBOSE,
)
FIELDS = ("input", "select", "textarea")


class Page:
    """An answer, read."""

    def __init__(self, answer: TestResponse) -> None:
        self.answer, self.status = answer, answer.status_code
        self.html = answer.get_data(as_text=True)
        check_nesting(self.html)
        self.root = read(self.html)

    @property
    def location(self) -> str:
        """Where a redirect leads."""
        return self.answer.headers["Location"]

    @property
    def text(self) -> str:
        """All words of the page, without the title of its window."""
        return words(self.root.find_all("body")[0])

    @property
    def heading(self) -> str:
        return words(self.select("h1")[0])

    @property
    def alerts(self) -> list[str]:
        """What a screen reader says at once."""
        return [words(found) for found in self.select("[role=alert]:not([hidden])")]

    @property
    def links(self) -> dict[str, str]:
        """Addresses by the label of the link, or by its words."""
        return {attribute(a, "aria-label") or words(a): attribute(a, "href") for a in self.select("a[href]")}

    @property
    def entries(self) -> list[str]:
        """The titles in the organizer's calendar, in order."""
        return [words(title) for title in self.select(".entry .title")]

    @property
    def times(self) -> list[str]:
        """The times that can be chosen, as they are read."""
        return [words(slot) for slot in self.select("a.slot")]

    @property
    def days(self) -> list[str]:
        """The days that can be chosen, by number."""
        return [words(day) for day in self.select("a.day")]

    @property
    def buttons(self) -> list[str]:
        return [words(button) for button in self.root.find_all("button") if words(button)]

    @property
    def forms(self) -> list["Form"]:
        return [Form(found) for found in self.root.find_all("form")]

    def form(self, button: str) -> "Form":
        """The form that has this button."""
        return next(form for form in self.forms if button in form.buttons)

    def field(self, label: str) -> "Field":
        """The field of this label. A label that two fields have is the first one's."""
        found = next(tag for tag in self.root.find_all("label", "legend") if words(tag).rstrip(" *") == label)
        if found.name == "legend":
            assert found.parent is not None
            return Field(self, found, found.parent.find_all("input"))
        if "for" not in found.attrs:
            return Field(self, found, found.find_all("input"))
        return Field(
            self, found, [field for field in self.root.find_all(*FIELDS) if field.get("id") == found["for"]]
        )

    def hidden(self, name: str) -> str:
        """What a hidden field holds."""
        return attribute(self.select(f'input[name="{name}"]')[0], "value")

    def select(self, css: str) -> list[Tag]:
        """The elements of a CSS selector, for what no person sees."""
        return self.root.select(css)


@dataclass
class Form:
    tag: Tag

    @property
    def values(self) -> MultiDict[str, str]:
        """What a browser would send if nobody typed anything."""
        return values_of(self.tag.find_all(*FIELDS))

    @property
    def names(self) -> set[str]:
        """The names of its fields."""
        return {attribute(field, "name") for field in self.tag.find_all(*FIELDS)}

    @property
    def buttons(self) -> list[str]:
        return [words(button) for button in self.tag.find_all("button")]

    @property
    def is_open(self) -> bool:
        """Is it in sight, not folded away?"""
        return not any("open" not in details.attrs for details in self.tag.find_parents("details"))

    def button(self, label: str) -> Tag:
        return next(button for button in self.tag.find_all("button") if words(button) == label)


@dataclass
class Field:
    page: Page
    label: Tag
    inputs: list[Tag]

    @property
    def name(self) -> str:
        return attribute(self.inputs[0], "name")

    @property
    def kind(self) -> str:
        return attribute(self.inputs[0], "type") or self.inputs[0].name

    @property
    def pattern(self) -> str:
        return attribute(self.inputs[0], "pattern")

    @property
    def is_required(self) -> bool:
        return words(self.label).endswith("*")

    @property
    def value(self) -> str:
        return ",".join(values_of(self.inputs).getlist(self.name))

    @property
    def error(self) -> str:
        """What is said beside the field, found as a screen reader finds it."""
        group = self.label.parent if self.label.name == "legend" else None
        described = attribute(self.inputs[0], "aria-describedby")
        if not described and group is not None:
            described = attribute(group, "aria-describedby")
        beside = [tag for tag in self.page.select("p[id]") if tag["id"] in described.split()]
        return next((words(tag) for tag in beside if attribute(tag, "id").endswith("-error")), "")


def words(tag: Tag) -> str:
    """The words inside, with one space between."""
    return " ".join(tag.get_text(" ").split())


def attribute(tag: Tag, name: str) -> str:
    """An attribute, or nothing."""
    return tag.get(name) or ""


def values_of(inputs: Iterable[Tag]) -> MultiDict[str, str]:
    """What a browser would send of these."""
    values: MultiDict[str, str] = MultiDict()
    for tag in inputs:
        name, kind = attribute(tag, "name"), attribute(tag, "type")
        if not name or (kind in ("radio", "checkbox") and "checked" not in tag.attrs):
            continue
        if tag.name == "select":
            options = tag.find_all("option")
            for option in [one for one in options if "selected" in one.attrs] or options[:1]:
                values.add(name, attribute(option, "value"))
        elif tag.name == "textarea":
            values.add(name, tag.get_text().removeprefix("\r").removeprefix("\n"))
        else:
            values.add(name, tag.attrs.get("value", "on" if kind == "checkbox" else ""))
    return values


def check_nesting(html: str) -> None:
    """Refuse what browsers mend in silence: an end that closes another element."""
    still_open: list[str] = []
    for found in _TAG.finditer(html):
        name = (found["name"] or "").lower()
        if not name or name in WITHOUT_END or found["closes_itself"]:
            continue
        if not found["end"]:
            still_open.append(name)
            continue
        innermost = still_open.pop() if still_open else "nothing"
        assert innermost == name, f"</{name}> closes <{innermost}>"
