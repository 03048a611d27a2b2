"""The API's own description at `/v3/openapi.json`, read off the routes, their docstrings and their payload models.

Nothing is described twice: a route that is not in the url map is not in the document, and a field that a payload does
not know is not in its schema. Answers are described by their envelope alone; their fields are in `docs/api.md`.
"""

import re
from functools import cache
from typing import Any

import orjson
from flask import Response, current_app
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema
from werkzeug.routing import Rule

from webapp.blueprints.api.blueprint import blueprint
from webapp.blueprints.api.payloads import (
    bookings,
    calendar_availability,
    calendars,
    events,
    free_busy,
    grants,
    sessions,
    webhooks,
)
from webapp.blueprints.api.payloads.configurations import ConfigurationChange
from webapp.lib.fields import LATEST_INSTANT
from webapp.services.configurations.document import ConfigurationDocument

VERSION = "1.0.0"
SCHEMAS = "#/components/schemas/"

BODIES: dict[str, type[BaseModel]] = {
    "booking_create": bookings.BookingPayload,
    "booking_update": bookings.ReschedulingPayload,
    "decision_create": bookings.DecisionPayload,
    "booking_destroy": bookings.CancellationPayload,
    "configuration_create": ConfigurationDocument,
    "configuration_update": ConfigurationChange,
    "session_create": sessions.SessionPayload,
    "grant_create": grants.CustomGrant,
    "grant_update": grants.GrantChange,
    "calendar_create": calendars.NewCalendar,
    "calendar_update": calendars.CalendarChange,
    "event_create": events.NewEvent,
    "event_update": events.EventChange,
    "rsvp_create": events.Rsvp,
    "free_busy_show": free_busy.FreeBusyQuestion,
    "calendar_availability_show": calendar_availability.AvailabilityQuestion,
    "webhook_create": webhooks.NewWebhook,
    "webhook_update": webhooks.WebhookChange,
    "webhook_example_show": webhooks.MockPayload,
    "webhook_example_create": webhooks.TestEvent,
}
OPTIONAL_BODIES = {"booking_destroy"}
INSTANT = {"type": "integer", "minimum": 0, "maximum": LATEST_INSTANT}
LIMIT = {"type": "integer", "minimum": 1, "maximum": 200}
TEXT = {"type": "string"}
PAGING = {"limit": LIMIT, "page_token": TEXT}
CONFIGURATION = {"configuration_id": {"type": "string", "format": "uuid"}, "slug": TEXT, "client_id": TEXT}
QUERIES: dict[str, dict[str, Any]] = {
    "availability_show": {"start_time": INSTANT, "end_time": INSTANT, "booking_id": TEXT},
    "explanation_show": {"start_time": INSTANT, "end_time": INSTANT, "booking_id": TEXT},
    "ui_settings_show": {"booking_id": TEXT},
    "booking_create": {"timezone": TEXT},
    "configuration_index": PAGING,
    "grant_index": {"limit": LIMIT, "offset": {"type": "integer", "minimum": 0}},
    "calendar_index": PAGING,
    "event_index": {"calendar_id": TEXT, "start": INSTANT, "end": INSTANT, **PAGING},
    **{f"event_{verb}": {"calendar_id": TEXT} for verb in ("create", "show", "update", "destroy")},
    "rsvp_create": {"calendar_id": TEXT},
}
REQUIRED_QUERIES = {"start_time", "end_time", "calendar_id"}
SECURITY: dict[str, list[dict[str, list[str]]]] = {
    "api_key": [{"api_key": []}],
    "configuration": [{}, {"session": []}, {"api_key": []}],
    "owner": [{"api_key": []}, {"sign_in": []}],
}


@blueprint.get("/openapi.json")
def openapi_show() -> Response:
    """This document."""
    return Response(_document(), content_type="application/json")


@cache
def _document() -> bytes:
    references, definitions = models_json_schema(
        [(model, "validation") for model in BODIES.values()], ref_template=SCHEMAS + "{model}"
    )
    paths: dict[str, dict[str, Any]] = {}
    for rule in sorted(current_app.url_map.iter_rules(), key=lambda rule: rule.rule):
        if (
            rule.endpoint.startswith(f"{blueprint.name}.")
            and rule.endpoint != f"{blueprint.name}.openapi_show"
        ):
            operations = paths.setdefault(re.sub("<([^>]+)>", r"{\1}", rule.rule), {})
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                operations[method.lower()] = _operation(rule, references)
    return orjson.dumps(
        {
            "openapi": "3.1.0",
            "info": {
                "title": "Openslot",
                "version": VERSION,
                "description": "The Nylas v3 Scheduler format.",
            },
            "servers": [{"url": "/"}],
            "paths": paths,
            "components": {
                "schemas": {**definitions.get("$defs", {}), **ENVELOPES},
                "securitySchemes": {
                    "api_key": {"type": "http", "scheme": "bearer", "description": "An API key."},
                    "session": {"type": "http", "scheme": "bearer", "description": "The id of a session."},
                    "sign_in": {
                        "type": "apiKey",
                        "in": "cookie",
                        "name": "openslot",
                        "description": "A sign-in.",
                    },
                },
            },
        }
    )


def _operation(rule: Rule, references: Any) -> dict[str, Any]:
    name = rule.endpoint.partition(".")[2]
    view = current_app.view_functions[rule.endpoint]
    needs = getattr(view, "needs", None)
    queries = {**QUERIES.get(name, {}), **(CONFIGURATION if needs in ("configuration", "owner") else {})}
    operation: dict[str, Any] = {
        # One view may stand at two addresses, and an id must be there once.
        "operationId": name if "rotate-secret/" not in rule.rule else f"{name}_by_post",
        "summary": (view.__doc__ or name.replace("_", " ")).strip().splitlines()[0],
        "parameters": [
            *(
                {"name": one, "in": "path", "required": True, "schema": TEXT}
                for one in sorted(rule.arguments)
            ),
            *(
                {"name": one, "in": "query", "required": one in REQUIRED_QUERIES, "schema": schema}
                for one, schema in queries.items()
            ),
        ],
        "responses": {
            "2XX": _answer("Success", "The envelope of every success."),
            "4XX": _answer("Error", "A refusal, with its reason."),
            "5XX": _answer("Error", "The server could not answer; nothing was changed."),
        },
        "security": SECURITY.get(needs or "", []),
    }
    if name in BODIES:
        schema = references[BODIES[name], "validation"]
        operation["requestBody"] = {
            "required": name not in OPTIONAL_BODIES,
            "content": {"application/json": {"schema": schema}},
        }
    return operation


def _answer(schema: str, description: str) -> dict[str, Any]:
    return {
        "description": description,
        "headers": {"x-request-id": {"schema": TEXT}},
        "content": {"application/json": {"schema": {"$ref": SCHEMAS + schema}}},
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
}
