"""Asked too often: the page says so, and keeps what was typed."""

from flask import Flask

from tests.blueprints.dashboard.conftest import sign_in
from tests.browser import Browser
from tests.builders import MAYA, NOW, PASSWORD
from tests.conftest import StoppedClock
from webapp.services.access import organizers


def test_too_many_wrong_passwords_are_told_where_they_were_typed(
    counting_app: Flask, clock: StoppedClock
) -> None:
    organizers.create(MAYA, name="Maya", timezone="UTC", password=PASSWORD, now=NOW, is_admin=True)
    browser = Browser(counting_app.test_client())
    sign_in(browser)
    form = browser.open("/dashboard/settings/keys")
    for _ in range(10):
        browser.press(form, "Make the key", name="CRM", password="wrong")

    page = browser.press(form, "Make the key", name="CRM", password="wrong")

    assert page.status == 429
    assert page.alerts == ["Too many wrong passwords. Please try again in 10 minutes."]
    assert (page.field("Name").value, page.field("Your password").value) == ("CRM", "")
