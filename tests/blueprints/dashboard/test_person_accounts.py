"""One account as an administrator sees it."""

import pytest
from flask import Flask

from tests.blueprints.dashboard.conftest import sign_in
from tests.browser import Browser
from tests.builders import JONAS, MAYA, PASSWORD, grant_of, make_booking, make_configuration, make_organizer
from tests.page import Page
from tests.second_factors import app_of
from webapp.models import Organizer
from webapp.services.access import organizers, second_factors


@pytest.fixture
def maya(maya: Organizer) -> Organizer:
    return organizers.make_admin(maya.email)


@pytest.fixture
def jonas(maya: Organizer) -> Organizer:
    return make_organizer(JONAS, name="Jonas Weber")


@pytest.fixture
def phone(app: Flask) -> Browser:
    return Browser(app.test_client())


def account(dashboard: Browser, name: str = "Jonas Weber") -> Page:
    return dashboard.open(dashboard.open("/dashboard/people").links[name])


def test_coming_bookings_are_listed_before_and_after_somebody_is_deactivated(
    dashboard: Browser, jonas: Organizer
) -> None:
    make_booking(make_configuration(grant_of(jonas), slug="theirs"))

    before = account(dashboard)
    after = dashboard.follow(dashboard.press(before, "Deactivate"))

    assert "priya@example.com" in before.text
    assert "priya@example.com" in after.text
    assert "Jonas Weber can sign in no more. 1 page was paused." in after.text
    assert "Their scheduling page" not in after.text


def test_who_is_deactivated_in_the_middle_of_something_is_asked_to_sign_in_and_cannot(
    dashboard: Browser, phone: Browser, jonas: Organizer
) -> None:
    sign_in(phone, email=JONAS)

    dashboard.press(account(dashboard), "Deactivate")

    assert phone.open("/dashboard").status == 303
    assert "The e-mail address or the password is not right." in sign_in(phone, email=JONAS).text


def test_somebody_who_was_deactivated_is_let_in_again(
    dashboard: Browser, phone: Browser, jonas: Organizer
) -> None:
    deactivated = dashboard.follow(dashboard.press(account(dashboard), "Deactivate"))

    page = dashboard.follow(dashboard.press(deactivated, "Activate"))

    assert "Jonas Weber can sign in again." in page.text
    assert sign_in(phone, email=JONAS).status == 303


def test_a_role_is_given_and_taken(dashboard: Browser, jonas: Organizer) -> None:
    given = dashboard.follow(dashboard.press(account(dashboard), "Make administrator"))
    taken = dashboard.follow(dashboard.press(given, "Make organizer"))

    assert "Jonas Weber is an administrator now." in given.text
    assert "Jonas Weber is an administrator no more." in taken.text


def test_the_only_administrator_is_told_why_they_stay_one(dashboard: Browser) -> None:
    page = dashboard.press(account(dashboard, "Maya Lindqvist"), "Make organizer")

    assert (page.status, page.alerts) == (
        409,
        ["This is the only administrator who can sign in. Please make somebody else an administrator first."],
    )


def test_who_takes_the_role_from_themselves_is_led_to_a_page_that_they_may_see(
    dashboard: Browser, jonas: Organizer
) -> None:
    organizers.make_admin(JONAS)

    page = dashboard.follow(dashboard.press(account(dashboard, "Maya Lindqvist"), "Make organizer"))

    assert (page.status, "Maya Lindqvist is an administrator no more." in page.text) == (200, True)
    assert dashboard.open("/dashboard/people").status == 404


def test_there_is_no_button_to_deactivate_oneself(dashboard: Browser) -> None:
    assert "Deactivate" not in account(dashboard, "Maya Lindqvist").buttons


def test_a_link_to_a_new_password_is_mailed(dashboard: Browser, jonas: Organizer) -> None:
    page = dashboard.follow(dashboard.press(account(dashboard), "Send a link to a new password"))

    assert f"The link is on its way to {JONAS}. It works for an hour." in page.text


def test_an_organizer_sees_no_accounts(browser: Browser, jonas: Organizer) -> None:
    sign_in(browser, email=JONAS, password=PASSWORD)

    paths = (
        "/dashboard/people",
        f"/dashboard/people/{organizers.find(MAYA).id}",
        "/dashboard/settings/activity",
    )
    assert [browser.open(path).status for path in paths] == [404] * 3


def test_an_administrator_lets_in_who_has_lost_phone_and_codes(
    dashboard: Browser, phone: Browser, jonas: Organizer
) -> None:
    app_of(jonas)
    button, theirs = "Turn two-step sign-in off", account(dashboard)

    wrong = dashboard.press(theirs, button, by={"factor-password": "wrong"})
    right = dashboard.follow(dashboard.press(theirs, button, by={"factor-password": PASSWORD}))
    again = dashboard.press(theirs, button, by={"factor-password": PASSWORD})

    assert (wrong.status, wrong.field("Your password").error) == (403, "This is not your current password.")
    assert "Two-step sign-in is off for Jonas Weber." in right.text
    assert (again.status, again.alerts) == (409, ["Two-step sign-in is off already."])
    assert sign_in(phone, email=JONAS).location == "/dashboard"


def test_an_expired_form_turns_nothing_off(dashboard: Browser, jonas: Organizer) -> None:
    app_of(jonas)

    page = dashboard.press(account(dashboard), "Turn two-step sign-in off", by={"csrf_token": "old"})

    assert page.status == 400
    assert second_factors.of(jonas) is not None
