"""A program sends Maya to us: she reads what it may do, allows it or not, and can end it later."""

from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from flask import Flask

from tests.blueprints.dashboard.conftest import sign_in
from tests.browser import Browser
from tests.builders import (
    BACK,
    JONAS,
    MAYA,
    NOW,
    PASSWORD,
    asked,
    make_colleague,
    make_grant,
    make_organizer,
    make_other_application,
    make_redirect_uri,
    make_tokens,
)
from tests.page import Page
from webapp.errors import DeadToken
from webapp.extensions import db, transaction
from webapp.models import Authorization, Grant, Organizer
from webapp.services.calendars import grants
from webapp.services.oauth import tokens

ALLOW, DENY = "Allow", "Do not allow"
PROGRAMS = "/dashboard/programs"


@pytest.fixture(autouse=True)
def _registered(app: Flask) -> None:
    make_redirect_uri()


def path(maya: Organizer, **changes: str) -> str:
    return "/dashboard/connect?" + urlencode(asked(maya.application_id, state="a b&c", **changes))


def answer(page: Page) -> tuple[str, dict[str, str]]:
    """Where the browser is sent, and with what."""
    assert page.status == 303, page.text
    parts = urlsplit(page.answer.headers["Location"])
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    return parts._replace(query="").geturl(), query


def stored() -> list[Authorization]:
    db.session.close()
    return list(db.session.scalars(db.select(Authorization)))


def test_maya_reads_who_asks_and_for_what(dashboard: Browser, maya: Organizer) -> None:
    page = dashboard.open(path(maya))

    assert page.heading == "Allow app.example.com to use your calendars?"
    assert f"You are signed in as {MAYA}." in page.text
    assert "add, change and delete events and calendars" in page.text
    assert stored() == []


def test_what_she_allows_goes_to_the_program_as_a_code(
    dashboard: Browser, maya: Organizer, maya_grant: Grant
) -> None:
    address, query = answer(dashboard.press(dashboard.open(path(maya)), ALLOW))

    (row,) = stored()
    assert (address, set(query), query["state"]) == (BACK, {"code", "state"}, "a b&c")
    assert (row.grant_id, row.organizer_id, row.redirect_uri) == (maya_grant.id, maya.id, BACK)


def test_what_she_does_not_allow_is_told_to_the_program(dashboard: Browser, maya: Organizer) -> None:
    address, query = answer(dashboard.press(dashboard.open(path(maya)), DENY))

    assert (address, query["error"], query["state"]) == (BACK, "access_denied", "a b&c")
    assert (query["error_description"], query["error_code"]) == ("The organizer did not allow it.", "403")
    assert stored() == []


def test_a_form_may_lead_to_the_program_and_nowhere_else(dashboard: Browser, maya: Organizer) -> None:
    policy = dashboard.open(path(maya)).answer.headers["Content-Security-Policy"]

    assert "form-action 'self' https://app.example.com;" in policy
    assert "frame-ancestors 'none'" in policy


def test_who_is_not_signed_in_comes_back_after_signing_in(browser: Browser, maya: Organizer) -> None:
    asks = browser.follow(browser.open(path(maya, login_hint=MAYA)))
    signed_in = browser.press(asks, "Sign in", password=PASSWORD)  # the address stands there already

    assert browser.follow(signed_in).heading == "Allow app.example.com to use your calendars?"


def test_a_grant_is_chosen_where_there_are_several(
    dashboard: Browser, maya: Organizer, maya_grant: Grant
) -> None:
    second = grants.give(make_grant("maya@work.example"), maya, now=NOW)

    page = dashboard.open(path(maya))
    dashboard.press(page, ALLOW, grant=second.id)

    assert maya_grant.email in page.text
    assert [row.grant_id for row in stored()] == [second.id]


@pytest.mark.parametrize("chosen", ["", "nobody", "a\0b", JONAS])
def test_only_one_of_her_own_can_be_chosen(dashboard: Browser, maya: Organizer, chosen: str) -> None:
    grants.give(make_grant("maya@work.example"), maya, now=NOW)
    theirs = make_colleague()

    page = dashboard.press(dashboard.open(path(maya)), ALLOW, grant=theirs.id if chosen == JONAS else chosen)

    assert page.status == 422
    assert "Please choose whose calendars the program may use." in page.text
    assert stored() == []


def test_without_a_grant_of_the_kind_another_can_be_allowed(
    dashboard: Browser, maya: Organizer, maya_grant: Grant
) -> None:
    page = dashboard.open(path(maya, provider="google"))
    dashboard.press(page, ALLOW)

    assert "asks for a calendar of the kind “google”. You have none, but" in page.text
    assert [row.grant_id for row in stored()] == [maya_grant.id]


