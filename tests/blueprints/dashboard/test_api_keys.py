"""The page on which an administrator makes and revokes API keys."""

import pytest
from flask import Flask

from tests.blueprints.dashboard.conftest import sign_in
from tests.browser import Browser
from tests.builders import MAYA, NOW, PASSWORD, make_application
from tests.conftest import StoppedClock
from tests.page import Page, words
from webapp.models import Organizer
from webapp.services.access import api_keys, organizers

PATH = "/dashboard/settings/keys"
MAKE = "Make the key"


@pytest.fixture
def maya(maya: Organizer) -> Organizer:
    organizers.make_admin(maya.email)
    return maya


def made(dashboard: Browser, **typed: str) -> Page:
    values = {"name": "CRM", "password": PASSWORD, **typed}
    return dashboard.press(dashboard.open(PATH), MAKE, by=values)


def listed(page: Page) -> list[str]:
    return [words(row) for row in page.select("ul.rows > li")]


def test_a_key_is_made_shown_once_and_listed(dashboard: Browser) -> None:
    shown = dashboard.follow(made(dashboard, calendars="read", webhooks="", last_day="2027-01-31"))

    key = str(shown.select("#new-key")[0]["value"])
    found = api_keys.authenticate(key, now=NOW)
    assert found.scopes == ["scheduling.write", "calendars.read", "accounts.write"]
    assert "It is shown only this once." in shown.text
    again = dashboard.open(PATH)
    assert again.select("#new-key") == []
    (row,) = listed(again)
    assert row.startswith(
        f"CRM {key[:12]}… Can read and change scheduling pages and bookings, read calendars"
    )
    assert "until Sunday, January 31, 2027" in row
    assert "Works" in row


def test_a_key_that_may_do_everything_says_so(dashboard: Browser) -> None:
    (row,) = listed(dashboard.follow(made(dashboard)))

    assert "Can do everything" in row
    assert "never used" in row


@pytest.mark.parametrize(
    ("typed", "label", "said"),
    [
        ({"name": ""}, "Name", "Please give the key a name."),
        ({"password": ""}, "Your password", "Please enter your password."),
        ({"password": "wrong"}, "Your password", "This is not your current password."),
        ({"last_day": "soon"}, "Last day", "“Last day” must be a date such as 2027-03-14."),
        ({"last_day": "2027-01-03"}, "Last day", "Please choose a day from today on."),
        (
            {"scheduling": "", "calendars": "", "accounts": "", "webhooks": ""},
            "Scheduling pages and bookings",
            "Please choose at least one thing that the key may do.",
        ),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(
    dashboard: Browser, typed: dict[str, str], label: str, said: str
) -> None:
    page = made(dashboard, **typed)

    assert page.field(label).error == said
    assert page.field("Name").value == typed.get("name", "CRM")
    assert api_keys.listing(make_application().id) == []


def test_a_form_that_is_sent_twice_makes_one_key(dashboard: Browser) -> None:
    form = dashboard.open(PATH)
    for _ in range(2):
        dashboard.press(form, MAKE, by={"name": "CRM", "password": PASSWORD})

    assert len(api_keys.listing(make_application().id)) == 1


def test_a_form_that_was_open_for_too_long_keeps_what_was_typed(dashboard: Browser) -> None:
    page = made(dashboard, csrf_token="of long ago", name="Website")

    assert (page.status, page.field("Name").value) == (400, "Website")
    assert api_keys.listing(make_application().id) == []


def test_a_revoked_key_is_listed_as_such_and_works_no_more(dashboard: Browser) -> None:
    page = dashboard.follow(made(dashboard))
    dashboard.press(page, "Revoke the key “CRM”")

    shown = dashboard.open(PATH)
    assert ["Revoked" in row for row in listed(shown)] == [True]
    assert api_keys.listing(make_application().id)[0].revoked_at is not None


def test_only_so_many_keys_are_made(dashboard: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api_keys, "LIVE_AT_MOST", 0)

    page = made(dashboard)

    assert page.status == 409
    assert page.field("Name").value == "CRM"


def test_whoever_guesses_passwords_has_to_wait(counting_app: Flask, clock: StoppedClock) -> None:
    organizers.create(MAYA, name="Maya", timezone="UTC", password=PASSWORD, now=NOW, is_admin=True)
    browser = Browser(counting_app.test_client())
    sign_in(browser)

    statuses = [made(browser, password="wrong").status for _ in range(11)]

    assert statuses == [403] * 10 + [429]


def test_for_anybody_but_an_administrator_there_is_no_such_page(browser: Browser, app: Flask) -> None:
    organizers.create(MAYA, name="Maya", timezone="UTC", password=PASSWORD, now=NOW)
    key = api_keys.create(make_application().id, name="CRM", now=NOW)
    sign_in(browser)
    token = str(browser.open("/dashboard/settings").select("input[name=csrf_token]")[0]["value"])

    found = api_keys.authenticate(key, now=NOW)
    sent = [browser.send(path, {"csrf_token": token}) for path in (PATH, f"{PATH}/{found.id}/revoke")]
    assert [page.status for page in (browser.open(PATH), *sent)] == [404, 404, 404]
    assert "API keys" not in browser.open("/dashboard/settings").text
