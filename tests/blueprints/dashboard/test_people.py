"""Accounts as an administrator sees them: invited, listed, revoked."""

import pytest
from flask import Flask

from tests.blueprints.dashboard.conftest import sign_in
from tests.browser import Browser
from tests.builders import MAYA, NOW, PASSWORD
from tests.page import Page, words
from webapp.models import Organizer
from webapp.services.access import joining, organizers

PATH = "/dashboard/people"
JONAS = "jonas@example.com"


@pytest.fixture
def maya(maya: Organizer) -> Organizer:
    return organizers.make_admin(maya.email)


def invite(dashboard: Browser, email: str = JONAS, **typed: str) -> Page:
    return dashboard.press(dashboard.open(PATH), "Send the invitation", by={"email": email, **typed})


def listed(page: Page) -> list[str]:
    return [words(row) for row in page.select("ul.rows > li")]


def test_an_invitation_is_sent_listed_and_its_link_shown_once(dashboard: Browser, app: Flask) -> None:
    shown = dashboard.follow(invite(dashboard, is_admin="y"))

    link = str(shown.select("#new-link")[0]["value"])
    assert "The invitation is on its way to jonas@example.com." in shown.text
    assert listed(shown)[0].startswith("jonas@example.com As administrator · The link works until")
    assert dashboard.open(PATH).select("#new-link") == []
    opened = Browser(app.test_client()).open(link.removeprefix("https://book.example.org"))
    assert (opened.status, opened.heading) == (200, "Create your account")


def test_everybody_with_an_account_is_listed(dashboard: Browser) -> None:
    organizers.create("ben@example.com", name="Ben", timezone="UTC", password=PASSWORD, now=NOW)

    assert listed(dashboard.open(PATH)) == [
        "Ben ben@example.com",
        "Maya Lindqvist maya@example.com Administrator",
    ]


@pytest.mark.parametrize(
    ("email", "said"),
    [
        ("", "Please enter the e-mail address."),
        ("jonas@", "“E-mail address” must be a valid e-mail address."),
        (MAYA, "There is already an organizer with this address."),
    ],
)
def test_what_is_wrong_is_said_beside_the_address(dashboard: Browser, email: str, said: str) -> None:
    page = invite(dashboard, email)

    assert (page.status, page.field("E-mail address").error) == (422, said)
    assert page.field("E-mail address").value == email


def test_one_too_many_is_told_and_the_address_kept(
    dashboard: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(joining, "OPEN_AT_MOST", 0)

    page = invite(dashboard)

    assert (page.status, page.field("E-mail address").value) == (409, JONAS)


def test_a_form_that_was_open_for_too_long_keeps_the_address(dashboard: Browser, maya: Organizer) -> None:
    page = invite(dashboard, csrf_token="of long ago")

    assert (page.status, page.field("E-mail address").value) == (400, JONAS)
    assert joining.listing(maya.application_id, now=NOW) == []


def test_a_revoked_invitation_is_gone(dashboard: Browser, maya: Organizer) -> None:
    page = dashboard.follow(invite(dashboard))
    after = dashboard.follow(dashboard.press(page, "Revoke the invitation of jonas@example.com"))

    assert "The invitation is revoked." in after.text
    assert joining.listing(maya.application_id, now=NOW) == []


def test_for_anybody_but_an_administrator_there_is_no_such_page(browser: Browser, app: Flask) -> None:
    organizers.create(MAYA, name="Maya", timezone="UTC", password=PASSWORD, now=NOW)
    sign_in(browser)
    token = str(browser.open("/dashboard/settings").select("input[name=csrf_token]")[0]["value"])

    sent = [browser.send(path, {"csrf_token": token}) for path in (PATH, f"{PATH}/invitations/x/revoke")]
    assert [page.status for page in (browser.open(PATH), *sent)] == [404, 404, 404]
