import pytest
from flask import Flask, session
from flask.sessions import SecureCookieSessionInterface

from webapp.lib.cookie_sessions import CookieSessions


@pytest.fixture
def app() -> Flask:
    made = Flask(__name__)
    made.secret_key = "s" * 40
    made.session_interface = CookieSessions()
    made.add_url_rule("/", view_func=lambda: str(session.get("seen")), methods=["GET"])
    made.add_url_rule("/", "see", view_func=lambda: session.update(seen=1) or "", methods=["POST"])
    return made


def test_what_was_kept_is_there_at_the_next_request(app: Flask) -> None:
    browser = app.test_client()

    assert browser.get("/").text == "None"
    browser.post("/")
    assert browser.get("/").text == "1"


@pytest.mark.parametrize("cookie", ["", "forged", "e30.aaaa.bbbb"])
def test_a_cookie_that_we_did_not_sign_is_as_good_as_none(app: Flask, cookie: str) -> None:
    browser = app.test_client()
    browser.set_cookie("session", cookie)

    assert browser.get("/").text == "None"


def test_without_a_cookie_nothing_is_made_ready(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SecureCookieSessionInterface, "get_signing_serializer", lambda *_: 1 / 0)

    with app.test_request_context("/"):
        assert dict(session) == {}
    with pytest.raises(ZeroDivisionError), app.test_request_context("/", headers={"Cookie": "session=1"}):
        dict(session)
