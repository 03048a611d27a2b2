"""Events that the owner of a calendar enters, changes and deletes here, written to Microsoft.

Whoever they have invited to an event hears of its change from Microsoft, which nobody can turn off.
"""

from collections.abc import Mapping
from typing import Any

from webapp.errors import ProviderError
from webapp.lib import rfc3339
from webapp.lib.external import EVER, OwnEvent, Written
from webapp.lib.http import Reply
from webapp.lib.oauth.client import Client
from webapp.lib.provider_answers import as_text, json_object
from webapp.providers.microsoft import calls, reading, writing

_CHANGED = 412


def enter(asking: Client, calendar_id: str, event: OwnEvent) -> Written:
    """Enter it with our mark. What an earlier try has entered is found by that, and taken as it stands."""
    query = {"$filter": writing.filter_of(event.id), "$select": "id"}
    page = calls.got(asking, calls.calendar_path(calendar_id, "events"), query)
    found = next(iter(reading.items(page)), None)
    if found is not None:
        return _written(_there(asking, found["id"]))
    content = {**_body(event), **writing.marks_of(event.id)}
    return _written(_item(calls.sent(asking, "POST", calls.calendar_path(calendar_id, "events"), content)))


def change(asking: Client, _calendar_id: str, event_id: str, event: OwnEvent, *, etag: str | None) -> Written:
    """Change what is said. Raises ProviderError as `ExternalProvider.change` does."""
    item = _there(asking, event_id)
    if etag is not None and item.get("@odata.etag") != etag:
        return _accepted(item, event)
    reply = calls.sent(asking, "PATCH", calls.event_path(event_id), _body(event), etag=_etag(item))
    if reply.status == _CHANGED:
        return _accepted(_there(asking, event_id), event)
    return _written(_item(reply))


def delete(asking: Client, _calendar_id: str, event_id: str, *, etag: str | None) -> None:
    """Delete it. Raises ProviderError as `ExternalProvider.delete` does."""
    try:
        item = _there(asking, event_id)
    except ProviderError as problem:
        if problem.code == "provider.event_gone":
            return
        raise
    if etag is not None and item.get("@odata.etag") != etag:
        raise ProviderError("provider.changed_there")
    reply = calls.sent(asking, "DELETE", calls.event_path(event_id), None, etag=_etag(item))
    if reply.status == _CHANGED:
        raise ProviderError("provider.changed_there")
    if reply.status not in (404, 410):
        calls.checked(reply, forbidden=ProviderError("provider.read_only"))


def _accepted(item: Mapping[str, Any], event: OwnEvent) -> Written:
    """An event that was changed since, if it says what was wanted: an earlier try may have changed it."""
    if not event.stands_in(reading.event(item, EVER, master_of=lambda _: {})):
        raise ProviderError("provider.changed_there")
    return _written(item)


def _body(event: OwnEvent) -> dict[str, Any]:
    body: dict[str, Any] = {}
    if event.title is not None:
        body["subject"] = event.title
    if event.location is not None:
        body["location"] = {"displayName": event.location}
    if event.description is not None:
        body["body"] = {"contentType": "text", "content": event.description}
    if event.busy is not None:
        body["showAs"] = "busy" if event.busy else "free"
    if event.span is None:
        return body
    start, end = event.days or map(_wall_time, event.span)
    if event.days is not None:
        start, end = (f"{day}T00:00:00" for day in event.days)
    moments = {"start": {"dateTime": start, "timeZone": "UTC"}, "end": {"dateTime": end, "timeZone": "UTC"}}
    return {**body, **moments, "isAllDay": event.days is not None}


def _wall_time(instant: int) -> str:
    return rfc3339.written(instant).removesuffix("Z")


def _there(asking: Client, event_id: str) -> dict[str, Any]:
    """The event as it stands now. Raises ProviderError `provider.event_gone` when it was deleted."""
    return _item(calls.sent(asking, "GET", calls.event_path(event_id), None))


def _item(reply: Reply) -> dict[str, Any]:
    if reply.status in (404, 410):
        raise ProviderError("provider.event_gone")
    return json_object(calls.checked(reply, forbidden=ProviderError("provider.read_only")).body)


def _etag(item: Mapping[str, Any]) -> str | None:
    return as_text(item.get("@odata.etag")) or None


def _written(item: Mapping[str, Any]) -> Written:
    if not isinstance(item.get("id"), str):
        raise ProviderError("provider.not_understood")
    return Written(id=item["id"], etag=_etag(item))
