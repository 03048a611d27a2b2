"""Two-step sign-in in the settings."""

from urllib.parse import unquote

import pytest
from flask import Flask

from tests.blueprints.dashboard.conftest import sign_in
from tests.browser import Browser
from tests.builders import NOW, PASSWORD, make_organizer
from tests.conftest import StoppedClock
from tests.page import Page, words
from tests.second_factors import App, app_of
from webapp.extensions import transaction
from webapp.lib.signature import digest
from webapp.models import Organizer
from webapp.services.access import second_factors
from webapp.services.access.second_factors import Proof

PATH = "/dashboard/settings/two-steps"
CODE = "Code from your app"
LAST = "Code from your app, or a recovery code"


@pytest.fixture
def phone(maya: Organizer) -> App:
    return app_of(maya, now=NOW - 60)


def set_up(dashboard: Browser, password: str = PASSWORD) -> Page:
    return dashboard.press(dashboard.open(PATH), "Set it up", by={"Your password": password})


def app_of_page(page: Page) -> App:
    """An app into which somebody types the key of the page."""
    return App(words(page.select("#secret")[0]).replace(" ", ""))


def turn_off(dashboard: Browser, code: str, password: str = PASSWORD) -> Page:
    typed = {"off-password": password, LAST: code}
    return dashboard.press(dashboard.open(PATH), "Turn off", by=typed)


def codes_of(page: Page) -> list[str]:
    return [words(code) for code in page.select(".codes li")]


def test_it_is_on_after_the_first_code_and_the_recovery_codes_are_shown_once(
    dashboard: Browser, maya: Organizer
) -> None:
    asked = set_up(dashboard)
    assert asked.select('[role="img"] svg')
    assert second_factors.of(maya) is None

    page = dashboard.press(asked, "Turn on", by={CODE: app_of_page(asked).code()})

    assert "Two-step sign-in is on." in page.text
    codes = codes_of(page)
    assert len(codes) == 10
    assert all(code in unquote(page.links["Download"]) for code in codes)
    assert "10 recovery codes are left." in dashboard.open(PATH).text
    assert not codes_of(dashboard.open(PATH))


def test_a_wrong_first_code_keeps_the_key(dashboard: Browser, maya: Organizer) -> None:
    asked = set_up(dashboard)

    page = dashboard.press(asked, "Turn on", by={CODE: "000000"})

    assert page.status == 422
    assert page.field(CODE).error.startswith("This code is not right")
    assert app_of_page(page) == app_of_page(asked)
    assert second_factors.of(maya) is None


@pytest.mark.parametrize(("typed", "status"), [("wrong", 403), ("", 422)])
def test_no_key_is_shown_without_the_password(dashboard: Browser, typed: str, status: int) -> None:
    page = set_up(dashboard, typed)

    assert (page.status, page.select("#secret")) == (status, [])
    assert page.field("Your password").error


def test_a_key_that_was_shown_too_long_ago_turns_nothing_on(dashboard: Browser, clock: StoppedClock) -> None:
    asked = set_up(dashboard)
    clock.advance(minutes=60)

    page = dashboard.press(asked, "Turn on", by={CODE: app_of_page(asked).code(clock.at)})

    assert (page.status, "open for too long" in page.alerts[0]) == (422, True)


def test_a_form_whose_token_ran_out_shows_the_same_key_again(dashboard: Browser) -> None:
    asked = set_up(dashboard)

    page = dashboard.press(asked, "Turn on", by={CODE: "123456", "csrf_token": "old"})

    assert (page.status, page.field(CODE).value) == (400, "123456")
    assert app_of_page(page) == app_of_page(asked)


def test_what_is_on_already_is_not_turned_on_again(dashboard: Browser, maya: Organizer) -> None:
    form, asked = dashboard.open(PATH), set_up(dashboard)
    app_of(maya, now=NOW - 60)

    second = dashboard.press(asked, "Turn on", by={CODE: app_of_page(asked).code()})
    shown = dashboard.press(form, "Set it up", by={"Your password": PASSWORD})

    assert [page.status for page in (second, shown)] == [409, 409]
    assert shown.select("#secret") == []


def test_it_is_turned_off_with_password_and_code(dashboard: Browser, maya: Organizer, phone: App) -> None:
    page = dashboard.follow(turn_off(dashboard, phone.code()))

    assert "Two-step sign-in is off." in page.text
    assert second_factors.of(maya) is None


@pytest.mark.parametrize("missing", ["password", "code"])
def test_one_of_the_two_is_not_enough(dashboard: Browser, maya: Organizer, phone: App, missing: str) -> None:
    page = (
        turn_off(dashboard, phone.code(), "wrong") if missing == "password" else turn_off(dashboard, "000000")
    )

    assert page.status == 403
    assert second_factors.of(maya) is not None


def test_what_another_tab_turned_off_is_told(dashboard: Browser, maya: Organizer, phone: App) -> None:
    page = dashboard.open(PATH)
    second_factors.take_away(maya, now=NOW)

    answers = [
        dashboard.press(page, "Turn off", by={"off-password": PASSWORD, LAST: phone.code()}),
        dashboard.press(page, "Make new codes", by={"codes-password": PASSWORD}),
    ]

    assert [answer.status for answer in answers] == [409, 409]
    assert [answer.alerts for answer in answers] == [["Two-step sign-in is off already."]] * 2


def test_new_recovery_codes_are_shown_to_whoever_has_the_password(dashboard: Browser, phone: App) -> None:
    page = dashboard.open(PATH)
    wrong = dashboard.press(page, "Make new codes", by={"codes-password": "wrong"})
    right = dashboard.press(page, "Make new codes", by={"codes-password": PASSWORD})

    assert (wrong.status, codes_of(wrong)) == (403, [])
    assert not set(codes_of(right)) & set(phone.recovery)
    assert "The earlier ones no longer work." in right.text


def test_few_recovery_codes_are_told(dashboard: Browser, maya: Organizer, phone: App) -> None:
    factor = second_factors.of(maya)
    assert factor is not None
    for code in phone.recovery[:8]:
        with transaction() as session:
            second_factors.use(session, Proof(factor.id, digest=digest(code.replace("-", ""))))

    assert "Only 2 recovery codes are left. Please make new ones." in dashboard.open(PATH).text


def test_whoever_guesses_in_an_unlocked_browser_has_to_wait(counting_app: Flask, clock: StoppedClock) -> None:
    maya, browser = make_organizer(), Browser(counting_app.test_client())
    sign_in(browser)
    phone = app_of(maya, now=NOW - 60)

    statuses = [turn_off(browser, "000000").status for _ in range(10)]
    page = turn_off(browser, phone.code())

    assert (statuses, page.status) == ([403] * 10, 429)
    assert "Please try again in 10 minutes." in page.alerts[0]
    assert second_factors.of(maya) is not None
