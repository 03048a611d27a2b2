"""Wrong passwords of somebody signed in are counted together, whichever form they are typed into."""

from flask import Flask

from tests.blueprints.dashboard.conftest import sign_in
from tests.browser import Browser
from tests.builders import MAYA, NOW, PASSWORD
from webapp.services.access import organizers


def test_a_guess_in_one_form_counts_in_the_other(counting_app: Flask) -> None:
    organizers.create(MAYA, name="Maya", timezone="UTC", password=PASSWORD, now=NOW, is_admin=True)
    browser = Browser(counting_app.test_client())
    sign_in(browser)
    keys, password = "/dashboard/settings/keys", "/dashboard/settings/password"

    for _ in range(5):
        browser.press(browser.open(keys), "Make the key", name="CRM", password="wrong")
        browser.press(browser.open(password), "Change password", current="wrong", new="another password")
    refused = browser.press(browser.open(keys), "Make the key", name="CRM", password="wrong")

    assert refused.status == 429
