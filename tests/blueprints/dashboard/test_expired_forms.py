import pytest
from flask import Flask

from tests.blueprints.dashboard.conftest import sign_in
from tests.browser import Browser
from tests.builders import MAYA, PASSWORD, reread
from webapp.blueprints.dashboard.expired_forms import FORMS
from webapp.models import Booking, Organizer

GONE = "3f0c2a5e-98f2-4a4b-9f0e-1a2b3c4d5e6f"
EXPIRED = "This page was open for too long, so nothing was changed. Please press the button again."


@pytest.mark.parametrize("token", ["", "made-up"], ids=["missing", "made up"])
@pytest.mark.parametrize("action", ["confirm", "decline", "cancel"])
def test_without_a_right_token_nothing_changes(
    dashboard: Browser, priyas_request: Booking, action: str, token: str
) -> None:
    page = dashboard.send(f"/dashboard/bookings/{priyas_request.id}/{action}", {"csrf_token": token})

    assert page.status == 400
    assert EXPIRED in page.text
    assert reread(priyas_request).status == "pending"


def test_the_form_comes_back_filled_and_works_at_the_next_press(
    dashboard: Browser, priyas_request: Booking
) -> None:
    page = dashboard.open("/dashboard")
    refused = dashboard.press(page, "Decline the request", reason="Away", csrf_token="ran out")

    assert refused.form("Decline the request").values["reason"] == "Away"
    dashboard.press(refused, "Decline the request")

    assert reread(priyas_request).cancellation_reason == "Away"


def test_with_htmx_the_row_comes_back_filled(dashboard: Browser, priyas_request: Booking) -> None:
    page = dashboard.open("/dashboard")

    row = dashboard.press(page, "Decline the request", htmx=True, reason="Away", csrf_token="ran out")

    assert row.form("Decline the request").values["reason"] == "Away"
    assert EXPIRED in row.text
    assert "<html" not in row.html


def test_the_sign_in_form_comes_back_with_the_address_and_works_at_the_next_press(
    browser: Browser, maya: Organizer
) -> None:
    page = browser.open("/login?next=/dashboard/pages")
    refused = browser.press(page, "Sign in", email=MAYA, password=PASSWORD, csrf_token="ran out")

    assert refused.form("Sign in").values["email"] == MAYA
    signed_in = browser.press(refused, "Sign in", password=PASSWORD)

    assert signed_in.location == "/dashboard/pages"


def test_signing_out_with_an_old_token_shows_the_dashboard_again(dashboard: Browser) -> None:
    page = dashboard.press(dashboard.open("/dashboard"), "Sign out", csrf_token="ran out")

    assert EXPIRED in dashboard.follow(page).text


def test_a_stranger_with_a_wrong_token_is_asked_to_sign_in(browser: Browser, priyas_request: Booking) -> None:
    stranger = Browser(browser.client.application.test_client())

    page = stranger.send(f"/dashboard/bookings/{priyas_request.id}/confirm", {"csrf_token": "made-up"})

    assert page.location.startswith("/login")
    assert "nothing was changed" in stranger.follow(page).text


def test_an_old_sign_in_form_in_another_tab_still_works_after_signing_out(
    browser: Browser, maya: Organizer
) -> None:
    sign_in(browser)
    browser.press(browser.open("/dashboard"), "Sign out")

    assert sign_in(browser).status == 303


@pytest.mark.parametrize(
    "path",
    [
        f"/dashboard/bookings/{GONE}/decline",
        f"/dashboard/pages/{GONE}/edit",
        f"/dashboard/pages/{GONE}/invitations",
    ],
)
def test_a_form_about_what_is_gone_says_so(dashboard: Browser, path: str) -> None:
    assert dashboard.send(path, {"csrf_token": "made-up"}).status == 404


@pytest.mark.parametrize("path", ["/dashboard/people", "/dashboard/settings/keys"])
def test_for_an_administrator_alone_there_is_such_a_form(dashboard: Browser, path: str) -> None:
    assert dashboard.send(path, {"csrf_token": "made-up"}).status == 404


def test_every_form_that_is_shown_again_is_one_of_the_dashboard(sqlite_app: Flask) -> None:
    assert set(FORMS) <= set(sqlite_app.view_functions)
