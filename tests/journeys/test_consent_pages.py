"""An organizer connects an account on the consent page of another site, and comes back signed in.

The page is that of an emulator which knows nothing of us. It is called `localhost` and we are 127.0.0.1: another site,
so that the browser keeps from us on the way back whatever it keeps in life.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Live
from tests.journeys.organizer_steps import sign_in
from tests.node import Node, node  # noqa: F401  # a fixture, found by its name
from tests.oauth_emulators import emulators
from tests.oauth_server import OWNER
from tests.receivers import closed_port
from tests.running import running

pytestmark = pytest.mark.slow

CALENDARS = "/dashboard/calendars"


@pytest.fixture(scope="module")
def live(node: Node, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:  # noqa: F811
    """A `./run` that is registered at both emulators."""
    folder: Path = tmp_path_factory.mktemp("live_consent")
    port = closed_port()
    ways_back = {
        kind: f"http://127.0.0.1:{port}{CALENDARS}/{kind}/callback" for kind in ("google", "microsoft")
    }
    with emulators(node, tmp_path_factory.mktemp("emulators"), redirect_uris=ways_back) as elsewhere:
        settings = {"OPENSLOT_OUTBOUND_ALLOW": "127.0.0.0/8", "PORT": str(port), **elsewhere.settings}
        with running(folder / "data", **settings) as started:
            demo = started.demo()
            yield Live(url=demo["base_url"], demo=demo, data=folder / "data")


@pytest.fixture
def page(visit: Callable[..., Page], live: Live) -> Page:
    """The organizer's browser, signed in."""
    opened = visit(CALENDARS)
    sign_in(opened, live)
    return opened


@pytest.mark.parametrize(
    ("provider", "title"), [("Google", "Sign in to Google"), ("Microsoft", "Sign in with Microsoft")]
)
def test_an_account_is_connected_on_its_providers_own_page(page: Page, provider: str, title: str) -> None:
    page.get_by_role("link", name=re.compile(provider)).click()
    page.get_by_role("button", name=f"Go on to {provider}").click()
    expect(page.get_by_text(title)).to_be_visible()
    page.get_by_role("button", name=OWNER).click()

    expect(page.get_by_text("Connected.", exact=False).first).to_be_visible()
    page.goto(CALENDARS)
    account = page.get_by_role("region", name=OWNER).filter(has_text=provider)
    expect(account.get_by_role("button", name="Read now")).to_be_visible()
