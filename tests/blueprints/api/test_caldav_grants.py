"""A program connects an account on a real CalDAV server."""

import pytest

from tests.blueprints.api.programs import Program
from tests.caldav_servers import PASSWORD, USERNAME, CalDavServer

OWNER = "alice@example.org"


@pytest.fixture
def settings(radicale_server: CalDavServer) -> dict[str, str]:
    radicale_server.new_calendar("Surgery")
    return {"url": radicale_server.url, "username": USERNAME, "password": PASSWORD, "email": OWNER}


def test_an_account_becomes_a_grant_with_its_calendars(program: Program, settings: dict[str, str]) -> None:
    answer = program.call("POST", "/connect/custom", {"provider": "caldav", "settings": settings})

    assert answer.status_code == 201
    assert PASSWORD not in answer.text
    assert "Surgery" in [each["name"] for each in program.get(f"/grants/{OWNER}/calendars")]


def test_a_wrong_password_is_named_and_leaves_nothing_behind(
    program: Program, settings: dict[str, str]
) -> None:
    wrong = {**settings, "password": "wrong"}

    status, type_, message = program.refusal(
        "POST", "/connect/custom", {"provider": "caldav", "settings": wrong}
    )

    assert (status, type_) == (400, "invalid_request_error")
    assert message.startswith("`settings.password`: the server refuses")
    assert program.refusal("GET", f"/grants/{OWNER}")[0] == 404
