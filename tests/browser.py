"""A browser without script: it opens pages, follows what they answer, and presses buttons in forms."""

from collections.abc import Mapping
from contextvars import Context

from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from tests.page import Page

ORIGIN = "https://book.example.org"


class Browser:
    """Every request runs in a context of its own, as in life: `g` of the test must not reach into it."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def open(self, path: str, **headers: str) -> Page:
        """`headers` by name, with `_` for `-`."""
        return Page(Context().run(self._get, path, headers))

    def _get(self, path: str, headers: Mapping[str, str]) -> TestResponse:
        # A file that is made while it is sent is taken whole, in the request's own context.
        return self.client.get(path, base_url=ORIGIN, headers=_named(headers), buffered=True)

    def press(
        self,
        page: Page,
        button: str,
        *,
        by: Mapping[str, str] | None = None,
        htmx: bool = False,
        **named: str,
    ) -> Page:
        """Send the form that has this button, with what it holds and what is typed into it.

        `by`: what is typed, by the field's label or name; `named`: by its name. `htmx`: as the script would send it.
        """
        form = page.form(button)
        pressed = form.button(button)
        values = form.values
        for field, typed in {**(by or {}), **named}.items():
            values.setlist(field if field in form.names else page.field(field).name, [typed])
        if "name" in pressed.attrs:
            values[str(pressed["name"])] = str(pressed["value"])
        return self.send(str(pressed.get("formaction") or form.tag["action"]), values, htmx=htmx)

    def send(
        self, path: str, values: Mapping[str, str | list[str]], *, htmx: bool = False, **headers: str
    ) -> Page:
        """Post a form that need not stand on any page."""
        if htmx:
            headers = {"HX-Request": "true", **headers}
        headers = {"Referer": ORIGIN + "/", **_named(headers)}
        data = MultiDict(values)
        return Page(Context().run(self.client.post, path, data=data, headers=headers, base_url=ORIGIN))

    def follow(self, page: Page) -> Page:
        assert page.status == 303, page.text
        return self.open(page.location)


def _named(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}
