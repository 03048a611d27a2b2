"""The page on which an organizer changes the password."""

import pytest
from flask import Flask

from tests.blueprints.dashboard.conftest import sign_in
from tests.browser import Browser
from tests.builders import PASSWORD, make_organizer
from tests.conftest import StoppedClock
from tests.page import Page

PATH = "/dashboard/settings/password"
NEW = "another horse battery"


def change(dashboard: Browser, *, current: str = PASSWORD, new: str = NEW) -> Page:
    typed = {"Current password": current, "New password": new}
    return dashboard.press(dashboard.open(PATH), "Change password", by=typed)


def test_this_browser_stays_signed_in_and_the_others_do_not(dashboard: Browser, app: Flask) -> None:
    elsewhere = Browser(app.test_client())
    sign_in(elsewhere)

    answer = dashboard.follow(change(dashboard))

    assert "Your password is changed. Other browsers are signed out." in answer.text
    assert elsewhere.open("/dashboard").status == 303
    assert sign_in(elsewhere, password=NEW).status == 303


@pytest.mark.parametrize(
    ("given", "label", "said"),
    [
        ({"current": "wrong"}, "Current password", "This is not your current password."),
        ({"current": ""}, "Current password", "Please enter your current password."),
        ({"new": "short"}, "New password", "The password must have at least 8 characters."),
        ({"new": ""}, "New password", "Please choose a password."),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    dashboard: Browser, given: dict[str, str], label: str, said: str
) -> None:
    page = change(dashboard, **given)

    assert page.field(label).error == said
    assert [page.field(name).value for name in ("Current password", "New password")] == ["", ""]


def test_a_form_that_was_open_for_too_long_changes_nothing(dashboard: Browser, app: Flask) -> None:
    typed = {"current": PASSWORD, "new": NEW, "csrf_token": "of long ago"}
    page = dashboard.press(dashboard.open(PATH), "Change password", by=typed)

    assert page.status == 400
    assert sign_in(Browser(app.test_client())).status == 303


def test_whoever_guesses_at_an_unlocked_browser_has_to_wait(counting_app: Flask, clock: StoppedClock) -> None:
    make_organizer()
    browser = Browser(counting_app.test_client())
    sign_in(browser)

    statuses = [change(browser, current="wrong").status for _ in range(10)]
    clock.advance(minutes=4)
    page = change(browser)

    assert (statuses, page.status) == ([403] * 10, 429)
    assert "Please try again in 6 minutes." in page.text
    assert page.answer.headers["Retry-After"] == "361"  # a second to be sure

    clock.advance(minutes=6, seconds=1)
    assert change(browser).status == 303
