"""A forgotten password: a mail is asked for, its link leads to a new one, and nobody learns who has an account."""

import pytest
from flask import Flask

from tests.account_links import asked_password_link
from tests.blueprints.dashboard.conftest import sign_in
from tests.browser import Browser
from tests.builders import MAYA, make_organizer
from tests.conftest import StoppedClock
from tests.page import Page

PATH = "/dashboard/forgotten"
NEW = "another horse battery"


@pytest.fixture
def path(app: Flask, clock: StoppedClock) -> str:
    return f"{PATH}/{asked_password_link(make_organizer())}"


def ask(browser: Browser, email: str) -> Page:
    return browser.press(browser.open(PATH), "Send the link", email=email)


@pytest.mark.parametrize("email", [MAYA, "nobody@example.com"])
def test_what_is_answered_tells_nobody_who_has_an_account(app: Flask, browser: Browser, email: str) -> None:
    make_organizer()

    page = browser.follow(ask(browser, email))

    assert "If there is an account with this address, a mail with a link is on its way to it." in page.text


def test_the_sign_in_page_leads_there_with_the_address(app: Flask, browser: Browser) -> None:
    refused = browser.press(browser.open("/login"), "Sign in", email=MAYA, password="wrong")

    link = next(a for a in refused.select("a") if a.get_text() == "Forgotten your password?")
    assert browser.open(str(link["href"])).field("E-mail address").value == MAYA


def test_what_is_no_address_is_told(app: Flask, browser: Browser) -> None:
    page = ask(browser, "maya@")

    assert page.status == 422
    assert page.field("E-mail address").error == "“E-mail address” must be a valid e-mail address."


def test_whoever_asks_again_and_again_has_to_wait(counting_app: Flask, clock: StoppedClock) -> None:
    make_organizer()
    browser = Browser(counting_app.test_client())

    assert [ask(browser, MAYA).status for _ in range(6)] == [303] * 5 + [429]


def test_the_new_password_signs_in(browser: Browser, path: str) -> None:
    answer = browser.press(browser.open(path), "Change password", new=NEW)

    assert "Your password is changed. Please sign in with it." in browser.follow(answer).text
    assert sign_in(browser, password=NEW).status == 303


def test_a_password_that_is_too_short_is_told(browser: Browser, path: str) -> None:
    page = browser.press(browser.open(path), "Change password", new="short")

    assert page.field("New password").error == "The password must have at least 8 characters."
    assert browser.open(path).status == 200


def test_a_link_that_was_used_leads_to_another(browser: Browser, path: str) -> None:
    form = browser.open(path)
    browser.press(form, "Change password", new=NEW)

    for page in (browser.open(path), browser.press(form, "Change password", new=NEW)):
        assert page.status == 410
        assert "Ask for a new link" in page.text


def test_forms_that_were_open_for_too_long_are_shown_again(browser: Browser, path: str) -> None:
    asked = browser.press(browser.open(PATH), "Send the link", email=MAYA, csrf_token="of long ago")
    chosen = browser.press(browser.open(path), "Change password", new=NEW, csrf_token="of long ago")

    assert [page.status for page in (asked, chosen)] == [400, 400]
    assert asked.field("E-mail address").value == MAYA
