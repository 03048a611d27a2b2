"""Maya edits her page: she types into fields by their labels, saves, and looks at what is stored."""

from typing import Any

from tests.browser import Browser
from tests.page import Page
from webapp.extensions import db
from webapp.models import Configuration
from webapp.services.configurations import configurations, drafts


def edit(browser: Browser, page: Configuration) -> Page:
    return browser.open(f"/dashboard/pages/{page.id}/edit")


def save(browser: Browser, page: Configuration, typed: dict[str, str]) -> Page:
    """Save the page with what is typed into the fields with these labels or names."""
    return browser.press(edit(browser, page), "Save", by=typed)


def stored(page: Configuration) -> dict[str, Any]:
    configuration_id = page.id
    db.session.close()
    return configurations.find(configuration_id).document


def at(page: Configuration, path: str) -> Any:
    """What is stored at a place of the document."""
    return drafts.value_at(stored(page), path)


def preview(browser: Browser, page: Configuration, typed: dict[str, str]) -> Page:
    """What the frame beside the form shows with what is typed."""
    return browser.press(edit(browser, page), "Show preview", by=typed)
