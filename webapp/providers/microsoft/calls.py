"""Requests to Microsoft Graph, and the name of each of its refusals."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from webapp.errors import ProviderError
from webapp.lib.http import Reply
from webapp.lib.oauth.client import Client
from webapp.lib.provider_answers import as_object, as_text, json_object

PAGE = 200
# Times in UTC; ids that stay when an event is moved to another calendar.
PREFER = {"Prefer": f'outlook.timezone="UTC", IdType="ImmutableId", odata.maxpagesize={PAGE}'}
_START_ANEW = frozenset(
    ("syncStateNotFound", "syncStateInvalid", "resyncRequired", "ErrorInvalidSyncStateData")
)


def calendar_path(calendar_id: str, below: str) -> str:
    """Where something of a calendar is, such as its `events`."""
    return f"me/calendars/{quote(calendar_id, safe='')}/{below}"


def event_path(event_id: str) -> str:
    """Where an event is, whichever calendar it is in."""
    return f"me/events/{quote(event_id, safe='')}"


def got(client: Client, path: str, query: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """What is there. Raises ProviderError, also `provider.cursor_expired`."""
    reply = client.request("GET", path, query=query, headers=PREFER)
    if reply.status == 410 or _code(reply) in _START_ANEW:
        raise ProviderError("provider.cursor_expired")
    return json_object(checked(reply, forbidden=ProviderError("provider.forbidden")).body)


def pages(client: Client, path: str, query: Mapping[str, Any] | None = None) -> Iterator[dict[str, Any]]:
    """Every page of a list. A page that is told twice ends it with a refusal instead of going on for ever."""
    seen: set[str] = set()
    page = got(client, path, query)
    while True:
        yield page
        following = page.get("@odata.nextLink")
        if following is None:
            return
        if not isinstance(following, str) or following in seen:
            raise ProviderError("provider.not_understood")
        seen.add(following)
        page = got(client, following)


def sent(
    client: Client, method: str, path: str, content: Mapping[str, Any] | None, *, etag: str | None = None
) -> Reply:
    """The answer to a write, with any status. `etag`: the version that may be overwritten."""
    condition = {"If-Match": etag} if etag else {}
    return client.request(method, path, content=content, headers={**PREFER, **condition})


def checked(reply: Reply, *, forbidden: ProviderError) -> Reply:
    """The answer, if Graph did what was asked. `forbidden`: the refusal when this account may not. Raises
    ProviderError."""
    if 200 <= reply.status < 300:
        return reply
    if reply.status == 403:
        raise forbidden
    if reply.status in (404, 410):
        raise ProviderError("provider.gone")
    raise ProviderError("provider.failed", status=reply.status)


def _code(reply: Reply) -> str:
    if reply.status < 400:
        return ""
    try:
        error = json_object(reply.body).get("error")
    except ProviderError:
        return ""
    return as_text(as_object(error).get("code"))
