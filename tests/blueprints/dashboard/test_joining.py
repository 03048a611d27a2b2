"""Whoever was invited makes an account."""

import pytest
from flask import Flask

from tests.browser import Browser
from tests.builders import DAY, NOW, PASSWORD, make_organizer
from tests.conftest import StoppedClock
from tests.page import Page
from webapp.services.access import joining, organizers

TYPED = {"Your name": "Jonas Ek", "Password": PASSWORD, "Time zone": "Europe/Stockholm"}


@pytest.fixture
def path(app: Flask, clock: StoppedClock) -> str:
    token = joining.invite(make_organizer(), "jonas@example.com", is_admin=False, now=NOW)
    return f"/dashboard/join/{token}"


def make(browser: Browser, path: str, **changes: str) -> Page:
    return browser.press(browser.open(path), "Create account", by={**TYPED, **changes})


def test_whoever_has_the_link_is_signed_in_with_the_address_that_was_invited(
    browser: Browser, path: str
) -> None:
    assert "You sign in with jonas@example.com." in browser.open(path).text

    assert browser.follow(make(browser, path)).status == 200
    jonas = organizers.find("jonas@example.com")
    assert (jonas.name, jonas.timezone, jonas.is_admin) == ("Jonas Ek", "Europe/Stockholm", False)


def test_what_is_wrong_is_said_and_all_but_the_password_kept(browser: Browser, path: str) -> None:
    page = make(browser, path, Password="short")

    assert page.status == 422
    assert page.field("Password").error == "The password must have at least 8 characters."
    assert [page.field(label).value for label in TYPED] == ["Jonas Ek", "", "Europe/Stockholm"]


def test_a_form_that_was_open_for_too_long_keeps_what_was_typed(browser: Browser, path: str) -> None:
    page = make(browser, path, csrf_token="of long ago")

    assert (page.status, page.field("Your name").value) == (400, "Jonas Ek")


def test_a_link_that_was_used_says_so_and_leads_to_the_sign_in(browser: Browser, path: str) -> None:
    make(browser, path)

    page = browser.open(path)
    assert (page.status, page.heading) == (410, "This link cannot be used")
    assert "If you have an account already, sign in." in page.text


def test_a_link_that_ends_while_somebody_types_says_so(
    browser: Browser, path: str, clock: StoppedClock
) -> None:
    form = browser.open(path)
    clock.advance(seconds=7 * DAY)

    assert browser.press(form, "Create account", by=TYPED).status in (400, 410)
    assert browser.open(path).status == 410
    assert len(organizers.listing()) == 1
