"""The API's own description: complete, true, and no way to a 500."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import booleans
from schemathesis.core.result import Ok
from schemathesis.specs.openapi import checks as openapi_checks

from tests.builders import make_api_key, make_booking, make_configuration, make_grant
from webapp.lib import http

EXAMPLES = 5
API_PAGE = Path(__file__).parents[3] / "docs" / "api.md"
WITHOUT_A_BODY = {"webhook_secret_create", "webhook_secret_create_by_post"}
WITH_A_WINDOW = {"availability_show", "explanation_show"}
OF_A_CALENDAR = {
    "event_index",
    "event_import",
    "event_create",
    "event_show",
    "event_update",
    "event_destroy",
    "rsvp_create",
}


def test_every_route_is_described(sqlite_app: Flask) -> None:
    described = sqlite_app.test_client().get("/v3/openapi.json").get_json()["paths"]

    routes = {
        (rule.rule.replace("<", "{").replace(">", "}"), method.lower())
        for rule in sqlite_app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if rule.endpoint.startswith("api.") and rule.endpoint != "api.openapi_show"
    }
    assert routes == {(path, method) for path, operations in described.items() for method in operations}


def test_every_write_has_its_body_described(sqlite_app: Flask) -> None:
    without = {
        operation["operationId"]
        for method, operation in operations(sqlite_app)
        if method in ("post", "put", "patch") and "requestBody" not in operation
    }

    assert without == WITHOUT_A_BODY


def test_only_a_cancellation_may_come_without_its_body(sqlite_app: Flask) -> None:
    optional = {
        operation["operationId"]
        for _, operation in operations(sqlite_app)
        if not operation.get("requestBody", {"required": True})["required"]
    }

    assert optional == {"booking_destroy", "token_destroy"}


def test_every_operation_says_what_it_does_and_what_it_answers(sqlite_app: Flask) -> None:
    for _, operation in operations(sqlite_app):
        assert operation["summary"].endswith("."), operation["operationId"]
        assert set(operation["responses"]) - {"302", "304"} == {"2XX", "4XX", "5XX"}


def taking(app: Flask, parameter: str) -> set[str]:
    """The operations that take this parameter."""
    return {
        operation["operationId"]
        for _, operation in operations(app)
        if parameter in {each["name"] for each in operation["parameters"]}
    }


def test_what_is_known_already_may_be_asked_for_again_by_its_tag(sqlite_app: Flask) -> None:
    by_tag = taking(sqlite_app, "If-None-Match")

    assert by_tag == {"availability_show", "configuration_show"}
    assert by_tag == {
        operation["operationId"] for _, operation in operations(sqlite_app) if "304" in operation["responses"]
    }


def test_a_configuration_may_be_changed_by_its_tag(sqlite_app: Flask) -> None:
    assert taking(sqlite_app, "If-Match") == {"configuration_update", "configuration_destroy"}


def test_every_query_parameter_says_what_it_does(sqlite_app: Flask) -> None:
    for _, operation in operations(sqlite_app):
        for parameter in operation["parameters"]:
            if parameter["in"] == "query":
                assert parameter["description"].endswith("."), parameter["name"]
                assert {"type": "null"} not in parameter["schema"].get("anyOf", [])


@pytest.mark.parametrize(
    ("operation", "names"),
    [
        (
            "event_index",
            "attendees calendar_id description busy end expand_recurring ical_uid limit location master_event_id "
            "metadata_pair page_token select show_cancelled start title updated_after updated_before",
        ),
        ("event_destroy", "calendar_id"),
        ("grant_index", "email grant_status limit offset order_by provider select"),
        ("calendar_index", "limit metadata_pair page_token select"),
        ("webhook_index", "limit page_token select"),
        ("booking_create", "client_id configuration_id select slug timezone"),
        (
            "availability_show",
            "booking_id client_id configuration_id duration_minutes end_time select slug start_time",
        ),
    ],
)
def test_the_query_of_an_operation_is_described(sqlite_app: Flask, operation: str, names: str) -> None:
    assert set(query_of(sqlite_app, operation)) == set(names.split())


def test_a_required_query_parameter_is_described_as_such(sqlite_app: Flask) -> None:
    required = {
        (operation["operationId"], parameter["name"])
        for _, operation in operations(sqlite_app)
        for parameter in operation["parameters"]
        if parameter["in"] == "query" and parameter["required"]
    }

    windows = {(name, bound) for name in WITH_A_WINDOW for bound in ("start_time", "end_time")}
    addressed = {("authorization_new", name) for name in ("client_id", "redirect_uri")}
    assert required == windows | addressed | {(name, "calendar_id") for name in OF_A_CALENDAR}


def test_the_limits_of_a_query_parameter_are_described(sqlite_app: Flask) -> None:
    limit = query_of(sqlite_app, "event_import")["limit"]["schema"]
    pairs = query_of(sqlite_app, "event_index")["metadata_pair"]["schema"]

    assert limit == {"type": "integer", "minimum": 1, "maximum": 500, "default": 50}
    assert pairs == {"type": "array", "items": {"type": "string"}}


def test_the_page_about_the_api_names_every_query_parameter(sqlite_app: Flask) -> None:
    section = API_PAGE.read_text().partition("## Query parameters")[2].partition("\n## ")[0]
    parameters = {
        parameter["name"]
        for _, operation in operations(sqlite_app)
        for parameter in operation["parameters"]
        if parameter["in"] == "query"
    }

    assert parameters - set(re.findall(r"`(\w+)", section)) == set()


def test_operations_have_ids_of_their_own(sqlite_app: Flask) -> None:
    ids = [operation["operationId"] for _, operation in operations(sqlite_app)]

    assert len(ids) == len(set(ids))


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Generated accounts are at generated servers: nobody's server is asked for one."""

    def fail(*_: object, **__: object) -> None:
        raise http.HttpFailed("dns_lookup_failed")

    monkeypatch.setattr(http.Conversation, "request", fail)


