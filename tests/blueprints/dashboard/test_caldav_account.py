"""An organizer connects an account on a real CalDAV server, and reads beside which field something is wrong."""

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Response

from tests.browser import Browser
from tests.caldav_answers import answering
from tests.caldav_servers import PASSWORD, USERNAME, CalDavServer
from tests.page import Page

CALENDARS = "/dashboard/calendars"


@pytest.fixture
def typed(radicale_server: CalDavServer) -> dict[str, str]:
    radicale_server.new_calendar("Surgery")
    return {
        "Address of the server": radicale_server.url,
        "Your e-mail address there": "alice@example.org",
        "User name": USERNAME,
        "Password or app password": PASSWORD,
    }


def connect(dashboard: Browser, typed: dict[str, str]) -> Page:
    form = dashboard.open(f"{CALENDARS}/new?provider=caldav&preset=radicale")
    return dashboard.press(form, "Connect", by=typed)


def test_an_account_is_connected_with_its_calendars(dashboard: Browser, typed: dict[str, str]) -> None:
    assert connect(dashboard, typed).status == 303

    assert "Surgery" in dashboard.open(CALENDARS).text


def test_a_wrong_password_is_told_beside_it(dashboard: Browser, typed: dict[str, str]) -> None:
    answer = connect(dashboard, {**typed, "Password or app password": "wrong"})

    assert answer.status == 422
    assert "refuses this user name and password" in answer.field("Password or app password").error
    assert answer.field("Address of the server").value == typed["Address of the server"]


def test_a_web_page_instead_of_a_calendar_is_told(
    dashboard: Browser, typed: dict[str, str], httpserver: HTTPServer
) -> None:
    answering(httpserver, lambda _: Response("<html></html>", mimetype="text/html"))

    answer = connect(dashboard, {**typed, "Address of the server": httpserver.url_for("/")})

    assert answer.status == 422
    assert "found no calendar server" in answer.field("Address of the server").error
