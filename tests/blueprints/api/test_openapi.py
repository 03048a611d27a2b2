"""The API's own description: complete, true, and no way to a 500."""

from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import booleans
from schemathesis.core.result import Ok
from schemathesis.specs.openapi import checks as openapi_checks

from tests.builders import make_api_key, make_booking, make_configuration, make_grant
from webapp.blueprints.api.openapi import BODIES, QUERIES

EXAMPLES = 5
WITHOUT_A_BODY = {"booking_show", "webhook_secret_create"}


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
    writes = {
        rule.endpoint.removeprefix("api.")
        for rule in sqlite_app.url_map.iter_rules()
        if rule.endpoint.startswith("api.") and (rule.methods or set()) & {"POST", "PUT", "PATCH"}
    }

    assert writes - set(BODIES) - WITHOUT_A_BODY == set()


def test_nothing_is_described_that_is_not_there(sqlite_app: Flask) -> None:
    endpoints = {rule.endpoint.removeprefix("api.") for rule in sqlite_app.url_map.iter_rules()}

    assert (set(BODIES) | set(QUERIES)) - endpoints == set()


def test_operations_have_ids_of_their_own(sqlite_app: Flask) -> None:
    described = sqlite_app.test_client().get("/v3/openapi.json").get_json()["paths"]

    ids = [operation["operationId"] for one in described.values() for operation in one.values()]
    assert len(ids) == len(set(ids))


@pytest.mark.slow
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
