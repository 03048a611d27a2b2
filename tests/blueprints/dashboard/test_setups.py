"""The page behind the link of the first start."""

import pytest
from flask import Flask

from tests.browser import Browser
from tests.builders import DAY, MAYA, NOW, PASSWORD
from tests.conftest import StoppedClock
from tests.page import Page
from webapp.services.access import organizers, setup_links

TYPED = {
    "Your name": "Maya Lindqvist",
    "E-mail address": MAYA,
    "Password": PASSWORD,
    "Time zone": "Europe/Stockholm",
}


@pytest.fixture
def token(app: Flask) -> str:
    return setup_links.renew(now=NOW)


def create(browser: Browser, token: str, **changes: str) -> Page:
    form = browser.open(f"/setup/{token}")
    return browser.press(form, "Create account", by={**TYPED, **changes})


def test_whoever_has_the_link_is_signed_in_as_the_administrator(browser: Browser, token: str) -> None:
    answer = create(browser, token)

    assert browser.follow(answer).status == 200
    maya = organizers.find(MAYA)
    assert (maya.is_admin, maya.name, maya.timezone) == (True, "Maya Lindqvist", "Europe/Stockholm")


def test_the_first_organizer_reads_the_language_of_their_browser(browser: Browser, token: str) -> None:
    form = browser.open(f"/setup/{token}").form("Create account")
    typed = {"name": "Maya", "email": MAYA, "password": PASSWORD, "timezone": "UTC"}

    browser.send(f"/setup/{token}", {**form.values.to_dict(), **typed}, Accept_Language="sv-SE,en;q=0.5")

    assert organizers.find(MAYA).locale == "sv_SE"


def test_the_form_says_what_is_wrong_beside_each_field_and_keeps_all_but_the_password(
    browser: Browser, token: str
) -> None:
    page = create(browser, token, email="maya@", password="short")

    assert page.status == 422
    assert page.field("E-mail address").error == "“E-mail address” must be a valid e-mail address."
    assert page.field("Password").error == "The password must have at least 8 characters."
    kept = [page.field(label).value for label in TYPED]
    assert kept == ["Maya Lindqvist", "maya@", "", "Europe/Stockholm"]
    assert organizers.listing() == []


@pytest.mark.parametrize(
    ("field", "label", "said"),
    [
        ("name", "Your name", "Please enter your name."),
        ("email", "E-mail address", "Please enter your e-mail address."),
        ("password", "Password", "Please choose a password."),
        ("timezone", "Time zone", "Please choose your time zone."),
    ],
)
def test_a_field_that_was_left_empty_is_asked_for(
    browser: Browser, token: str, field: str, label: str, said: str
) -> None:
    assert create(browser, token, **{field: ""}).field(label).error == said


@pytest.mark.parametrize("zone", ["Mars/Base", "\x00", "x" * 500])
def test_a_zone_that_is_not_known_is_refused(browser: Browser, token: str, zone: str) -> None:
    page = create(browser, token, timezone=zone)

    assert page.field("Time zone").error == "“Time zone” is not a known time zone."


def test_no_zone_is_chosen_for_anybody(browser: Browser, token: str) -> None:
    assert browser.open(f"/setup/{token}").field("Time zone").value == ""


def test_a_zone_of_long_ago_that_a_browser_sends_stays_chosen(browser: Browser, token: str) -> None:
    page = create(browser, token, timezone="Asia/Calcutta", name="")

    assert page.field("Time zone").value == "Asia/Calcutta"


def test_a_link_that_expired_says_how_to_get_a_new_one(
    browser: Browser, token: str, clock: StoppedClock
) -> None:
    form = browser.open(f"/setup/{token}")
    clock.at = NOW + DAY

    pages = [browser.open(f"/setup/{token}"), browser.press(form, "Create account", by=TYPED)]

    assert [page.status for page in pages] == [410, 410]
    assert all("run “./run flask setup-link” on the server" in page.text for page in pages)
    assert organizers.listing() == []


def test_a_link_that_was_used_leads_to_the_sign_in(browser: Browser, token: str) -> None:
    create(browser, token)

    page = browser.open(f"/setup/{token}")

    assert page.status == 410
    assert page.links["Sign in"] == "/login"


def test_a_form_that_was_open_for_too_long_is_shown_again_with_what_was_typed(
    browser: Browser, token: str
) -> None:
    page = create(browser, token, csrf_token="of long ago")

    assert page.status == 400
    assert page.field("Your name").value == "Maya Lindqvist"
    assert page.alerts == [
        "This page was open for too long, so nothing was changed. Please press the button again."
    ]
    assert organizers.listing() == []


def test_a_refused_or_forged_form_signs_nobody_in(browser: Browser, token: str) -> None:
    create(browser, token, csrf_token="of long ago")

    assert browser.open("/dashboard").location.startswith("/login")


def test_the_first_organizer_goes_on_to_the_first_page_and_finds_it_again_on_today(
    browser: Browser, token: str
) -> None:
    answer = create(browser, token)

    assert answer.location.partition("?")[0] == "/dashboard/pages/new"
    today = browser.open("/dashboard")
    assert today.links["Make your first page"].partition("?")[0] == "/dashboard/pages/new"

    browser.press(browser.open("/dashboard/pages/new"), "Create page", name="Intro call")
    assert browser.open("/dashboard").links["Make your first page"] == "/dashboard/pages"


def test_the_sign_in_page_tells_of_the_setup_link_until_somebody_is_there(browser: Browser) -> None:
    assert "Nobody can sign in yet." in browser.open("/login").text

    organizers.create(MAYA, name="Maya", timezone="UTC", password=PASSWORD, now=NOW)

    assert "Nobody can sign in yet." not in browser.open("/login").text
