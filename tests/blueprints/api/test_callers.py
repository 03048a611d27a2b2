"""Who may call what (wire contract, section 2)."""

import re
import uuid

import pytest
from flask import Flask

from tests.blueprints.api.conftest import Api, data, error, wish
from tests.builders import (
    DAY,
    JONAS,
    NOW,
    make_booking,
    make_colleague,
    make_configuration,
    make_other_configuration,
    make_tokens,
    participant,
)
from tests.conftest import StoppedClock
from webapp.blueprints.api import descriptions
from webapp.models import Configuration, Grant
from webapp.services.access import api_keys
from webapp.services.configurations import invitations, sessions
from webapp.services.configurations.invitations import Invited

WINDOW = {"start_time": NOW, "end_time": NOW + DAY}
SLOTS = "/scheduling/availability"
OPEN_TO_ALL = {"api.openapi_show"}
# Who asks shows it by what is in the request, such as a client's secret, a code or a token, and is refused in OAuth's
# form: see `test_oauth.py` and its neighbours.
BY_OAUTH = {"api.authorization_new", "api.token_create", "api.token_destroy", "api.token_show"}


def test_every_route_asks_who_is_calling(sqlite_app: Flask) -> None:
    careless = {
        rule.endpoint
        for rule in sqlite_app.url_map.iter_rules()
        if rule.endpoint.startswith("api.")
        and descriptions.of(sqlite_app.view_functions[rule.endpoint]).needs is None
    }

    assert careless == OPEN_TO_ALL | BY_OAUTH


def test_every_route_refuses_a_bearer_that_nobody_holds(sqlite_app: Flask) -> None:
    opened = []
    for rule in sqlite_app.url_map.iter_rules():
        if rule.endpoint.startswith("api.") and rule.endpoint not in OPEN_TO_ALL | BY_OAUTH:
            path = re.sub("<[^>]+>", str(uuid.uuid4()), rule.rule)
            for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
                answer = sqlite_app.test_client().open(
                    path, method=method, headers={"Authorization": "Bearer nobody"}
                )
                if answer.status_code != 401:
                    opened.append((method, rule.rule, answer.status_code))

    assert opened == []


def test_every_route_of_scheduling_keeps_a_token_to_the_pages_of_its_grant(
    app: Flask, anonymous: Api, maya_grant: Grant
) -> None:
    holder = anonymous.as_bearer(make_tokens(maya_grant).access)
    theirs = make_configuration(make_colleague(), slug="theirs", participants=[participant(JONAS)])
    places = {
        "booking_id": make_booking(theirs).id,
        "session_id": sessions.create(theirs, minutes=5, now=NOW),
        "invitation_id": invitations.create(theirs, Invited(uses=1), now=NOW)[0].id,
    }

    answers = {}
    for rule in app.url_map.iter_rules():
        path = re.sub("<([^>]+)>", lambda part: places.get(part[1], ""), rule.rule.removeprefix("/v3"))
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            if rule.rule.startswith("/v3/scheduling/"):
                body = None if method == "GET" else {"configuration_id": theirs.id, **wish()}
                asked = holder.ask(method, path, body, configuration_id=theirs.id, **WINDOW)
                answers[f"{method} {rule.rule}"] = error(asked)[:2]

    assert len(answers) == 14
    assert answers == dict.fromkeys(answers, (404, "not_found_error"))


@pytest.mark.parametrize("header", ["Basic YTpi", "Bearer", "Bearer ", "osk_x", ""])
def test_a_header_that_is_no_bearer_is_refused(anonymous: Api, page: Configuration, header: str) -> None:
    answer = anonymous.client.get(
        f"/v3{SLOTS}",
        query_string={"configuration_id": page.id, **WINDOW},
        headers={"Authorization": header},
    )

    assert error(answer)[:2] == (401, "unauthorized")


def test_a_public_page_is_found_by_its_slug_in_the_default_application(
    anonymous: Api, page: Configuration
) -> None:
    assert data(anonymous.get(SLOTS, slug="intro", **WINDOW))["time_slots"]


def test_a_slug_is_looked_for_in_the_application_that_is_named(anonymous: Api, page: Configuration) -> None:
    other = make_other_configuration()

    settings = data(anonymous.get("/scheduling/ui-settings", slug="intro", client_id=other.application_id))

    assert settings["configuration_id"] == other.id


def test_an_api_key_means_its_own_application_when_none_is_named(anonymous: Api, page: Configuration) -> None:
    other = make_other_configuration()
    key = api_keys.create(other.application_id, name="other", now=NOW)

    settings = data(anonymous.as_bearer(key).get("/scheduling/ui-settings", slug="intro"))

    assert settings["configuration_id"] == other.id


@pytest.mark.parametrize("query", ["configuration_id", "slug"])
@pytest.mark.parametrize("caller", ["guest", "api"])
def test_a_private_page_needs_a_session(
    anonymous: Api, api: Api, private_page: Configuration, query: str, caller: str
) -> None:
    named = {"configuration_id": private_page.id} if query == "configuration_id" else {"slug": "private"}

    refused = {"guest": anonymous, "api": api}[caller].get(SLOTS, **named, **WINDOW)

    assert error(refused)[:2] == (401, "invalid_session")


@pytest.mark.parametrize("kind", ["private", "public"])
def test_a_session_opens_its_page_without_naming_it(
    anonymous: Api, page: Configuration, private_page: Configuration, kind: str
) -> None:
    configuration = private_page if kind == "private" else page
    holder = anonymous.as_bearer(sessions.create(configuration, now=NOW))

    booked = holder.post("/scheduling/bookings", wish())

    assert data(booked)["status"] == "booked"


def test_a_session_opens_no_other_page(
    anonymous: Api, page: Configuration, private_page: Configuration
) -> None:
    holder = anonymous.as_bearer(sessions.create(private_page, now=NOW))

    refused = holder.get(SLOTS, configuration_id=page.id, **WINDOW)

    assert error(refused)[:2] == (404, "not_found_error")


def test_a_session_ends_with_its_time(
    anonymous: Api, private_page: Configuration, clock: StoppedClock
) -> None:
    holder = anonymous.as_bearer(sessions.create(private_page, minutes=5, now=NOW))
    clock.advance(minutes=5)

    assert error(holder.get(SLOTS, **WINDOW))[:2] == (401, "invalid_session")


def test_a_revoked_key_opens_nothing(app: Flask, api: Api, page: Configuration) -> None:
    key = api_keys.listing(page.application_id)[0]
    api_keys.revoke(page.application_id, key.id, now=NOW)

    refused = api.get(f"/grants/{page.grant_id}/scheduling/configurations")

    assert error(refused)[:2] == (401, "unauthorized")


def test_an_api_key_sees_only_its_own_application(api: Api, page: Configuration) -> None:
    other = make_other_configuration()
    path = f"/grants/{other.grant_id}/scheduling/configurations"

    assert error(api.get(path))[:2] == (404, "not_found_error")
    assert error(api.get(f"/grants/{page.grant_id}/scheduling/configurations/{other.id}"))[0] == 404


def test_a_forged_host_reaches_no_answer(anonymous: Api, page: Configuration) -> None:
    answer = anonymous.client.post(
        f"/v3/scheduling/bookings?configuration_id={page.id}", json=wish(), headers={"Host": "evil.example"}
    )

    assert answer.status_code == 200
    assert "evil.example" not in answer.text + str(answer.headers)
