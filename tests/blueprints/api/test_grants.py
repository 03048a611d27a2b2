"""Grants over JSON and with the SDK (wire contract section 11)."""

from contextlib import ExitStack
from typing import Any

import nylas
import pytest
from nylas.models.errors import NylasApiError
from pytest_httpserver import HTTPServer

from tests.blueprints.api.programs import Program
from tests.builders import (
    JONAS,
    MAYA,
    NOW,
    make_configuration,
    make_grant,
    make_other_application,
)
from tests.fake_provider import PASSWORD, FakeServer
from webapp.errors import ProviderError
from webapp.lib.waiting_places import AT_MOST, WaitingPlaces
from webapp.refusals import SENTENCES
from webapp.refusals.sentence import Sentence
from webapp.services.access import api_keys
from webapp.services.calendars import connecting


def test_the_sdk_finds_a_grant_by_id_and_address(sdk: nylas.Client) -> None:
    grant = make_grant(MAYA)

    by_id, by_email = sdk.grants.find(grant.id).data, sdk.grants.find(f"email:{MAYA}").data

    assert (by_id.id, by_email.id, by_id.provider) == (grant.id, grant.id, "virtual-calendar")


def test_the_sdk_lists_grants_of_an_address(sdk: nylas.Client) -> None:
    make_grant(MAYA)
    make_grant(JONAS)

    found = sdk.grants.list({"email": JONAS, "limit": 5}).data

    assert [grant.email for grant in found] == [JONAS]


def test_the_sdk_makes_a_virtual_grant(sdk: nylas.Client) -> None:
    made = sdk.auth.custom_authentication(
        {"provider": "virtual-calendar", "settings": {"email": "desk-24"}}
    ).data

    assert sdk.calendars.list(made.id).data[0].is_primary


def test_the_sdk_deletes_a_grant(sdk: nylas.Client) -> None:
    grant = make_grant()

    sdk.grants.destroy(grant.id)

    with pytest.raises(NylasApiError) as refusal:
        sdk.grants.find(grant.id)
    assert (refusal.value.type, refusal.value.status_code) == ("not_found_error", 404)


def test_a_new_grant_is_answered_with_201(program: Program) -> None:
    answer = program.call(
        "POST", "/connect/custom", {"provider": "virtual-calendar", "settings": {"email": MAYA}, "state": "x"}
    )

    assert (answer.status_code, answer.get_json()["data"]["email"]) == (201, MAYA)


@pytest.mark.parametrize("spelling", ["maya@example.com", "maya%40example.com", "email%3Amaya@example.com"])
def test_an_address_in_the_path_may_be_percent_encoded(program: Program, spelling: str) -> None:
    make_grant(MAYA)

    assert program.get(f"/grants/{spelling}")["email"] == MAYA


def test_me_with_an_api_key_is_refused_with_a_hint(program: Program) -> None:
    status, _, message = program.refusal("GET", "/grants/me")

    assert (status, "access token" in message) == (400, True)


def test_a_list_keeps_to_limit_and_offset(program: Program) -> None:
    for at in range(3):
        make_grant(f"{at}@example.com")

    assert [len(program.get(f"/grants?limit=2&offset={offset}")) for offset in (0, 2)] == [2, 1]


def test_scopes_can_be_replaced(program: Program) -> None:
    grant = make_grant()

    changed = program.data(program.call("PATCH", f"/grants/{grant.id}", {"scope": ["calendar"]}))

    assert changed["scope"] == ["calendar"]


def test_a_grant_that_pages_hang_on_is_not_deleted(program: Program) -> None:
    configuration = make_configuration()

    assert program.refusal("DELETE", f"/grants/{configuration.grant_id}")[:2] == (
        400,
        "invalid_request_error",
    )


def test_no_secret_of_a_grant_is_shown(program: Program) -> None:
    shown = program.get(f"/grants/{make_grant().id}")

    assert "encrypted_secret" not in shown


@pytest.mark.parametrize(
    "body",
    [
        {"provider": "google", "settings": {"refresh_token": "x"}},  # not set up here
        {"provider": "ews", "settings": {"refresh_token": "x"}},
        {"provider": "virtual-calendar"},
        {"provider": "virtual-calendar", "settings": {}},
        {"provider": "virtual-calendar", "settings": {"email": ""}},
        {"provider": "virtual-calendar", "settings": {"email": "a\nb"}},
        {"provider": "virtual-calendar", "settings": {"email": "a" * 255}},
        {"provider": "virtual-calendar", "settings": {"email": "İ" * 254}},  # longer in small letters
        {"provider": "virtual-calendar", "settings": {"email": 7}},
        {"provider": None, "settings": None},
        [],
        "text",
    ],
)
def test_a_grant_that_makes_no_sense_is_refused(program: Program, body: object) -> None:
    assert program.refusal("POST", "/connect/custom", body)[:2] == (400, "invalid_request_error")


@pytest.mark.parametrize("query", ["limit=0", "limit=x", "limit=201", "offset=-1", "email=%00", "offset=1e9"])
def test_a_query_that_makes_no_sense_is_refused(program: Program, query: str) -> None:
    assert program.refusal("GET", f"/grants?{query}")[0] == 400


