"""The API's own description at `/v3/openapi.json`, read off the routes, their docstrings and what `@takes` notes.

Nothing is described by hand: a route that is not in the url map is not in the document, and a view that takes a query
or a body without describing it cannot be written. Answers are described by their envelope alone; their fields are in
`docs/api.md`.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from inspect import getdoc
from typing import Any

import orjson
from flask import Response, current_app
from pydantic.json_schema import models_json_schema
from werkzeug.routing import Rule

from webapp.blueprints.api import descriptions, envelope, oauth_errors
from webapp.blueprints.api.blueprint import blueprint
from webapp.blueprints.api.descriptions import Description
from webapp.blueprints.api.payloads.base import FORM
from webapp.blueprints.api.payloads.queries import Query

VERSION = "1.0.0"
SCHEMAS = "#/components/schemas/"
TEXT = {"type": "string"}
NULL = {"type": "null"}
SECURITY: dict[str | None, list[dict[str, list[str]]]] = {
    "api_key": [{"api_key": []}],
    "configuration": [{}, {"session": []}, {"api_key": []}, {"access_token": []}],
    "grant": [{"api_key": []}, {"access_token": []}],
    "owner": [{"api_key": []}, {"access_token": []}, {"sign_in": []}],
}
SECURITY_SCHEMES = {
    "api_key": {"type": "http", "scheme": "bearer", "description": "An API key."},
    "access_token": {
        "type": "http",
        "scheme": "bearer",
        "description": "An access token: of one grant, which may be named `me`.",
    },
    "session": {
        "type": "http",
        "scheme": "bearer",
        "description": "The id of a session, or the token of an invitation.",
    },
    "sign_in": {"type": "apiKey", "in": "cookie", "name": "openslot", "description": "A sign-in."},
}


@blueprint.get("/openapi.json")
def openapi_show() -> Response:
    """This document."""
    return Response(_document(), content_type="application/json")


@cache
def _document() -> bytes:
    return orjson.dumps(
        {
            "openapi": "3.1.0",
            "info": {
                "title": "Openslot",
                "version": VERSION,
                "description": "The Nylas v3 Scheduler format.",
            },
            "servers": [{"url": "/"}],
            "paths": _paths(),
            "components": {
                "schemas": {**_bodies()[1], **ENVELOPES},
                "securitySchemes": SECURITY_SCHEMES,
            },
        }
    )


def _paths() -> dict[str, dict[str, Any]]:
    paths: dict[str, dict[str, Any]] = {}
    for rule in _rules():
        operations = paths.setdefault(re.sub("<([^>]+)>", r"{\1}", rule.rule), {})
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            operations[method.lower()] = _operation(rule, method)
    return paths


def _rules() -> list[Rule]:
    prefix, itself = f"{blueprint.name}.", f"{blueprint.name}.openapi_show"
    ours = (rule for rule in current_app.url_map.iter_rules() if rule.endpoint.startswith(prefix))
    return sorted((rule for rule in ours if rule.endpoint != itself), key=lambda rule: rule.rule)


def _operation(rule: Rule, method: str) -> dict[str, Any]:
    view = _view(rule)
    description = descriptions.of(view)
    summary, _, more = (getdoc(view) or "").partition("\n")
    operation = {
        "operationId": rule.endpoint.partition(".")[2],
        "summary": summary,
        "parameters": [
            *_path_parameters(rule),
            *_query_parameters(description, method),
            *((IF_NONE_MATCH,) if description.if_none_match else ()),
            *((IF_MATCH,) if description.if_match else ()),
        ],
        "responses": {
            **(OAUTH_RESPONSES if rule.rule in oauth_errors.PATHS else RESPONSES),
            **(NOT_MODIFIED if description.if_none_match else {}),
            **(REDIRECT if description.redirects else {}),
        },
        "security": SECURITY.get(description.needs, []),
    }
    if more.strip():
        operation["description"] = more.strip()
    if description.body is not None:
        operation["requestBody"] = _body(description)
    return operation


def _view(rule: Rule) -> Callable[..., Any]:
    return current_app.view_functions[rule.endpoint]


def _path_parameters(rule: Rule) -> Iterator[dict[str, Any]]:
    for name in sorted(rule.arguments):
        yield {"name": name, "in": "path", "required": True, "schema": TEXT}


def _query_parameters(description: Description, method: str) -> Iterator[dict[str, Any]]:
    # A deletion and OAuth's own answers come without the object, so that there is nothing to select from.
    is_bare = method == "DELETE" or description.redirects or description.body_may_be_form
    selecting = () if is_bare else (envelope.SelectQuery,)
    for model in (*description.queries, *selecting):
        yield from _parameters(model)


def _parameters(model: type[Query]) -> Iterator[dict[str, Any]]:
    schema = model.model_json_schema()
    for name, facts in schema["properties"].items():
        yield {
            "name": name,
            "in": "query",
            "required": name in schema.get("required", ()),
            "description": facts["description"],
            "schema": _schema(facts),
        }


def _schema(facts: dict[str, Any]) -> dict[str, Any]:
    """The schema of one query parameter. There is no null in a query: what may be null may be left out."""
    types = [type_ for type_ in facts.get("anyOf", ()) if type_ != NULL]
    schema = {name: fact for name, fact in facts.items() if name not in ("anyOf", "description", "title")}
    if schema.get("default", ()) in (None, []):
        del schema["default"]
    return {**schema, **(types[0] if types else {})}


def _body(description: Description) -> dict[str, Any]:
    schema = {"schema": _bodies()[0][description.body, "validation"]}
    forms = {FORM: schema} if description.body_may_be_form else {}
    return {"required": not description.body_is_optional, "content": {"application/json": schema, **forms}}


@cache
def _bodies() -> tuple[Any, dict[str, Any]]:
    """A reference for each body, and the schemas that they refer to."""
    bodies = [descriptions.of(_view(rule)).body for rule in _rules()]
    references, definitions = models_json_schema(
        [(body, "validation") for body in bodies if body is not None], ref_template=SCHEMAS + "{model}"
    )
    return references, definitions.get("$defs", {})


def _answer(schema: str, description: str) -> dict[str, Any]:
    return {
        "description": description,
        "headers": {envelope.REQUEST_ID_HEADER: {"schema": TEXT}},
        "content": {"application/json": {"schema": {"$ref": SCHEMAS + schema}}},
    }


IF_NONE_MATCH = {
    "name": "If-None-Match",
    "in": "header",
    "required": False,
    "description": "The `ETag` of the answer that is known already.",
    "schema": TEXT,
}
IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "required": False,
    "description": "The `ETag` of what is to be changed: 412, and nothing is changed, when it is another one by now.",
    "schema": TEXT,
}
NOT_MODIFIED = {"304": {"description": "What is known already still holds."}}
RESPONSES = {
    "2XX": _answer("Success", "The envelope of every success."),
    "4XX": _answer("Error", "A refusal, with its reason."),
    "5XX": _answer("Error", "The server could not answer; nothing was changed."),
}
REDIRECT = {"302": {"description": "Where the browser goes on."}}
OAUTH_RESPONSES = {
    "2XX": RESPONSES["2XX"],
    "4XX": _answer("OAuthError", "A refusal, with its reason."),
    "5XX": _answer("OAuthError", "The server could not answer; nothing was changed."),
}
ENVELOPES: dict[str, Any] = {
    "Success": {
        "type": "object",
        "required": ["request_id"],
        "properties": {"request_id": TEXT, "data": {"type": ["object", "array"]}, "next_cursor": TEXT},
        "not": {"required": ["error"]},
    },
    "Error": {
        "type": "object",
        "required": ["request_id", "error"],
        "properties": {
            "request_id": TEXT,
            "error": {
                "type": "object",
                "required": ["type", "message"],
                "properties": {"type": TEXT, "message": TEXT},
            },
        },
        "not": {"required": ["data"]},
    },
    "OAuthError": {
        "type": "object",
        "required": ["request_id", "error", "error_code", "error_description", "error_uri"],
        "properties": {
            "request_id": TEXT,
            "error": TEXT,
            "error_code": {"type": "integer"},
            "error_description": TEXT,
            "error_uri": TEXT,
        },
        "not": {"required": ["data"]},
    },
}
