"""A page as a person reads it: headings, links by their words, fields by their labels, what is said beside them."""

from collections.abc import Iterator
from contextvars import Context
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

ORIGIN = "https://book.example.org"
VOID = {"input", "img", "br", "hr", "meta", "link", "path"}


@dataclass
class Element:
    tag: str
    given: dict[str, str] = field(default_factory=dict)
    inside: list["Element | str"] = field(default_factory=list)

    def all(self, *tags: str) -> Iterator["Element"]:
        for one in self.inside:
            if isinstance(one, Element):
                if one.tag in tags:
                    yield one
                yield from one.all(*tags)

    @property
    def text(self) -> str:
        said = " ".join(one if isinstance(one, str) else one.text for one in self.inside)
        return " ".join(said.split())


class Page(HTMLParser):
    """An answer, read."""

    def __init__(self, answer: TestResponse) -> None:
        super().__init__()
        self.answer, self.status = answer, answer.status_code
        self.root = Element("page")
        self._open = [self.root]
        self.feed(answer.get_data(as_text=True))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].inside.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self._open[-1].tag == tag, f"</{tag}> closes <{self._open[-1].tag}>"
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].inside.append(data)

    @property
    def location(self) -> str:
        return self.answer.headers["Location"]

    @property
    def text(self) -> str:
        return self.root.text

    @property
    def heading(self) -> str:
        return next(self.root.all("h1")).text

    @property
    def alerts(self) -> list[str]:
        """What is said aloud at once."""
        return [
            one.text
            for one in self.root.all("div", "p")
            if one.given.get("role") == "alert" and "hidden" not in one.given
        ]

    @property
    def links(self) -> dict[str, str]:
        """Addresses by the words of the link, its label first."""
        return {
            one.given.get("aria-label") or one.text: one.given.get("href", "") for one in self.root.all("a")
        }

    @property
    def times(self) -> list[str]:
        """The times that can be chosen, as they are read."""
        return [one.text for one in self.root.all("a") if one.given.get("class") == "slot"]

    @property
    def days(self) -> list[str]:
        """The days that can be chosen, by number."""
        return [one.text for one in self.root.all("a") if "day" in one.given.get("class", "").split()]

    @property
    def buttons(self) -> list[str]:
        return [one.text for one in self.root.all("button") if one.text]

    def field(self, label: str) -> "Field":
        """The field of this label. A label that two fields have is the first one's."""
        found = next(one for one in self.root.all("label", "legend") if one.text.rstrip(" *") == label)
        if found.tag == "legend":
            group = next(one for one in self.root.all("fieldset") if found in one.inside)
            return Field(self, found, [*group.all("input")])
        if "for" not in found.given:
            return Field(self, found, [*found.all("input")])
        inputs = self.root.all("input", "select", "textarea")
        return Field(self, found, [one for one in inputs if one.given.get("id") == found.given["for"]])

    def hidden(self, name: str) -> str:
        """What a hidden field holds."""
        return next(one.given["value"] for one in self.root.all("input") if one.given.get("name") == name)

    def form(self, button: str) -> Element:
        return next(
            form for form in self.root.all("form") if any(one.text == button for one in form.all("button"))
        )


@dataclass
class Field:
    page: Page
    label: Element
    inputs: list[Element]

    @property
    def name(self) -> str:
        return self.inputs[0].given["name"]

    @property
    def kind(self) -> str:
        return self.inputs[0].given.get("type", self.inputs[0].tag)

    @property
    def is_required(self) -> bool:
        return self.label.text.endswith("*")

    @property
    def value(self) -> str:
        return ",".join(values_of(self.inputs).get(self.name, []))

    @property
    def error(self) -> str:
        """What is said beside the field, found as a screen reader finds it."""
        about = self.inputs[0].given.get("aria-describedby", "")
        if not about:
            about = next(
                (
                    f.given.get("aria-describedby", "")
                    for f in self.page.root.all("fieldset")
                    if self.label in f.inside
                ),
                "",
            )
        said = [one for one in self.page.root.all("p") if one.given.get("id") in about.split()]
        return next((one.text for one in said if one.given["id"].endswith("-error")), "")


def values_of(inputs: list[Element]) -> dict[str, list[str]]:
    """What a browser would send of these."""
    values: dict[str, list[str]] = {}
    for one in inputs:
        name, kind = one.given.get("name"), one.given.get("type")
        if not name or (kind in ("radio", "checkbox") and "checked" not in one.given):
            continue
        if one.tag == "select":
            chosen = [option.given["value"] for option in one.all("option") if "selected" in option.given]
            values[name] = chosen or [next(one.all("option")).given["value"]]
        elif one.tag == "textarea":
            values[name] = [
                "".join(part for part in one.inside if isinstance(part, str)).removeprefix("\r\n")
            ]
        else:
            values.setdefault(name, []).append(one.given.get("value", "on" if kind == "checkbox" else ""))
    return values


class Guest:
    """A browser without script. Each request runs in a context of its own, as in life."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def open(self, path: str, **headers: str) -> Page:
        said = {name.replace("_", "-"): value for name, value in headers.items()}
        return Page(Context().run(self.client.get, path, base_url=ORIGIN, headers=said))

    def press(self, page: Page, button: str, *, by: Any = None, **named: str) -> Page:
        """Press a button of a form. `by`: what is typed, a mapping by label; `named`: by the field's name."""
        form = page.form(button)
        values = values_of([*form.all("input", "select", "textarea")])
        values |= {page.field(label).name: [typed] for label, typed in (by or {}).items()}
        values |= {name: [typed] for name, typed in named.items()}
        pressed = next(one for one in form.all("button") if one.text == button)
        if "name" in pressed.given:
            values[pressed.given["name"]] = [pressed.given["value"]]
        return self.send(pressed.given.get("formaction") or form.given["action"], values)

    def send(self, path: str, values: dict[str, list[str]], **headers: str) -> Page:
        said = {"Referer": ORIGIN + "/", **{name.replace("_", "-"): value for name, value in headers.items()}}
        return Page(Context().run(self.client.post, path, data=values, headers=said, base_url=ORIGIN))

    def follow(self, page: Page) -> Page:
        assert page.status == 303, page.text
        return self.open(page.location)
