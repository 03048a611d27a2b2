"""Sessions over JSON."""

import pytest

from tests.blueprints.api.conftest import Api, data, error
from tests.builders import (
    MINUTE,
    NOW,
    make_other_configuration,
)
from tests.conftest import StoppedClock
from webapp.models import Configuration
from webapp.services.configurations import sessions

PATH = "/scheduling/sessions"


@pytest.mark.parametrize("named_by", ["configuration_id", "slug"])
def test_a_session_is_made_for_a_configuration(api: Api, private_page: Configuration, named_by: str) -> None:
    body = {"configuration_id": private_page.id} if named_by == "configuration_id" else {"slug": "private"}

    session_id = data(api.post(PATH, body))["session_id"]

    settings = data(api.as_bearer(session_id).get("/scheduling/ui-settings"))
    assert settings["configuration_id"] == private_page.id


@pytest.mark.parametrize(
    ("given", "minutes"), [({}, 5), ({"time_to_live": None}, 5), ({"time_to_live": 30}, 30)]
)
def test_a_session_lives_so_many_minutes(
    api: Api, page: Configuration, clock: StoppedClock, given: dict[str, int], minutes: int
) -> None:
    session_id = data(api.post(PATH, {"configuration_id": page.id, **given}))["session_id"]
    holder = api.as_bearer(session_id)

    clock.at = NOW + minutes * MINUTE - 1
    alive = holder.get("/scheduling/ui-settings")
    clock.at = NOW + minutes * MINUTE
    over = holder.get("/scheduling/ui-settings")

    assert (alive.status_code, over.status_code) == (200, 401)


def test_a_session_can_be_looked_at(api: Api, page: Configuration) -> None:
    session_id = data(api.post(PATH, {"configuration_id": page.id}))["session_id"]

    found = data(api.get(f"{PATH}/{session_id}"))

    assert found == {"session_id": session_id, "configuration_id": page.id}


def test_a_destroyed_session_opens_nothing(api: Api, page: Configuration) -> None:
    session_id = data(api.post(PATH, {"configuration_id": page.id}))["session_id"]

    api.delete(f"{PATH}/{session_id}")

    assert error(api.as_bearer(session_id).get("/scheduling/ui-settings"))[:2] == (401, "invalid_session")
    assert error(api.delete(f"{PATH}/{session_id}"))[:2] == (404, "not_found_error")


def test_a_session_must_name_a_configuration_that_is_there(api: Api, page: Configuration) -> None:
    assert error(api.post(PATH, {}))[:2] == (400, "invalid_request_error")
    assert error(api.post(PATH, {"slug": "nothing"}))[:2] == (404, "not_found_error")
    assert error(api.post(PATH, {"configuration_id": "nothing"}))[:2] == (404, "not_found_error")


def test_a_session_of_another_application_is_not_there(api: Api, page: Configuration) -> None:
    other = make_other_configuration()
    session_id = sessions.create(other, now=NOW)

    answers = [
        api.get(f"{PATH}/{session_id}"),
        api.delete(f"{PATH}/{session_id}"),
        api.post(PATH, {"configuration_id": other.id}),
    ]

    assert [error(answer)[:2] for answer in answers] == [(404, "not_found_error")] * 3
    assert sessions.configuration_id_of(session_id, now=NOW) == other.id


def test_a_session_is_made_by_programs_alone(anonymous: Api, page: Configuration) -> None:
    assert error(anonymous.post(PATH, {"configuration_id": page.id}))[:2] == (401, "unauthorized")
