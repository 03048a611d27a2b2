import pytest
from flask import Flask

from tests.blueprints.dashboard.conftest import sign_in
from tests.browser import ORIGIN, Browser
from tests.builders import JONAS, MAYA, NOW, make_organizer
from webapp.models import Organizer
from webapp.services.access import sign_ins
from webapp.services.access.sign_ins import PASSWORD_AT_MOST


def test_the_right_password_leads_to_the_dashboard(browser: Browser, maya: Organizer) -> None:
    page = browser.follow(sign_in(browser))

    assert page.status == 200
    assert "Hello, Maya Lindqvist" in page.text


def test_a_wrong_password_shows_the_form_again_with_the_address_but_without_the_password(
    browser: Browser, maya: Organizer
) -> None:
    page = sign_in(browser, password="wrong")

    assert page.status == 401
    assert "The e-mail address or the password is not right." in page.text
    assert page.form("Sign in").values["email"] == MAYA
    assert page.form("Sign in").values["password"] == ""


def test_an_unknown_address_gets_the_same_answer_as_a_wrong_password(
    browser: Browser, maya: Organizer
) -> None:
    wrong = sign_in(browser, password="wrong")
    unknown = sign_in(browser, email="nobody@example.com", password="wrong")

    assert (unknown.status, unknown.text) == (wrong.status, wrong.text)


@pytest.mark.parametrize(
    "email, password",
    [
        ("", "something"),
        (MAYA, ""),
        ("maya@example.com\0", "x"),
        ("m" * 300, "x"),
        (MAYA, "x" * (PASSWORD_AT_MOST + 1)),
    ],
    ids=["no address", "no password", "control character", "long address", "long password"],
)
def test_what_cannot_be_right_is_refused_before_a_password_is_hashed(
    browser: Browser, maya: Organizer, email: str, password: str
) -> None:
    assert sign_in(browser, email=email, password=password).status == 422


def test_the_cookie_is_out_of_reach_for_scripts_other_sites_and_plain_http(
    browser: Browser, maya: Organizer
) -> None:
    cookie = sign_in(browser).answer.headers["Set-Cookie"]

    assert "HttpOnly" in cookie
    assert "Secure" in cookie
    assert "SameSite=Lax" in cookie


def test_nothing_planted_in_the_browser_before_outlives_the_sign_in(
    browser: Browser, maya: Organizer
) -> None:
    browser.open("/login")
    with browser.client.session_transaction(base_url=ORIGIN) as session:
        session["planted"] = "by somebody else"

    sign_in(browser)

    with browser.client.session_transaction(base_url=ORIGIN) as session:
        assert "planted" not in session


def test_who_is_signed_in_already_is_led_past_the_form(dashboard: Browser) -> None:
    assert dashboard.open("/login").location == "/dashboard"


def test_signing_out_locks_the_dashboard(dashboard: Browser) -> None:
    signed_out = dashboard.press(dashboard.open("/dashboard"), "Sign out")

    assert "You are signed out." in dashboard.follow(signed_out).text
    assert dashboard.open("/dashboard").status == 303


def test_a_cookie_kept_from_before_signing_out_opens_nothing(dashboard: Browser) -> None:
    cookie = dashboard.client.get_cookie("openslot", domain="book.example.org")
    dashboard.press(dashboard.open("/dashboard"), "Sign out")

    assert cookie is not None
    dashboard.client.set_cookie("openslot", cookie.value, domain="book.example.org", secure=True)

    assert dashboard.open("/dashboard").status == 303


def test_signing_out_works_by_a_button_only(dashboard: Browser) -> None:
    dashboard.open("/logout")

    assert dashboard.open("/dashboard").status == 200


def test_signing_out_everywhere_ends_the_sign_in_on_the_other_device_too(
    dashboard: Browser, app: Flask
) -> None:
    phone = Browser(app.test_client())
    sign_in(phone)

    dashboard.press(dashboard.open("/dashboard/sign-ins"), "Sign out everywhere")

    assert phone.open("/dashboard").status == 303
    assert dashboard.open("/dashboard").status == 303


def test_the_list_of_sign_ins_marks_this_browser(dashboard: Browser, app: Flask) -> None:
    sign_in(Browser(app.test_client()))

    text = dashboard.open("/dashboard/sign-ins").text

    assert text.count("Last used") == 2
    assert text.count("This browser") == 1


def test_a_browser_is_named_and_signed_out_from_another(dashboard: Browser, app: Flask) -> None:
    phone = Browser(app.test_client())
    phone.client.environ_base["HTTP_USER_AGENT"] = "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Firefox/132.0"
    sign_in(phone)

    page = dashboard.open("/dashboard/sign-ins")
    shown = dashboard.follow(dashboard.press(page, "Sign out Firefox · Linux"))

    assert "This browser is signed out." in shown.text
    assert [phone.open("/dashboard").status, dashboard.open("/dashboard").status] == [303, 200]


def test_all_other_browsers_are_signed_out_at_once(dashboard: Browser, app: Flask) -> None:
    phone = Browser(app.test_client())
    sign_in(phone)

    dashboard.press(dashboard.open("/dashboard/sign-ins"), "Sign out all other browsers")

    assert [phone.open("/dashboard").status, dashboard.open("/dashboard").status] == [303, 200]
    assert "Sign out all other browsers" not in dashboard.open("/dashboard/sign-ins").buttons


def test_nobody_signs_out_the_browser_of_another(dashboard: Browser) -> None:
    jonas = make_organizer(JONAS, name="Jonas Weber")
    token = sign_ins.start(jonas, now=NOW)
    theirs = sign_ins.listing(jonas, now=NOW)[0].id

    sent = {"csrf_token": dashboard.open("/dashboard/sign-ins").hidden("csrf_token")}
    paths = [f"/dashboard/sign-ins/{sign_in_id}/revoke" for sign_in_id in (theirs, "none")]

    assert [dashboard.send(path, sent).status for path in paths] == [404, 404]
    assert sign_ins.organizer_of(token, now=NOW) is not None


def test_a_password_manager_knows_the_fields_and_the_first_empty_one_is_ready(
    browser: Browser, maya: Organizer
) -> None:
    fresh = browser.open("/login")
    again = sign_in(browser, password="wrong")

    assert [field["autocomplete"] for field in fresh.select("#email, #password")] == [
        "username",
        "current-password",
    ]
    assert [page.select("[autofocus]")[0]["id"] for page in (fresh, again)] == ["email", "password"]
