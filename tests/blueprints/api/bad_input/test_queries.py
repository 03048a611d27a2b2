"""Windows, ids and pages of lists that make no sense."""

from typing import Any

import pytest

from tests.blueprints.api.bad_input.conftest import INVALID, MISSING, NOBODY
from tests.blueprints.api.conftest import Api, error
from tests.builders import (
    DAY,
    NOW,
)
from webapp.models import Configuration, Grant


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"start_time": NOW},
        {"start_time": "soon", "end_time": NOW},
        {"start_time": NOW, "end_time": NOW - 1},
        {"start_time": -1, "end_time": NOW},
        {"start_time": NOW, "end_time": NOW * 1000},
        {"start_time": NOW, "end_time": NOW + 101 * DAY},
        {"start_time": "9" * 400, "end_time": NOW},
        {"start_time": "NaN", "end_time": "NaN"},
        {"start_time": "١٢", "end_time": NOW},
    ],
)
def test_a_window_that_makes_no_sense_is_refused(anonymous: Api, page: Configuration, query: Any) -> None:
    refused = anonymous.get("/scheduling/availability", configuration_id=page.id, **query)

    assert error(refused)[:2] == INVALID
    assert "_time" in error(refused)[2]


@pytest.mark.parametrize(
    ("query", "refusal"),
    [
        ({}, INVALID),
        ({"configuration_id": NOBODY}, MISSING),
        ({"configuration_id": "x'--"}, MISSING),
        ({"configuration_id": "\0"}, MISSING),
        ({"slug": "nothing"}, MISSING),
        ({"slug": "a\0b"}, MISSING),
        ({"slug": "a/b"}, MISSING),
        ({"slug": "intro", "client_id": NOBODY}, MISSING),
        ({"slug": "intro", "client_id": "\0"}, MISSING),
        ({"client_id": NOBODY}, INVALID),
    ],
)
def test_a_page_that_is_not_named_or_not_there(
    anonymous: Api, page: Configuration, query: dict[str, str], refusal: tuple[int, str]
) -> None:
    assert error(anonymous.get("/scheduling/ui-settings", **query))[:2] == refusal


@pytest.mark.parametrize("minutes", [0, -1, 31, "soon", 1.5, 2**63])
def test_a_session_lives_one_to_thirty_minutes(api: Api, page: Configuration, minutes: Any) -> None:
    refused = api.post("/scheduling/sessions", {"configuration_id": page.id, "time_to_live": minutes})

    assert error(refused)[:2] == INVALID
    assert "time_to_live" in error(refused)[2]


@pytest.mark.parametrize("query", [{"limit": 0}, {"limit": 201}, {"limit": "x"}, {"page_token": "\0"}])
def test_a_page_of_a_list_that_makes_no_sense_is_refused(api: Api, grant: Grant, query: Any) -> None:
    refused = api.get(f"/grants/{grant.id}/scheduling/configurations", **query)

    assert error(refused)[:2] == INVALID


@pytest.mark.parametrize("grant_id", [NOBODY, "nobody@example.com", "%00", "a%0Ab", "grant:x", "external:1"])
def test_an_unknown_grant_is_not_found(api: Api, grant: Grant, grant_id: str) -> None:
    assert error(api.get(f"/grants/{grant_id}/scheduling/configurations"))[:2] == MISSING