@pytest.mark.slow
@pytest.mark.usefixtures("no_network")
def test_no_generated_request_breaks_the_server(postgres_app: Flask) -> None:
    grant = make_grant()
    configuration = make_configuration(grant)
    booking = make_booking(configuration)
    known = {
        "configuration_id": configuration.id,
        "booking_id": booking.id,
        "grant": grant.id,
        "identifier": grant.id,
        "calendar": "primary",
        "calendar_id": "primary",
    }
    key = make_api_key()
    schema = schemathesis.openapi.from_wsgi("/v3/openapi.json", postgres_app)

    for result in schema.get_all_operations():
        assert isinstance(result, Ok)
        operation = result.ok()

        @settings(
            max_examples=EXAMPLES,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        def attempt(case: schemathesis.Case[Any], knows: bool) -> None:
            for parameters in (case.path_parameters, case.query):
                # What is deleted would be missed by the operations that come after.
                for name in set(parameters or {}) & set(known) if knows and case.method != "DELETE" else ():
                    parameters[name] = known[name]
            answer = case.call(headers={"Authorization": f"Bearer {key}", "Accept-Encoding": "identity"})
            case.validate_response(
                answer,
                checks=[
                    schemathesis.checks.not_a_server_error,
                    openapi_checks.response_schema_conformance,
                    openapi_checks.content_type_conformance,
                    openapi_checks.status_code_conformance,
                ],
            )

        given(case=operation.as_strategy(), knows=booleans())(attempt)()


def operations(app: Flask) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each operation of the document, with its method."""
    for path in app.test_client().get("/v3/openapi.json").get_json()["paths"].values():
        yield from path.items()


def query_of(app: Flask, name: str) -> dict[str, dict[str, Any]]:
    """The query parameters of an operation, by name."""
    [operation] = [found for _, found in operations(app) if found["operationId"] == name]
    return {
        parameter["name"]: parameter for parameter in operation["parameters"] if parameter["in"] == "query"
    }
