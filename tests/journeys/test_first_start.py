"""The first start in production, from the setup link to a shared page: wide and on a phone, scripted and not."""

from collections.abc import Callable, Iterator

import pytest
from flask.testing import FlaskCliRunner
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.chrome import WAIT_MILLISECONDS
from tests.receivers import closed_port
from tests.running import Running, environment, running
from tests.waiting import wait_for
from webapp import create_app
from webapp.extensions import db

Picture = Callable[[Page, str], None]
WIDE, PHONE = ViewportSize(width=1280, height=900), ViewportSize(width=360, height=740)
EMAIL = "maya@example.com"
STEPS_AT_MOST = 12  # a field that is filled in or a button that is pressed is one
COUNT_STEPS = """
for (const kind of ["change", "click"]) addEventListener(kind, (event) => {
  if (kind === "change" || event.target.closest("button, a"))
    sessionStorage.steps = Number(sessionStorage.steps ?? 0) + 1;
}, true);
"""


@pytest.fixture(scope="module")
def settings() -> dict[str, str]:
    port = str(closed_port())
    address = f"http://127.0.0.1:{port}"
    return {"OPENSLOT_ENV": "production", "SECRET_KEY": "s" * 40, "BASE_URL": address, "PORT": port}


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory, settings: dict[str, str]) -> Iterator[Running]:
    """A `./run` in production with nothing in it."""
    with running(tmp_path_factory.mktemp("first") / "data", **settings) as it:
        wait_for(lambda: "/setup/" in it.output(), what=it.output)
        yield it


@pytest.fixture(scope="module")
def commands(installation: Running, settings: dict[str, str]) -> Iterator[FlaskCliRunner]:
    """The commands of the installation, without the time that it takes to start each."""
    app = create_app(environment(installation.data, **settings, RATELIMIT_ENABLED="false"))
    with app.app_context():  # a command takes the context that is there, and another test's may be
        yield app.test_cli_runner()
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def link(commands: FlaskCliRunner) -> str:
    """The setup link of an installation where nobody can sign in."""
    commands.invoke(args=["remove-organizer", EMAIL])
    said = commands.invoke(args=["setup-link"])
    assert said.exit_code == 0, said.output
    return said.stdout.strip()


@pytest.mark.parametrize("script", [True, False], ids=["scripted", "unscripted"])
@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_from_the_setup_link_to_a_shared_page(
    chrome: Browser, link: str, picture: Picture, viewport: ViewportSize, script: bool
) -> None:
    context = chrome.new_context(
        viewport=viewport, java_script_enabled=script, timezone_id="Europe/Stockholm", locale="en-GB"
    )
    context.set_default_timeout(WAIT_MILLISECONDS)
    context.add_init_script(COUNT_STEPS)
    page = context.new_page()
    page.goto(link)
    page.get_by_label("Your name").fill("Maya Lindqvist")
    page.get_by_label("E-mail address").fill(EMAIL)
    page.get_by_label("Password").fill("correct horse battery")
    if script:
        expect(page.get_by_label("Time zone")).to_have_value("Europe/Stockholm")
    else:
        page.get_by_label("Time zone").select_option("Europe/Stockholm")
    picture(page, "1-setup")
    page.get_by_role("button", name="Create account").click()

    page.get_by_label("Name", exact=False).first.fill("Intro call")
    picture(page, "2-page")
    page.get_by_role("button", name="Create page").click()

    expect(page.get_by_text("Your page is ready. Share its link.")).to_be_visible()
    picture(page, "3-shared")
    if script:
        page.get_by_role("button", name="Copy link").click()
        assert 6 <= page.evaluate("Number(sessionStorage.steps)") <= STEPS_AT_MOST
    page.goto(link.partition("/setup/")[0] + "/dashboard/settings")
    picture(page, "4-profile")
    context.close()
