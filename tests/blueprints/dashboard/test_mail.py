"""The page on which an administrator sees how mails fare, and sends a test mail."""

import pytest
from flask import Flask

from tests.blueprints.dashboard.conftest import sign_in
from tests.browser import Browser
from tests.builders import MAYA, NOW, PASSWORD
from tests.mail_server import MailServer
from tests.promises import claim, promise_mail, unsettled
from webapp.models import Organizer
from webapp.services.access import organizers
from webapp.worker import deliver_and_record

PATH = "/dashboard/settings/mail"
SEND = f"Send a test mail to {MAYA}"


@pytest.fixture
def maya(maya: Organizer) -> Organizer:
    organizers.make_admin(maya.email)
    return maya


def deliver() -> None:
    for claimed in claim():
        deliver_and_record(claimed)


def test_without_a_mail_server_the_test_becomes_a_file_and_the_page_says_so(
    dashboard: Browser, app: Flask
) -> None:
    waiting = dashboard.follow(dashboard.press(dashboard.open(PATH), SEND))
    deliver()

    assert "The test mail is on its way." in waiting.text
    assert waiting.links["Look again"] == f"{PATH}#test-mail"
    page = dashboard.open(PATH)
    assert "The test mail was written to a file" in page.text
    assert "Kept as files" in page.text
    assert page.select("[hx-trigger]") == []


def test_the_page_asks_again_until_the_server_took_the_test(dashboard: Browser, mails: MailServer) -> None:
    page = dashboard.follow(dashboard.press(dashboard.open(PATH), SEND))
    (asking,) = page.select("[hx-trigger]")
    deliver()

    answer = dashboard.open(str(asking["hx-get"]), HX_Request="true")
    assert "The mail server took the test mail." in answer.text
    assert answer.select("[hx-trigger]") == []
    assert [message["Subject"] for message in mails.messages()] == ["Openslot can send mails"]


def test_a_test_that_fails_says_what_the_server_said_and_what_to_do(
    dashboard: Browser, mails: MailServer
) -> None:
    mails.recipient_reply = "550 No such user here"
    dashboard.press(dashboard.open(PATH), SEND)
    deliver()

    page = dashboard.open(PATH)
    assert "The test mail was not sent. 550 No such user here" in page.text
    assert "The server does not take mails to this address." in page.text
    assert "Last failures Test mail" in page.text


def test_mails_that_wait_are_counted_and_the_password_is_never_shown(
    dashboard: Browser, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = {
        "MAIL_SERVER": "smtp.example.com",
        "MAIL_USERNAME": "maya",
        "MAIL_PASSWORD": "s3cret-of-mail",
    }
    for name, value in settings.items():
        monkeypatch.setitem(app.config, name, value)
    promise_mail()

    page = dashboard.open(PATH)
    assert "Waiting 1" in page.text
    assert "s3cret-of-mail" not in page.html


def test_a_button_of_a_page_that_was_open_for_too_long_sends_nothing(dashboard: Browser) -> None:
    page = dashboard.press(dashboard.open(PATH), SEND, csrf_token="of long ago")

    assert (page.status, unsettled()) == (400, 0)


def test_tests_are_limited_and_the_page_says_how_long_to_wait(counting_app: Flask, clock: object) -> None:
    organizers.create(MAYA, name="Maya", timezone="UTC", password=PASSWORD, now=NOW, is_admin=True)
    browser = Browser(counting_app.test_client())
    sign_in(browser)
    form = browser.open(PATH)

    statuses = [browser.press(form, SEND).status for _ in range(5)]
    refused = browser.press(form, SEND)

    assert (statuses, refused.status) == ([303] * 5, 429)
    assert refused.alerts == ["That was too often. Please try again in 10 minutes."]


def test_for_anybody_but_an_administrator_there_is_no_such_page(browser: Browser, app: Flask) -> None:
    organizers.create(MAYA, name="Maya", timezone="UTC", password=PASSWORD, now=NOW)
    sign_in(browser)
    token = str(browser.open("/dashboard/settings").select("input[name=csrf_token]")[0]["value"])

    sent = browser.send(f"{PATH}/test", {"csrf_token": token})
    assert [page.status for page in (browser.open(PATH), browser.open(f"{PATH}/test"), sent)] == [404] * 3
