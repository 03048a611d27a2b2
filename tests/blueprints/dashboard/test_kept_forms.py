"""A sign-in ends while somebody types: what was typed comes back to them, and to nobody else."""

import pytest
from flask import Flask

from tests.blueprints.dashboard.editor.desk import at, edit
from tests.browser import Browser
from tests.builders import JONAS, MAYA, NOW, PASSWORD, make_organizer
from tests.page import Page
from webapp.blueprints.dashboard.kept_forms import CHARACTERS_AT_MOST, opened
from webapp.lib import vault
from webapp.models import Configuration, Organizer
from webapp.services.access import sign_ins

BACK = "Show what I typed"


def refused(browser: Browser, maya: Organizer, page: Configuration, name: str = "First call") -> Page:
    """What Maya sees who saves her page after her sign-in was revoked elsewhere."""
    shown = edit(browser, page)
    sign_ins.sign_out_everywhere(maya, now=NOW)
    return browser.press(shown, "Save", by={"Name": name})


def test_what_was_typed_comes_back_after_signing_in_again(
    dashboard: Browser, maya: Organizer, intro: Configuration
) -> None:
    page = refused(dashboard, maya, intro)
    assert page.status == 401
    assert "what you typed is kept" in page.text

    back = dashboard.press(dashboard.press(page, "Sign in", email=MAYA, password=PASSWORD), BACK)

    assert (back.field("Name").value, at(intro, "name")) == ("First call", "Maya Lindqvist")
    assert dashboard.press(back, "Save").status == 303
    assert at(intro, "name") == "First call"


def test_a_wrong_password_loses_nothing(dashboard: Browser, maya: Organizer, intro: Configuration) -> None:
    again = dashboard.press(refused(dashboard, maya, intro), "Sign in", email=MAYA, password="wrong")

    page = dashboard.press(again, "Sign in", email=MAYA, password=PASSWORD)

    assert page.form(BACK).values["basics-label"] == "First call"


def test_nobody_else_sees_what_was_typed(dashboard: Browser, maya: Organizer, intro: Configuration) -> None:
    make_organizer(JONAS)

    page = refused(dashboard, maya, intro)
    entered = dashboard.press(page, "Sign in", email=JONAS, password=PASSWORD)

    assert "First call" not in page.html
    assert (entered.status, entered.location) == (303, "/dashboard")


def test_what_comes_back_changes_nothing_by_itself(
    dashboard: Browser, maya: Organizer, intro: Configuration
) -> None:
    page = dashboard.press(refused(dashboard, maya, intro), "Sign in", email=MAYA, password=PASSWORD)

    assert "csrf_token" not in page.form(BACK).names
    assert dashboard.press(page, BACK).status == 400


def test_whoever_was_never_signed_in_is_led_to_the_sign_in(
    browser: Browser, maya: Organizer, intro: Configuration
) -> None:
    token = browser.open("/login").form("Sign in").values["csrf_token"]

    page = browser.send(f"/dashboard/pages/{intro.id}/edit", {"csrf_token": token, "basics-label": "x"})

    assert (page.status, page.location) == (303, "/login?next=/dashboard")


def test_a_form_of_many_words_is_not_kept(dashboard: Browser, maya: Organizer, intro: Configuration) -> None:
    assert refused(dashboard, maya, intro, "x" * CHARACTERS_AT_MOST).status == 303


@pytest.mark.parametrize("sealed", ["[1]", "{}", "no JSON"])
def test_what_we_sealed_for_something_else_opens_nothing(sqlite_app: Flask, sealed: str) -> None:
    with sqlite_app.app_context():
        assert opened(vault.encrypt(sealed).decode(), organizer_id="1") is None
        assert opened("made-up", organizer_id="1") is None
        assert opened("é", organizer_id="1") is None
        assert opened(None, organizer_id="1") is None
