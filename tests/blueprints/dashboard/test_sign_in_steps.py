"""What goes along from the password to the session: where one wanted to go, and what was typed."""

from tests.blueprints.dashboard.conftest import sign_in
from tests.blueprints.dashboard.editor.desk import at, edit
from tests.browser import ORIGIN, Browser
from tests.builders import MAYA, NOW, PASSWORD
from tests.second_factors import app_of
from webapp.models import Configuration, Organizer
from webapp.services.access import sign_ins

CODE = "Code from your app"


def test_what_was_typed_comes_back_after_password_and_code(
    dashboard: Browser, maya: Organizer, intro: Configuration
) -> None:
    phone, shown = app_of(maya, now=NOW - 60), edit(dashboard, intro)
    sign_ins.sign_out_everywhere(maya, now=NOW)
    page = dashboard.press(shown, "Save", by={"Name": "First call"})

    page = dashboard.press(page, "Sign in", email=MAYA, password=PASSWORD)
    for code in ("000000", ""):
        page = dashboard.press(page, "Sign in", by={CODE: code})
    page = dashboard.press(dashboard.press(page, "Use a recovery code"), "Use the app instead")
    page = dashboard.press(page, "Sign in", by={CODE: phone.code()})

    back = dashboard.press(page, "Show what I typed")
    assert (back.field("Name").value, at(intro, "name")) == ("First call", "Maya Lindqvist")


def test_what_was_typed_is_not_lost_with_five_wrong_codes(
    dashboard: Browser, maya: Organizer, intro: Configuration
) -> None:
    phone, shown = app_of(maya, now=NOW - 60), edit(dashboard, intro)
    sign_ins.sign_out_everywhere(maya, now=NOW)
    page = dashboard.press(shown, "Save", by={"Name": "First call"})
    page = dashboard.press(page, "Sign in", email=MAYA, password=PASSWORD)
    for _ in range(5):
        page = dashboard.press(page, "Sign in", by={CODE: "000000"})

    page = dashboard.press(page, "Sign in", email=MAYA, password=PASSWORD)
    page = dashboard.press(page, "Sign in", by={CODE: phone.code()})

    assert page.form("Show what I typed").values["basics-label"] == "First call"


def test_nothing_planted_in_the_browser_before_outlives_the_password(
    browser: Browser, maya: Organizer
) -> None:
    app_of(maya)
    browser.open("/login")
    with browser.client.session_transaction(base_url=ORIGIN) as session:
        session["planted"] = "by somebody else"

    sign_in(browser)

    with browser.client.session_transaction(base_url=ORIGIN) as session:
        assert "planted" not in session