@pytest.mark.parametrize(
    "identifier", ["nobody@example.com", "%00", "grant%3A", "external%3A1", "%F0%9F%92%A9", "a" * 3000]
)
def test_an_unknown_grant_is_404(program: Program, identifier: str) -> None:
    assert program.refusal("GET", f"/grants/{identifier}")[:2] == (404, "not_found_error")


@pytest.mark.parametrize(
    "method, path, body",
    [
        ("GET", "/grants/{id}", None),
        ("DELETE", "/grants/{id}", None),
        ("GET", "/grants/{id}/calendars", None),
        (
            "POST",
            "/grants/{id}/calendars/free-busy",
            {"start_time": NOW, "end_time": NOW + 60, "emails": ["maya@example.com"]},
        ),
        ("GET", "/grants/{id}/events?calendar_id=primary", None),
    ],
)
def test_a_grant_of_another_application_is_404(
    program: Program, method: str, path: str, body: dict[str, Any] | None
) -> None:
    grant = make_grant()
    other = make_other_application()
    stranger = Program(
        program.client, {"Authorization": f"Bearer {api_keys.create(other.id, name='x', now=NOW)}"}
    )

    assert stranger.refusal(method, path.format(id=grant.id), body)[:2] == (404, "not_found_error")


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic eDp5"}])
@pytest.mark.parametrize(
    "method, path",
    [
        ("GET", "/grants"),
        ("POST", "/connect/custom"),
        ("GET", "/grants/x/calendars"),
        ("POST", "/grants/x/events"),
        ("POST", "/calendars/availability"),
        ("POST", "/grants/x/calendars/free-busy"),
        ("GET", "/webhooks"),
        ("POST", "/webhooks/rotate-secret/x"),
    ],
)
def test_without_a_good_api_key_all_of_it_is_401(
    program: Program,
    headers: dict[str, str],
    method: str,
    path: str,
) -> None:
    stranger = Program(program.client, headers)

    assert stranger.refusal(method, path, {})[:2] == (401, "unauthorized")


ACCOUNT = {"email": "maya@elsewhere.example", "password": PASSWORD}


def test_an_account_elsewhere_is_connected_without_its_password_in_the_answer(
    program: Program, fake: FakeServer
) -> None:
    answer = program.call("POST", "/connect/custom", {"provider": "fake", "settings": ACCOUNT})

    assert answer.status_code == 201
    assert answer.get_json()["data"]["settings"] == {"email": ACCOUNT["email"]}
    assert PASSWORD not in answer.text


def test_its_calendars_are_listed_and_not_renamed(program: Program, fake: FakeServer) -> None:
    program.call("POST", "/connect/custom", {"provider": "fake", "settings": ACCOUNT})
    calendars = f"/grants/{ACCOUNT['email']}/calendars"

    assert [calendar["name"] for calendar in program.get(calendars)] == ["Work"]
    status, _, message = program.refusal("PUT", f"{calendars}/primary", {"name": "Mine"})
    assert (status, "kept by its provider" in message) == (400, True)


def test_a_wrong_password_is_refused_with_the_field(program: Program, fake: FakeServer) -> None:
    settings = {**ACCOUNT, "password": "guessed"}

    status, type_, message = program.refusal(
        "POST", "/connect/custom", {"provider": "fake", "settings": settings}
    )

    assert (status, type_, "`settings`" in message) == (400, "invalid_request_error", True)


def test_whoever_connects_while_enough_others_wait_is_told_when_to_come_again(
    program: Program, fake: FakeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = WaitingPlaces()
    monkeypatch.setattr(connecting, "_places", places)

    with ExitStack() as others:
        for _ in range(AT_MOST):
            others.enter_context(places.one())
        answer = program.call("POST", "/connect/custom", {"provider": "fake", "settings": ACCOUNT})

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    assert fake.asked["connect"] == 0


def test_a_provider_that_is_away_is_504(program: Program, fake: FakeServer) -> None:
    fake.fail("connect", ProviderError("provider.refused_for_now"))

    with_a_sentence = Sentence("The provider did not answer.", "")
    with pytest.MonkeyPatch.context() as patched:
        patched.setitem(SENTENCES, "provider.refused_for_now", with_a_sentence)
        status, type_, _ = program.refusal(
            "POST", "/connect/custom", {"provider": "fake", "settings": ACCOUNT}
        )

    assert (status, type_) == (504, "provider_error")


def test_a_calendar_file_is_connected_and_its_address_is_not_answered(
    program: Program, httpserver: HTTPServer
) -> None:
    httpserver.expect_request("/secret-7.ics").respond_with_data("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
    settings = {"email": "Timetable", "url": httpserver.url_for("/secret-7.ics")}

    answer = program.call("POST", "/connect/custom", {"provider": "ics", "settings": settings})

    assert answer.status_code == 201
    assert answer.get_json()["data"]["settings"] == {"email": "timetable"}


def test_a_page_in_place_of_a_calendar_file_is_refused_with_what_to_do(
    program: Program, httpserver: HTTPServer
) -> None:
    httpserver.expect_request("/").respond_with_data("<html>Sign in</html>")
    settings = {"email": "Timetable", "url": httpserver.url_for("/")}

    status, kind, message = program.refusal(
        "POST", "/connect/custom", {"provider": "ics", "settings": settings}
    )

    assert (status, kind) == (400, "invalid_request_error")
    assert message.startswith("`settings.url`: what is at this address is no calendar.")
