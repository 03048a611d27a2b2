"""What an organizer does in one journey after another."""

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Live


def sign_in(page: Page, live: Live) -> None:
    page.get_by_label("E-mail address").fill(live.demo["organizer_email"])
    page.get_by_label("Password").fill(live.demo["organizer_password"])
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
