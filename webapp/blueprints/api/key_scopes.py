"""Which program asks, by its API key, and whether its key may do that."""

from flask import request

from webapp.errors import NotPermitted
from webapp.lib import clock
from webapp.models import ApiKey
from webapp.services.access import api_keys, scopes

# An endpoint is named after what it does. Some that only read are asked by POST, because their question is long.
READING = ("_show", "_index", "_import")


def program(token: str) -> ApiKey:
    """The key that a bearer token is. Raises Unauthorized, and NotPermitted where its scopes do not allow this."""
    key = api_keys.authenticate(token, now=clock.now())
    needed = scope_needed(request.endpoint or "", request.url_rule.rule if request.url_rule else "")
    if not scopes.allow(key.scopes, needed):
        raise NotPermitted("api_key.scope_missing", scope=needed)
    return key


def scope_needed(endpoint: str, rule: str) -> str:
    """The scope for an endpoint at a rule such as `/v3/grants/<grant>/calendars`."""
    return scopes.scope(_kind(rule), scopes.READ if endpoint.endswith(READING) else scopes.WRITE)


def _kind(rule: str) -> str:
    if "/scheduling/" in rule:
        return scopes.SCHEDULING
    if rule.startswith("/v3/webhooks"):
        return scopes.WEBHOOKS
    if "/calendars" in rule or "/events" in rule:
        return scopes.CALENDARS
    return scopes.ACCOUNTS
