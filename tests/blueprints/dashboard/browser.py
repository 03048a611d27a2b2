"""A browser without script: it opens pages, reads them as a person would, and presses buttons in forms."""

from contextvars import Context
from dataclasses import dataclass, field
from html.parser import HTMLParser

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

ORIGIN = "https://book.example.org"


@dataclass
class Form:
    action: str
    values: dict[str, str] = field(default_factory=dict)
    buttons: list[str] = field(default_factory=list)
    opened: bool = True


class Page(HTMLParser):
    """What an answer shows: its status, its text, its links by their words, its forms by their button."""

    def __init__(self, answer: TestResponse) -> None:
        super().__init__()
        self.answer, self.status = answer, answer.status_code
        self.words: list[str] = []
        self.links: dict[str, str] = {}
        self.forms: list[Form] = []
        self._open: list[str] = []
        self._said: list[str] = []
        self._href, self._textarea = "", ""
        self._details_open = True
        self.feed(answer.get_data(as_text=True))

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    @property
    def location(self) -> str:
        return self.answer.headers["Location"]

    def form(self, button: str) -> Form:
        return next(form for form in self.forms if button in form.buttons)

    def has_button(self, button: str) -> bool:
        return any(button in form.buttons for form in self.forms)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._open.append(tag)
        if tag == "form":
            self.forms.append(Form(given.get("action", ""), opened=self._details_open))
        elif tag == "input" and self.forms and "name" in given:
            self.forms[-1].values[given["name"]] = given.get("value", "")
        elif tag == "textarea":
            self._textarea = given["name"]
            self.forms[-1].values[self._textarea] = ""
        elif tag == "details":
            self._details_open = "open" in given
        elif tag in ("a", "button"):
            self._href, self._said = given.get("href", ""), []

    def handle_endtag(self, tag: str) -> None:
        said = " ".join(" ".join(self._said).split())
        if tag == "a":
            self.links[said] = self._href
        elif tag == "button":
            self.forms[-1].buttons.append(said)
        elif tag == "textarea":
            self._textarea = ""
        elif tag == "details":
            self._details_open = True

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self.forms[-1].values[self._textarea] += data
        if self._open and self._open[-1] in ("script", "style", "title"):
            return
        self.words.append(data)
        self._said.append(data)


class Browser:
    """Every request runs in a context of its own, as in life: `g` of the test must not reach into it."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def open(self, path: str) -> Page:
        return Page(Context().run(self.client.get, path, base_url=ORIGIN))

    def press(self, page: Page, button: str, *, htmx: bool = False, **typed: str) -> Page:
        """Send the form that has this button, with what it holds and what is typed into it."""
        form = page.form(button)
        return self.send(form.action, {**form.values, **typed}, htmx=htmx)

    def send(self, action: str, values: dict[str, str], *, htmx: bool = False) -> Page:
        headers = {"Referer": ORIGIN + "/"} | ({"HX-Request": "true"} if htmx else {})
        return Page(Context().run(self.client.post, action, data=values, headers=headers, base_url=ORIGIN))

    def follow(self, page: Page) -> Page:
        assert page.status == 303
        return self.open(page.location)
