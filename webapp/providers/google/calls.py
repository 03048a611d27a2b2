"""Requests to Google's API, and the name of each of its refusals.

A 403 means several things there; the `reason` in its body tells which.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from webapp.errors import ProviderError
from webapp.lib.http import Reply
from webapp.lib.oauth.client import Client
from webapp.lib.provider_answers import as_object, as_objects, json_object, throttled

_QUOTA = frozenset(("rateLimitExceeded", "userRateLimitExceeded", "quotaExceeded", "dailyLimitExceeded"))
_SCOPE = frozenset(("insufficientPermissions", "ACCESS_TOKEN_SCOPE_INSUFFICIENT"))
_OFF = frozenset(("accessNotConfigured", "SERVICE_DISABLED"))


def events_path(calendar_id: str, event_id: str | None = None) -> str:
    """Where the events of a calendar are, or one of them."""
    path = f"calendars/{quote(calendar_id, safe='')}/events"
    return path if event_id is None else f"{path}/{quote(event_id, safe='')}"


def got(client: Client, path: str, query: Mapping[str, Any]) -> dict[str, Any]:
    """What is there. Raises ProviderError, also `provider.cursor_expired`."""
    reply = client.request("GET", path, query=query)
    if reply.status == 410:
        raise ProviderError("provider.cursor_expired")
    return json_object(checked(reply, forbidden=ProviderError("provider.forbidden")).body)


def sent(
    client: Client, method: str, path: str, content: Mapping[str, Any] | None, query: Mapping[str, Any]
) -> Reply:
    """The answer to a write, with any status. Nobody is sent anything by Google."""
    return client.request(method, path, content=content, query={**query, "sendUpdates": "none"})


def sent_by_owner(
    client: Client, method: str, path: str, content: Mapping[str, Any] | None, *, etag: str | None = None
) -> Reply:
    """The answer to a write of the calendar's owner, with any status. Whoever they have invited hears of it.

    `etag`: the version that may be overwritten.
    """
    headers = {"If-Match": etag} if etag else {}
    return client.request(method, path, content=content, query={"sendUpdates": "all"}, headers=headers)


def checked(reply: Reply, *, forbidden: ProviderError) -> Reply:
    """The answer, if Google did what was asked. `forbidden`: the refusal when this account may not. Raises
    ProviderError."""
    if 200 <= reply.status < 300:
        return reply
    if reply.status == 403:
        raise _of_403(reply) or forbidden
    if reply.status in (404, 410):
        raise ProviderError("provider.gone")
    raise ProviderError("provider.failed", status=reply.status)


def _of_403(reply: Reply) -> ProviderError | None:
    found = reasons(reply)
    if found & _QUOTA:
        return throttled(reply)
    if found & _OFF:
        return ProviderError("provider.not_enabled", provider="Google")
    if found & _SCOPE:
        return ProviderError("provider.scope_missing")
    return None


def reasons(reply: Reply) -> set[str]:
    """Why Google did not do what was asked, in its own words."""
    try:
        error = as_object(json_object(reply.body).get("error"))
    except ProviderError:
        return set()
    parts = [*as_objects(error.get("errors")), *as_objects(error.get("details"))]
    return {str(part["reason"]) for part in parts if "reason" in part}
