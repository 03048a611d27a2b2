"""A key that may do a part of it all: every route asks whether this is in its part."""

import re

import pytest
from flask import Flask

from tests.blueprints.api.conftest import Api, error
from tests.builders import NOW, make_application
from tests.house.scene import ask
from webapp.blueprints.api import descriptions
from webapp.blueprints.api.key_scopes import scope_needed
from webapp.services.access import api_keys, scopes

# Which caller a route takes says `descriptions`; these take API keys.
TAKE_KEYS = {"api_key", "configuration", "grant", "owner"}


def key_with(*allowed: str) -> str:
    return api_keys.create(make_application().id, name="CRM", allowed=allowed, now=NOW)


@pytest.mark.parametrize(
    ("endpoint", "rule", "needed"),
    [
        ("api.booking_show", "/v3/scheduling/bookings/<booking_id>", "scheduling.read"),
        ("api.booking_create", "/v3/scheduling/bookings", "scheduling.write"),
        ("api.configuration_index", "/v3/grants/<grant>/scheduling/configurations", "scheduling.read"),
        ("api.calendar_availability_show", "/v3/calendars/availability", "calendars.read"),
        ("api.free_busy_show", "/v3/grants/<grant>/calendars/free-busy", "calendars.read"),
        ("api.event_destroy", "/v3/grants/<grant>/events/<event>", "calendars.write"),
        ("api.grant_create", "/v3/connect/custom", "accounts.write"),
        ("api.webhook_index", "/v3/webhooks", "webhooks.read"),
        ("api.webhook_secret_create", "/v3/webhooks/<webhook>/rotate-secret", "webhooks.write"),
    ],
)
def test_the_scope_follows_from_what_is_asked(endpoint: str, rule: str, needed: str) -> None:
    assert scope_needed(endpoint, rule) == needed


def test_a_key_of_another_kind_opens_nothing(app: Flask) -> None:
    keys = {kind: key_with(f"{kind}.write") for kind in scopes.KINDS}
    opened = []
    for rule in app.url_map.iter_rules():
        if not rule.endpoint.startswith("api."):
            continue
        if descriptions.of(app.view_functions[rule.endpoint]).needs not in TAKE_KEYS:
            continue
        path = re.sub("<[^>]+>", "x", rule.rule)
        kind = scope_needed(rule.endpoint, rule.rule).partition(".")[0]
        other = keys[scopes.KINDS[scopes.KINDS.index(kind) - 1]]
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            headers = {"Authorization": f"Bearer {other}"}
            status = ask(app.test_client(), method, path, headers=headers, json={}).status_code
            if status != 403:
                opened.append((method, rule.rule, status))

    assert opened == []


def test_a_key_that_may_not_is_told_what_it_lacks(api: Api) -> None:
    reader = Api(client=api.client, key=key_with("webhooks.read"))

    assert reader.get("/webhooks").status_code == 200
    assert error(reader.post("/webhooks", {})) == (
        403,
        "insufficient_scopes",
        "This API key lacks the scope `webhooks.write`.",
    )
