"""Who may look behind a configuration: a program of its application, or its organizer."""

import pytest
from flask import Flask

from tests.blueprints.api.conftest import (
    EXPLAIN,
    WINDOW,
    Api,
    data,
    error,
)
from tests.browser import ORIGIN
from tests.builders import (
    JONAS,
    NOW,
    make_colleague,
    make_configuration,
    make_other_application,
    participant,
)
from webapp.extensions import db
from webapp.models import Configuration, Grant, Organizer
from webapp.services.access import api_keys, sign_ins
from webapp.services.configurations import sessions


@pytest.mark.parametrize("name", ["configuration_id", "slug"])
def test_a_private_configuration_is_explained_to_its_program(
    api: Api, private_page: Configuration, name: str
) -> None:
    named = {"configuration_id": private_page.id, "slug": "private"}[name]

    assert len(data(api.get(EXPLAIN, **{name: named}, **WINDOW))["starts"]) == 2


def test_without_a_bearer_and_a_sign_in_it_is_refused_in_json(anonymous: Api, page: Configuration) -> None:
    answer = anonymous.get(EXPLAIN, configuration_id=page.id, **WINDOW)

    assert error(answer)[:2] == (401, "unauthorized")


def test_a_guests_session_is_refused(anonymous: Api, private_page: Configuration) -> None:
    session_id = sessions.create(private_page, minutes=5, now=NOW)

    answer = anonymous.as_bearer(session_id).get(EXPLAIN, configuration_id=private_page.id, **WINDOW)

    assert error(answer)[0] == 401


def test_a_bearer_that_is_no_key_is_refused_in_the_organizers_own_browser_too(dashboard: Api) -> None:
    answer = dashboard.client.get(f"/v3{EXPLAIN}", headers={"Authorization": "Bearer x"}, base_url=ORIGIN)

    assert error(answer)[0] == 401


@pytest.mark.parametrize("name", ["configuration_id", "slug"])
def test_a_configuration_of_another_application_is_not_found(
    anonymous: Api, page: Configuration, name: str
) -> None:
    other = make_other_application()
    key = api_keys.create(other.id, name="other", now=NOW)
    named = {"configuration_id": page.id, "slug": "intro"}[name]

    answer = anonymous.as_bearer(key).get(EXPLAIN, **{name: named}, client_id=page.application_id, **WINDOW)

    assert error(answer)[:2] == (404, "not_found_error")


def test_a_configuration_of_another_organizer_is_not_found(dashboard: Api) -> None:
    configuration = make_configuration(
        make_colleague(), participants=[participant(JONAS, name="Jonas Weber")]
    )

    assert error(dashboard.get(EXPLAIN, configuration_id=configuration.id, **WINDOW))[0] == 404


def test_a_sign_in_that_was_revoked_opens_nothing(app: Flask, dashboard: Api, maya_grant: Grant) -> None:
    configuration = make_configuration(maya_grant)
    sign_ins.sign_out_everywhere(db.session.get_one(Organizer, maya_grant.organizer_id), now=NOW)

    assert error(dashboard.get(EXPLAIN, configuration_id=configuration.id, **WINDOW))[0] == 401


@pytest.mark.parametrize("named", [{}, {"slug": ""}])
def test_a_configuration_must_be_named(api: Api, named: dict[str, str]) -> None:
    status, _, message = error(api.get(EXPLAIN, **named, **WINDOW))

    assert status == 400
    assert "configuration_id" in message


@pytest.mark.parametrize("named", [{"slug": "a%00b"}, {"slug": "nobody"}, {"configuration_id": "x"}])
def test_what_is_nobodys_is_not_found(api: Api, named: dict[str, str]) -> None:
    assert error(api.get(EXPLAIN, **named, **WINDOW))[0] == 404
