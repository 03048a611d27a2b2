"""Wrong passwords: counted by account and by visitor, and never against the browser that the organizer uses."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.blueprints.dashboard.conftest import sign_in
from tests.browser import ORIGIN, Browser
from tests.builders import JONAS, MAYA, make_organizer
from tests.conftest import StoppedClock
from webapp.blueprints.dashboard.known_devices import ACCOUNTS_AT_MOST, COOKIE

At = Callable[[str], Browser]


@pytest.fixture
def app(counting_app: Flask, clock: StoppedClock) -> Flask:
    make_organizer()
    make_organizer(JONAS, name="Jonas Weber")
    return counting_app


@pytest.fixture
def at(app: Flask) -> At:
    """A fresh browser at an address."""

    def made(address: str) -> Browser:
        client = app.test_client()
        client.environ_base["REMOTE_ADDR"] = address
        return Browser(client)

    return made


def guess(browser: Browser, times: int, email: str = MAYA) -> list[int]:
    """The statuses of so many wrong passwords."""
    typed = browser.open("/login").form("Sign in").values
    typed["email"], typed["password"] = email, "wrong"
    headers = {"Referer": f"{ORIGIN}/"}
    return [
        browser.client.post("/login", data=typed, base_url=ORIGIN, headers=headers).status_code
        for _ in range(times)
    ]


def test_ten_wrong_passwords_for_an_account_are_followed_by_a_wait(at: At, clock: StoppedClock) -> None:
    browser = at("192.0.2.1")
    statuses = guess(browser, 10)
    clock.advance(minutes=4)

    page = sign_in(browser)

    assert (statuses, page.status) == ([401] * 10, 429)
    assert "Please try again in 6 minutes." in page.text
    assert page.answer.headers["Retry-After"] == "361"  # a second to be sure
    assert page.form("Sign in").values["email"] == MAYA


def test_after_the_wait_the_right_password_is_taken(at: At, clock: StoppedClock) -> None:
    browser = at("192.0.2.1")
    guess(browser, 11)
    clock.advance(minutes=10)

    assert sign_in(browser).status == 303


def test_the_wait_of_one_account_holds_up_no_other(at: At) -> None:
    guess(at("192.0.2.1"), 11)

    assert sign_in(at("192.0.2.1"), email=JONAS).status == 303


def test_right_passwords_are_not_counted(at: At) -> None:
    statuses = [sign_in(at("192.0.2.1")).status for _ in range(12)]

    assert statuses == [303] * 12


def test_an_account_is_the_same_however_its_address_is_written(at: At) -> None:
    guess(at("192.0.2.1"), 5)
    guess(at("192.0.2.1"), 5, email=f" {MAYA.upper()} ")

    assert sign_in(at("192.0.2.1")).status == 429


def test_a_visitor_guesses_fifty_times_whatever_the_account(at: At) -> None:
    browser = at("192.0.2.1")

    statuses = [guess(browser, 1, email=f"someone{number}@example.com")[0] for number in range(51)]

    assert statuses == [401] * 50 + [429]


def test_all_addresses_of_one_ipv6_site_guess_as_one_visitor(at: At) -> None:
    for last in range(10):
        guess(at(f"2001:db8:1:2::{last:x}"), 1)

    assert guess(at("2001:db8:1:2::ffff"), 1) == [429]
    assert guess(at("2001:db8:1:3::1"), 1) == [401]


def lock_out(at: At) -> None:
    """A hundred wrong passwords for Maya, from ten visitors."""
    for site in range(10):
        guess(at(f"2001:db8:2:{site}::1"), 10)


def test_strangers_lock_out_strangers_and_not_the_browser_that_the_organizer_uses(at: At) -> None:
    known = at("192.0.2.1")
    sign_in(known)
    known.press(known.open("/dashboard"), "Sign out")
    lock_out(at)

    assert sign_in(at("192.0.2.1")).status == 429
    assert sign_in(known).status == 303


def test_somebody_in_the_same_network_does_not_lock_it_out_either(at: At) -> None:
    known = at("192.0.2.1")
    sign_in(known)
    known.press(known.open("/dashboard"), "Sign out")
    guess(at("192.0.2.1"), 11)

    assert sign_in(known).status == 303


def test_a_known_browser_guesses_ten_times_like_any_other(at: At) -> None:
    known = at("192.0.2.1")
    sign_in(known)
    known.press(known.open("/dashboard"), "Sign out")

    assert guess(known, 11) == [401] * 10 + [429]


def test_a_browser_that_knows_one_account_is_a_stranger_to_another(at: At) -> None:
    known = at("192.0.2.1")
    sign_in(known, email=JONAS)
    known.press(known.open("/dashboard"), "Sign out")
    lock_out(at)

    assert sign_in(known).status == 429


@pytest.mark.parametrize("planted", ["", "made-up", "W10.YQ.YQ"])
def test_a_cookie_that_we_did_not_sign_makes_nothing_known(at: At, planted: str) -> None:
    browser = at("192.0.2.1")
    browser.client.set_cookie(COOKIE, planted, domain="book.example.org", path="/login", secure=True)

    assert guess(browser, 11) == [401] * 10 + [429]


def test_the_cookie_is_sent_to_the_sign_in_only_and_to_no_script(at: At) -> None:
    cookies = sign_in(at("192.0.2.1")).answer.headers.getlist("Set-Cookie")
    device = next(cookie for cookie in cookies if cookie.startswith(COOKIE))

    for attribute in ("HttpOnly", "Secure", "SameSite=Lax", "Path=/login", "Max-Age=31536000"):
        assert attribute in device
    assert MAYA not in device


def test_a_browser_knows_the_last_few_accounts(app: Flask, at: At) -> None:
    browser = at("192.0.2.1")
    others = [f"organizer{number}@example.com" for number in range(ACCOUNTS_AT_MOST)]
    for email in others:
        make_organizer(email)
    for email in (MAYA, *others):
        sign_in(browser, email=email)
        browser.client.delete_cookie("openslot", domain="book.example.org")
    lock_out(at)

    assert browser.client.get_cookie(COOKIE, domain="book.example.org", path="/login") is not None
    assert sign_in(browser, email=others[0]).status == 303
    browser.client.delete_cookie("openslot", domain="book.example.org")
    assert sign_in(browser).status == 429
