"""Maya edits who takes part: she presses buttons of the section of people, and reads its rows."""

from tests.blueprints.dashboard.editor.desk import at
from tests.browser import Browser
from tests.page import Page, words
from webapp.models import Configuration, Grant

ROW = "people-rows-{}-{}"
AMINA = "amina@example.com"


def pressed(browser: Browser, page: Page, action: str, typed: dict[str, str] | None = None) -> Page:
    """The editor after the button with this action."""
    values = page.form("Save").values
    for name, value in {**(typed or {}), "action": f"people.{action}"}.items():
        values[name] = value
    return browser.send(str(page.form("Save").tag["action"]), values)


def with_jonas(browser: Browser, page: Page, jonas: Grant) -> Page:
    return pressed(browser, page, "add-account", {"people-account": jonas.id})


def shown(page: Page) -> list[str]:
    return [words(heading) for heading in page.select(".person-row h3")]


def emails(page: Configuration) -> list[str]:
    return [each["email"] for each in at(page, "participants")]


def summary(page: Page) -> str:
    return words(page.select("#people .section-summary")[0])
