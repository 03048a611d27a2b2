"""Google's own description of its API judges every request that we send and every answer that our stand-in gives.

The description is in the wheel of `google-api-python-client`, which is fetched for this and installed nowhere.
"""

import json
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from tests.google_server import WORK, Exchange, GoogleServer, event
from tests.providers.contract import DAY, NINE, TEN, WANTED, WINDOW
from tests.providers.push_contract import CHANNEL
from webapp.lib.external import Access
from webapp.providers.google import PROVIDER

pytestmark = pytest.mark.slow

PACKAGE = "google-api-python-client==2.202.0"
FILE = "googleapiclient/discovery_cache/documents/calendar.v3.json"
KEPT = ("type", "enum", "format", "pattern", "required")
# Sent or answered -> the name of its schema.
BODIES = {
    "events.insert": ("Event", "Event"),
    "events.patch": ("Event", "Event"),
    "events.delete": (None, None),
    "events.get": (None, "Event"),
    "events.list": (None, "Events"),
    "events.watch": ("Channel", "Channel"),
    "channels.stop": ("Channel", None),
    "calendarList.list": (None, "CalendarList"),
}


@pytest.fixture(scope="module")
def description(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("wheel")
    asked = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder), PACKAGE]
    subprocess.run(asked, check=True, timeout=300)
    (wheel,) = Path(folder).glob("*.whl")
    with zipfile.ZipFile(wheel) as opened:
        read: dict[str, Any] = json.loads(opened.read(FILE))
    return read


def strict(schema: Any) -> Any:
    """A schema of Google's as JSON Schema that takes no property that is not described."""
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return {"$ref": f"#/$defs/{schema['$ref']}"}
    made = {name: schema[name] for name in KEPT if name in schema and schema["type"] != "any"}
    made.pop("format", None)
    if isinstance(made.get("required"), bool):
        made.pop("required")
    if "items" in schema:
        made["items"] = strict(schema["items"])
    if schema.get("type") == "object":
        made["properties"] = {name: strict(value) for name, value in schema.get("properties", {}).items()}
        made["additionalProperties"] = strict(schema.get("additionalProperties", False))
    return made


def judge(description: Mapping[str, Any], name: str) -> jsonschema_rs.Validator:
    defs = {key: strict(value) for key, value in description["schemas"].items()}
    return jsonschema_rs.validator_for({"$ref": f"#/$defs/{name}", "$defs": defs})


def wrong_in(description: Mapping[str, Any], exchange: Exchange) -> list[str]:
    """What Google's description does not know of an exchange."""
    resource, _, name = exchange.kind.partition(".")
    method = description["resources"][resource]["methods"][name]
    known = method.get("parameters", {}).keys() | description["parameters"].keys()
    wrong = [f"{exchange.kind}: the parameter {each}" for each in exchange.query.keys() - known]
    wrong += [] if method["httpMethod"] == exchange.method else [f"{exchange.kind}: {exchange.method}"]
    for body, schema in zip((exchange.sent, exchange.answered), BODIES[exchange.kind], strict=True):
        if schema is None:
            wrong += [] if body is None else [f"{exchange.kind}: a body"]
            continue
        wrong += [
            f"{exchange.kind}: {error.message}" for error in judge(description, schema).iter_errors(body)
        ]
    return wrong


def test_what_we_send_and_what_our_stand_in_answers_is_what_google_describes(
    description: dict[str, Any], google: GoogleServer
) -> None:
    google.page_size = 2
    google.add_calendar("holidays@group.example", accessRole="reader", summaryOverride="Holidays")
    google.work.put(event("declined", NINE, TEN, attendees=[{"self": True, "responseStatus": "declined"}]))
    google.work.put(event("away", NINE, TEN, eventType="outOfOffice", transparency="opaque"))
    google.work.put(event("day", NINE, TEN, start={"date": "2027-01-04"}, end={"date": "2027-01-05"}))
    google.work.put(event("one", NINE, TEN, originalStartTime={"dateTime": "2027-01-04T10:00:00+01:00"}))
    connected = PROVIDER.connect({"refresh_token": google.oauth.new_refresh_token()})
    access = Access(email=connected.email, settings=connected.settings, secret=connected.secret)

    cursor = list(PROVIDER.changes(access, WORK, cursor=None, window=WINDOW))[-1].cursor
    wanted = replace(WANTED, wants_link=True, location="Room 24", description="See you there")
    written = PROVIDER.put(access, WORK, wanted, known=None)
    PROVIDER.put(access, WORK, replace(wanted, starts_at=TEN, ends_at=TEN + 60), known=None)
    PROVIDER.put(access, WORK, replace(wanted, is_placeholder=True), known=written)
    PROVIDER.events(access, WORK, window=replace(WINDOW, until=NINE + DAY), timeout=10)
    assert PROVIDER.has(access, WORK, written.id)
    PROVIDER.remove(access, WORK, wanted, known=written)
    list(PROVIDER.changes(access, WORK, cursor=cursor, window=WINDOW))
    PROVIDER.unwatch(access, PROVIDER.watch(access, WORK, CHANNEL))

    told = [each for each in google.exchanges if each.status < 300]
    assert {each.kind for each in told} == BODIES.keys()
    assert [wrong for each in told for wrong in wrong_in(description, each)] == []


@pytest.mark.parametrize(
    "sent",
    [
        {"start": {"datetime": "2027-01-04T09:00:00Z"}},
        {"attendes": []},
        {"conferenceData": {"createRequest": {"request_id": "x"}}},
        {"extendedProperties": {"private": {"openslot_event": 7}}},
    ],
)
def test_what_google_does_not_describe_is_noticed(description: dict[str, Any], sent: dict[str, Any]) -> None:
    exchange = Exchange("POST", "events.insert", {}, sent, 200, {})

    assert wrong_in(description, exchange)
