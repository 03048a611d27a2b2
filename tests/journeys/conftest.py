"""A real `./run` with its demo on each database, and a real Chromium in front of it.

The journeys share one server per database, as guests do; where all is up to the browser, the one on SQLite will do.
Each test brings a browser of its own. What a test saw is kept as pictures in the folder that OPENSLOT_SCREENSHOTS
names, else in pytest's own.
"""

import os
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nylas
import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, ViewportSize

from tests.chrome import WAIT_MILLISECONDS
from tests.pg import new_database
from tests.running import running

DATABASES = ("sqlite", "postgres")
# A browser sees the same on both. What a booking does on PostgreSQL is for the journeys of the SDK, on both each time.
MOSTLY_ON_SQLITE = pytest.mark.parametrize(
    "live", ["sqlite", pytest.param("postgres", marks=pytest.mark.slow)], indirect=True
)
DESKTOP, PHONE = ViewportSize(width=1280, height=900), ViewportSize(width=390, height=844)
ZONE = "America/New_York"


@dataclass(frozen=True)
class Live:
    """A server that is up. `demo`: what demo.json says; `data`: its folder, with the mails in `mail/`."""

    url: str
    demo: dict[str, Any]
    data: Path


@pytest.fixture(scope="session", params=DATABASES)
def live(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """`./run` with web server and worker, on SQLite and on PostgreSQL."""
    data = tmp_path_factory.mktemp(f"live_{request.param}") / "data"
    settings = {"RATELIMIT_ENABLED": "false", "OPENSLOT_OUTBOUND_ALLOW": "127.0.0.0/8"}
    if request.param == "postgres":
        name = f"openslot_live_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}_{os.getpid()}"
        settings["DATABASE_URL"] = new_database(request.getfixturevalue("postgres_url"), name=name)
    with running(data, **settings) as server:
        demo = server.demo()
        yield Live(url=demo["base_url"], demo=demo, data=data)


@pytest.fixture
def sdk(live: Live) -> nylas.Client:
    return nylas.Client(live.demo["api_key"], live.url)


@pytest.fixture
def grant_email(sdk: nylas.Client) -> str:
    """A calendar of its own for each journey."""
    email = f"sdk-{uuid.uuid4().hex[:8]}@example.com"
    sdk.auth.custom_authentication({"provider": "virtual-calendar", "settings": {"email": email}})
    return email


@pytest.fixture
def visit(chrome: Browser, live: Live) -> Iterator[Callable[..., Page]]:
    """Opens a page in a browser of its own: `visit("/intro-call", java_script=False, viewport=PHONE)`.

    Afterwards nothing may have been refused by the content security policy, and no script may have failed.
    """
    complaints: list[str] = []
    contexts = []

    def open_page(
        path: str, *, java_script: bool = True, viewport: ViewportSize = DESKTOP, zone: str = ZONE
    ) -> Page:
        context = chrome.new_context(
            base_url=live.url,
            java_script_enabled=java_script,
            viewport=viewport,
            timezone_id=zone,
            locale="en-US",
        )
        context.set_default_timeout(WAIT_MILLISECONDS)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: complaints.extend(_complaint(message)))
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def picture(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[Page, str], None]:
    """Keeps what a page looks like, under the name of the test and of the moment."""
    folder = Path(os.environ.get("OPENSLOT_SCREENSHOTS") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)

    def take(page: Page, moment: str) -> None:
        page.screenshot(path=folder / f"{request.node.name}-{moment}.png", full_page=True)

    return take


def _complaint(message: ConsoleMessage) -> list[str]:
    """What is wrong; a 4xx or a network that fails on purpose is the journey's own business."""
    expected = ("Failed to load resource", "Failed to fetch")
    return (
        [message.text]
        if message.type == "error" and not any(text in message.text for text in expected)
        else []
    )
