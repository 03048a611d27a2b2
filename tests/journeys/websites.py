"""Another website, in which a scheduling page is shown: what it holds, and what Chromium makes of it."""

import re
import uuid
from dataclasses import dataclass

import nylas
import requests
from playwright.sync_api import FrameLocator, Page, expect
from pytest_httpserver import HTTPServer

from config import PROJECT
from tests.journeys.conftest import Live
from tests.journeys.sdk_steps import configuration
from tests.waiting import HANG_SECONDS

IN_THE_DOCUMENT = "https://book.example.org"
HEAR = """addEventListener("DOMContentLoaded", () => {
  window.heard = [];
  for (const name of ["booked", "resized", "closed"])
    addEventListener("openslot:" + name, ({ detail }) => heard.push([name, detail]));
});"""


class Website:
    """A website with a strict policy. `another_site`: of no site of ours, so that no cookie of ours is sent there."""

    def __init__(self, server: HTTPServer, live: Live, *, another_site: bool) -> None:
        self._server, self._live = server, live
        self.gets_cookies = not another_site
        self.origin = f"http://{'localhost' if another_site else '127.0.0.1'}:{server.port}"
        self._serve("/hear.js", HEAR, "text/javascript")

    def shows(self, html: str, *, scheme: str = "light", script: str = "") -> str:
        """The address of a page with this HTML, as the document has it, and with a script of the website's own."""
        path = f"/{uuid.uuid4().hex}"
        self._serve("/booking.js", script, "text/javascript")
        self._serve(
            path,
            f"""<!doctype html><html lang="en"><head><title>A shop</title>
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="{scheme}"><script src="/hear.js"></script></head>
            <body><main><h1>A shop</h1><p>Words above.</p>{html}<p>Words below.</p></main></body></html>""",
            "text/html; charset=utf-8",
        )
        return self.origin + path

    def _serve(self, path: str, body: str, kind: str) -> None:
        ours = self._live.url
        policy = f"default-src 'none'; script-src 'self' {ours}; frame-src {ours}"
        answer = self._server.expect_request(path)
        answer.respond_with_data(body, content_type=kind, headers={"Content-Security-Policy": policy})


def examples(kind: str) -> list[str]:
    """The examples of the document in this language, in order."""
    page = (PROJECT / "docs" / "embedding.md").read_text()
    return re.findall(rf"```{kind}\n(.*?)```", page, re.DOTALL)


def example(number: int, address: str) -> str:
    """One of the document's snippets, with the address of a real page."""
    return real(examples("html")[number], address)


def real(text: str, address: str) -> str:
    """A text of the document with the address of a real page, and of its installation."""
    installation = address.rpartition("/")[0]
    return text.replace(f"{IN_THE_DOCUMENT}/intro", address).replace(IN_THE_DOCUMENT, installation)


@dataclass(frozen=True)
class OwnPage:
    """A scheduling page of a test."""

    id: str
    address: str


def page_for(origins: str, *, live: Live, sdk: nylas.Client, email: str, **changes: object) -> OwnPage:
    """A new scheduling page that these websites may show."""
    slug = f"shop-{uuid.uuid4().hex[:8]}"
    document = configuration(email, slug=slug, appearance={"embed_origins": origins}, **changes)
    made = sdk.scheduler.configurations.create(email, document).data
    return OwnPage(made.id, f"{live.url}/{slug}")


def invitation(page: OwnPage, live: Live) -> str:
    """The link of a new invitation to a page."""
    answer = requests.post(
        f"{live.url}/v3/scheduling/invitations",
        json={"configuration_id": page.id},
        headers={"Authorization": f"Bearer {live.demo['api_key']}"},
        timeout=HANG_SECONDS,
    )
    return str(answer.json()["data"]["url"])


def book(framed: FrameLocator, page: Page) -> None:
    """Book the first time of a day, all inside the frame."""
    framed.locator("#picker td a").nth(1).click()
    expect(framed.locator("#picker td a[aria-current=date]")).to_be_visible()
    framed.locator("#times a").first.click()
    framed.get_by_label("Your name").fill("Priya Raman")
    framed.get_by_label("E-mail").fill("priya@example.com")
    framed.get_by_role("button", name="Book this time").click()
    expect(framed.get_by_role("heading", level=1)).to_have_text("You are booked")


def heard(page: Page, name: str) -> list[dict[str, object]]:
    """The details of the events of this name that the website has heard so far."""
    found: list[tuple[str, dict[str, object]]] = page.evaluate("heard")
    return [detail for heard_name, detail in found if heard_name == name]