def test_without_any_grant_nothing_can_be_allowed(
    dashboard: Browser, maya: Organizer, maya_grant: Grant
) -> None:
    with transaction() as session:
        session.get_one(Grant, maya_grant.id).status = "invalid"

    page = dashboard.open(path(maya))
    pressed = dashboard.send(path(maya), {"decision": "allow", "csrf_token": page.hidden("csrf_token")})

    assert "You have no calendar that it could use." in page.text
    assert page.select("button[value=allow]") == []
    assert pressed.status == 422
    assert answer(dashboard.press(page, DENY))[1]["error"] == "access_denied"


def test_a_form_of_another_page_allows_nothing(dashboard: Browser, maya: Organizer) -> None:
    page = dashboard.send(path(maya), {"decision": "allow", "csrf_token": "made up"})

    assert page.status == 400
    assert "Please press the button again." in page.text
    assert stored() == []
    assert answer(dashboard.press(page, ALLOW))[0] == BACK


def test_who_was_signed_out_meanwhile_comes_back_to_the_question(browser: Browser, maya: Organizer) -> None:
    sign_in(browser)
    page = browser.open(path(maya))
    token = page.form(ALLOW).values
    with browser.client.session_transaction(base_url="https://book.example.org") as cookie:
        del cookie["sign_in"]

    asks = browser.send(path(maya), {**token.to_dict(), "decision": "allow"})

    assert asks.status == 303
    assert stored() == []
    assert "/dashboard/connect" in browser.follow(asks).text or "next=" in asks.location


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"redirect_uri": "https://evil.example/"}, "wants you to go to an address that is not registered"),
        ({"client_id": "nobody"}, "The program that sent you here is not known."),
        ({"response_type": "token"}, "The program asked for something that we do not understand."),
        ({"provider": "ews"}, "The program asked for a kind of calendar that is not there."),
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_wrong_question_is_not_asked_and_leads_nowhere(
    dashboard: Browser, maya: Organizer, changes: dict[str, str], said: str, method: str
) -> None:
    address = path(maya, **changes)
    token = dashboard.open(path(maya)).form(DENY).values["csrf_token"]

    page = (
        dashboard.open(address)
        if method == "GET"
        else dashboard.send(address, {"decision": "allow", "csrf_token": token})
    )

    assert page.status == 400
    assert said in page.text
    assert "evil.example" not in page.text
    assert stored() == []


def test_an_organizer_of_another_application_cannot_allow_it(browser: Browser, maya: Organizer) -> None:
    other = make_other_application()
    jonas = make_organizer(JONAS)
    with transaction() as session:
        session.get_one(Organizer, jonas.id).application_id = other.id
    sign_in(browser, email=JONAS)

    page = browser.open(path(maya))

    assert page.status == 409
    assert f"You are signed in as {JONAS}, whose calendars this program cannot use." in page.text


def test_maya_sees_which_programs_have_access_and_ends_it(
    dashboard: Browser, maya: Organizer, maya_grant: Grant
) -> None:
    pair = make_tokens(maya_grant)
    make_tokens(maya_grant, redirect_uri="http://127.0.0.1:5/back")

    listed = dashboard.open(PROGRAMS)
    row = next(row for row in listed.select("ul.rows > li") if "app.example.com" in row.text)
    action = str(row.select("form")[0]["action"])
    token = listed.form("End access of app.example.com").values["csrf_token"]
    after = dashboard.follow(dashboard.send(action, {"csrf_token": token}))

    assert "127.0.0.1" in listed.text
    assert "The program has no access any more." in after.text
    assert [row.select("strong")[0].text for row in after.select("ul.rows > li")] == ["127.0.0.1"]
    with pytest.raises(DeadToken):
        tokens.authenticate(pair.access, now=NOW)


def test_without_programs_the_page_says_so(dashboard: Browser) -> None:
    assert "No program has access to your calendars" in dashboard.open(PROGRAMS).text


def test_nobody_ends_what_somebody_else_allowed(dashboard: Browser, maya: Organizer) -> None:
    pair = make_tokens(make_colleague())
    token = dashboard.open(path(maya)).form(DENY).values["csrf_token"]

    page = dashboard.send(f"{PROGRAMS}/{pair.authorization.id}/delete", {"csrf_token": token})

    assert page.status == 404
    tokens.authenticate(pair.access, now=NOW)
