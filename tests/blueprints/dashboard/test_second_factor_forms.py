"""The fields for codes, and several forms with a password on one page."""

from tests.blueprints.dashboard.conftest import sign_in
from tests.browser import Browser
from tests.builders import NOW
from tests.second_factors import app_of
from webapp.models import Organizer


def test_each_password_on_the_page_has_a_name_of_its_own(dashboard: Browser, maya: Organizer) -> None:
    app_of(maya, now=NOW - 60)

    fields = dashboard.open("/dashboard/settings/two-steps").select("input[type=password]")

    assert [field["id"] for field in fields] == ["codes-password", "off-password"]
    assert {field["autocomplete"] for field in fields} == {"current-password"}


def test_a_phone_offers_digits_for_the_code_of_the_app_alone(browser: Browser, maya: Organizer) -> None:
    app_of(maya)
    page = browser.follow(sign_in(browser))
    other = browser.press(page, "Use a recovery code")

    assert [found.select("#code")[0].get("inputmode") for found in (page, other)] == ["numeric", None]
    assert page.select("#code")[0]["autocomplete"] == "one-time-code"
