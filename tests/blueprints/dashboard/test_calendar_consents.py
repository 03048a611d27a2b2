"""Connecting an account on its provider's own page, there and back."""

from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from flask import Flask
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from tests.blueprints.dashboard.conftest import sign_in
from tests.browser import ORIGIN, Browser
from tests.builders import DAY, NOW
from tests.conftest import StoppedClock
from tests.google_server import GoogleServer, app_at, event, google  # noqa: F401  # a fixture, found by its name
from tests.oauth_server import OWNER
from tests.page import Page
from webapp.extensions import db
from webapp.lib.oauth import client
from webapp.models import Event, Grant, Organizer
from webapp.services.calendars import mirroring

CALENDARS = "/dashboard/calendars"


@pytest.fixture(autouse=True)
def set_up(
    app: Flask,
    google: GoogleServer,  # noqa: F811
    httpserver: HTTPServer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known = app.config["OPENSLOT_PROVIDER_APPS"]
    monkeypatch.setitem(app.config, "OPENSLOT_PROVIDER_APPS", {**known, "google": app_at(httpserver)})
    client.known_tokens.forget()


def grants() -> list[Grant]:
    return list(db.session.scalars(db.select(Grant).where(Grant.provider == "google")))


class Exchanges:
    """Counts how often a code is exchanged."""

    def __init__(self, server: GoogleServer) -> None:
        self.number, self._token = 0, server.oauth.token
        server.oauth.token = self._counted  # type: ignore[method-assign]  # of one server in memory

    def _counted(self, request: Request) -> Response:
        self.number += request.form.get("grant_type") == "authorization_code"
        return self._token(request)


def go(browser: Browser, path: str = f"{CALENDARS}/new?provider=google") -> str:
    """The address of the consent page to which the browser is taken."""
    leaving = browser.press(browser.open(path), "Go on to Google")
    assert leaving.status == 200
    address: str = leaving.links["Go on to Google"]
    return address


def back_from(address: str) -> str:
    """Where the consent page sends the browser, as a path here."""
    answer = requests.get(address, allow_redirects=False, timeout=10)
    parts = urlsplit(answer.headers["Location"])
    assert f"{parts.scheme}://{parts.netloc}" == "https://book.example.org"
    return f"{parts.path}?{parts.query}"


def said_after(browser: Browser, path: str) -> str:
    """What the page of calendars says when the browser comes back there."""
    answer = browser.open(path)
    assert answer.status == 303
    return browser.open(CALENDARS).text


def test_an_account_is_connected_and_belongs_to_whoever_went_there(
    dashboard: Browser, maya: Organizer
) -> None:
    said = said_after(dashboard, back_from(go(dashboard)))

    assert "Connected." in said
    assert [(each.email, each.organizer_id) for each in grants()] == [(OWNER, maya.id)]


def test_what_is_in_its_calendar_is_read(dashboard: Browser, google: GoogleServer) -> None:  # noqa: F811
    google.work.put(event("dentist", NOW + DAY, NOW + DAY + 3600))
    said_after(dashboard, back_from(go(dashboard)))

    mirroring.sync_account(grants()[0].id, now=NOW)

    assert [each.title for each in db.session.scalars(db.select(Event))] == ["dentist"]
    assert "up to date" in dashboard.open(CALENDARS).text


def test_the_browser_is_taken_there_by_itself(dashboard: Browser) -> None:
    leaving: Page = dashboard.press(dashboard.open(f"{CALENDARS}/new?provider=google"), "Go on to Google")

    assert leaving.answer.headers["Refresh"] == f"0; url={leaving.links['Go on to Google']}"


def test_only_what_is_needed_is_asked_for(dashboard: Browser) -> None:
    asked = parse_qs(urlsplit(go(dashboard)).query)

    assert asked["redirect_uri"] == ["https://book.example.org/dashboard/calendars/google/callback"]
    assert asked["scope"] == [
        "openid email https://www.googleapis.com/auth/calendar.events "
        "https://www.googleapis.com/auth/calendar.calendarlist.readonly"
    ]


def test_coming_back_is_good_once(dashboard: Browser) -> None:
    path = back_from(go(dashboard))
    said_after(dashboard, path)

    assert "This attempt has ended" in said_after(dashboard, path)


def test_what_another_browser_began_connects_nothing(app: Flask, dashboard: Browser) -> None:
    path = back_from(go(dashboard))
    other = Browser(app.test_client())
    sign_in(other)

    assert "begun in another browser" in said_after(other, path)
    assert grants() == []


def test_a_stray_return_does_not_end_what_was_begun(dashboard: Browser) -> None:
    path = back_from(go(dashboard))
    dashboard.open(f"{CALENDARS}/google/callback?code=x&state=x")

    assert "Connected." in said_after(dashboard, path)


def test_two_tabs_come_back_in_any_order(dashboard: Browser) -> None:
    first, second = back_from(go(dashboard)), back_from(go(dashboard))

    assert "Connected." in said_after(dashboard, first)
    assert "Connected." in said_after(dashboard, second)


def test_the_oldest_of_many_tabs_begins_again(dashboard: Browser) -> None:
    paths = [back_from(go(dashboard)) for _ in range(4)]

    assert "This attempt has ended" in said_after(dashboard, paths[0])
    assert "Connected." in said_after(dashboard, paths[1])


def test_a_return_that_is_opened_twice_at_once_gives_its_code_away_once(
    app: Flask,
    dashboard: Browser,
    google: GoogleServer,  # noqa: F811
) -> None:
    path = back_from(go(dashboard))
    twin = Browser(app.test_client())
    with (
        dashboard.client.session_transaction(base_url=ORIGIN) as kept,
        twin.client.session_transaction(base_url=ORIGIN) as copied,
    ):
        copied.update(kept)
    exchanges = Exchanges(google)
    assert "Connected." in said_after(dashboard, path)

    assert "You came back from there already" in said_after(twin, path)
    assert exchanges.number == 1


def test_an_hour_is_enough_to_decide(dashboard: Browser, clock: StoppedClock) -> None:
    path = back_from(go(dashboard))
    clock.advance(minutes=60)

    assert "This attempt has ended" in said_after(dashboard, path)
    assert grants() == []


def test_another_state_connects_nothing(dashboard: Browser) -> None:
    path = back_from(go(dashboard))

    assert "This attempt has ended" in said_after(dashboard, path.replace("state=", "state=x"))
    assert grants() == []


def test_a_no_is_said_plainly(dashboard: Browser, google: GoogleServer) -> None:  # noqa: F811
    google.oauth.denies = True

    assert "you did not allow it" in said_after(dashboard, back_from(go(dashboard)))
    assert grants() == []


def test_a_fault_of_the_provider_is_told(dashboard: Browser) -> None:
    path = back_from(go(dashboard)).replace("code=", "error=server_error&x=")

    assert "could not ask you" in said_after(dashboard, path)


def test_a_code_that_is_not_taken_is_told(dashboard: Browser, google: GoogleServer) -> None:  # noqa: F811
    path = back_from(go(dashboard))
    google.oauth.codes.clear()

    assert "Google did not let us in" in said_after(dashboard, path)


def test_a_box_that_was_not_ticked_is_told(dashboard: Browser, google: GoogleServer) -> None:  # noqa: F811
    google.oauth.allows = "openid email https://www.googleapis.com/auth/calendar.events"

    assert "Not every box was ticked" in said_after(dashboard, back_from(go(dashboard)))
    assert grants() == []


def test_a_lost_account_is_connected_again_and_no_other(
    dashboard: Browser,
    google: GoogleServer,  # noqa: F811
) -> None:
    said_after(dashboard, back_from(go(dashboard)))
    (grant,) = grants()
    address = go(dashboard, f"{CALENDARS}/new?again={grant.id}")
    google.oauth.email = "somebody.else@example.com"

    assert parse_qs(urlsplit(address).query)["login_hint"] == [OWNER]
    assert "another account" in said_after(dashboard, back_from(address))
    assert len(grants()) == 1


def test_a_provider_that_is_not_set_up_is_no_choice(dashboard: Browser, app: Flask) -> None:
    assert "Google" in dashboard.open(CALENDARS).links
    assert "Microsoft" not in dashboard.open(CALENDARS).links


@pytest.mark.parametrize("kind", ["microsoft", "caldav", "nobody"])
def test_there_is_no_way_to_a_provider_that_is_not_set_up(dashboard: Browser, kind: str) -> None:
    form = dashboard.open(f"{CALENDARS}/new?provider=google")

    values = form.form("Go on to Google").values
    assert dashboard.send(f"{CALENDARS}/{kind}/consent", values).status == 404
