"""The code after the password: refused, used up, too often wrong, and by a recovery code."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.blueprints.dashboard.conftest import sign_in
from tests.browser import Browser
from tests.builders import JONAS, NOW, make_organizer
from tests.conftest import StoppedClock
from tests.page import Page
from tests.second_factors import App, app_of
from webapp.models import Organizer
from webapp.services.access import second_factors

CODE, RECOVERY = "Code from your app", "Recovery code"
WRONG = "000000"


@pytest.fixture
def phone(maya: Organizer) -> App:
    return app_of(maya, now=NOW - 60)


def asked(browser: Browser) -> Page:
    """The form for the code, after the password."""
    return browser.follow(sign_in(browser))


def test_a_code_after_the_password_leads_to_where_one_wanted_to_go(browser: Browser, phone: App) -> None:
    wanted = browser.open("/dashboard/bookings?kind=past").location
    page = browser.follow(sign_in(browser, path=wanted))
    assert browser.open("/dashboard").status == 303

    entered = browser.press(page, "Sign in", by={CODE: phone.code()})

    assert (entered.status, entered.location) == (303, "/dashboard/bookings?kind=past")
    assert browser.open("/dashboard").status == 200


def test_a_wrong_code_is_told_with_the_tries_that_are_left(browser: Browser, phone: App) -> None:
    page = browser.press(asked(browser), "Sign in", by={CODE: WRONG})

    assert page.status == 401
    assert page.field(CODE).error.endswith("You have 4 more tries.")
    assert browser.press(page, "Sign in", by={CODE: phone.code()}).status == 303


def test_after_five_wrong_codes_one_starts_again_with_the_password(browser: Browser, phone: App) -> None:
    page = asked(browser)
    for _ in range(5):
        page = browser.press(page, "Sign in", by={CODE: WRONG})

    assert page.status == 401
    assert "Too many wrong codes, so this sign-in has ended." in page.alerts[0]
    assert page.field("Password").value == ""
    assert browser.open("/login/code").location.startswith("/login?")


def test_a_code_that_was_seen_over_a_shoulder_is_of_no_use(browser: Browser, app: Flask, phone: App) -> None:
    stranger = Browser(app.test_client())
    theirs = asked(stranger)
    browser.press(asked(browser), "Sign in", by={CODE: phone.code()})

    page = stranger.press(theirs, "Sign in", by={CODE: phone.code()})

    assert (page.status, stranger.open("/dashboard").status) == (401, 303)


def test_a_recovery_code_signs_in_when_the_phone_is_gone(browser: Browser, phone: App) -> None:
    page = browser.press(asked(browser), "Use a recovery code")

    assert page.field(RECOVERY).error == ""
    assert browser.press(page, "Sign in", by={RECOVERY: phone.recovery[0].upper()}).status == 303


def test_one_can_go_back_from_the_recovery_code_to_the_app(browser: Browser, phone: App) -> None:
    page = browser.press(asked(browser), "Use a recovery code")

    assert browser.press(page, "Use the app instead").field(CODE).name == "code"


def test_an_empty_code_is_no_try(browser: Browser, phone: App) -> None:
    page = browser.press(asked(browser), "Sign in")

    assert (page.status, page.field(CODE).error) == (422, "Please enter the code.")


@pytest.mark.parametrize("minutes", [9, 10])
def test_whoever_takes_ten_minutes_starts_again(
    browser: Browser, phone: App, clock: StoppedClock, minutes: int
) -> None:
    page = asked(browser)
    clock.advance(minutes=minutes)

    answer = browser.press(page, "Sign in", by={CODE: phone.code(clock.at)})

    assert answer.status == (303 if minutes == 9 else 410)


def test_the_form_is_for_the_browser_that_typed_the_password(
    browser: Browser, app: Flask, phone: App
) -> None:
    page, elsewhere = asked(browser), Browser(app.test_client())
    token = elsewhere.open("/login").form("Sign in").values["csrf_token"]

    answer = elsewhere.send(
        "/login/code", {**page.form("Sign in").values, "csrf_token": token, "code": phone.code()}
    )

    assert (answer.status, elsewhere.open("/dashboard").status) == (410, 303)


def test_a_form_whose_token_ran_out_is_shown_again_without_counting(browser: Browser, phone: App) -> None:
    page = browser.press(asked(browser), "Sign in", by={CODE: phone.code(), "csrf_token": "old"})

    assert (page.status, page.field(CODE).value) == (400, phone.code())
    assert browser.press(page, "Sign in").status == 303


def test_a_wrong_password_is_answered_alike_with_and_without_a_second_factor(
    browser: Browser, phone: App
) -> None:
    make_organizer(JONAS, name="Jonas Weber")

    with_one = sign_in(browser, password="wrong")
    without = sign_in(browser, email=JONAS, password="wrong")

    assert (with_one.status, with_one.text) == (without.status, without.text)


class TestManyAttempts:
    """Whoever has the password guesses from other browsers."""

    @pytest.fixture
    def app(self, counting_app: Flask, clock: StoppedClock) -> Flask:
        return counting_app

    @pytest.fixture
    def fresh(self, app: Flask) -> Callable[[], Browser]:
        return lambda: Browser(app.test_client())

    def guess(self, fresh: Callable[[], Browser], clock: StoppedClock) -> Page:
        """Twenty wrong codes in four attempts, and the form of a fifth."""
        for _ in range(4):
            browser = fresh()
            page = asked(browser)
            for _ in range(5):
                page = browser.press(page, "Sign in", by={CODE: WRONG})
        browser = fresh()
        return browser.press(asked(browser), "Sign in", by={CODE: WRONG})

    def test_they_have_to_wait(self, fresh: Callable[[], Browser], clock: StoppedClock) -> None:
        app_of(make_organizer(), now=NOW - 60)

        page = self.guess(fresh, clock)

        assert page.status == 429
        assert "or use a recovery code" in page.alerts[0]

    def test_the_person_gets_in_by_a_known_browser_or_by_a_recovery_code(
        self, fresh: Callable[[], Browser], clock: StoppedClock
    ) -> None:
        maya = make_organizer()
        mine, other = fresh(), fresh()
        sign_in(mine)
        mine.press(mine.open("/dashboard"), "Sign out")
        phone = app_of(maya, now=NOW - 60)
        self.guess(fresh, clock)

        known = mine.press(asked(mine), "Sign in", by={CODE: phone.code()})
        page = other.press(asked(other), "Use a recovery code")
        recovered = other.press(page, "Sign in", by={RECOVERY: phone.recovery[0]})

        assert [known.status, recovered.status] == [303, 303]
        assert second_factors.of(maya) is not None
