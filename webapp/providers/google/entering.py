"""Events that the owner of a calendar enters, changes and deletes here, written to Google."""

from typing import Any

from webapp.errors import ProviderError
from webapp.lib import rfc3339
from webapp.lib.external import EVER, OwnEvent, Written
from webapp.lib.http import Reply
from webapp.lib.oauth.client import Client
from webapp.lib.provider_answers import json_object
from webapp.providers.google import calls, reading, writing

_CHANGED = 412


def enter(asking: Client, calendar_id: str, event: OwnEvent) -> Written:
    """Enter it under an id of ours. What an earlier try has entered is taken as it stands."""
    content = {"id": writing.id_of(event.id), **_body(event)}
    reply = calls.sent_by_owner(asking, "POST", calls.events_path(calendar_id), content)
    if reply.status == 409:
        return _written(_there(asking, calendar_id, content["id"]))
    return _written(_item(reply))


def change(asking: Client, calendar_id: str, event_id: str, event: OwnEvent, *, etag: str | None) -> Written:
    """Change what is said. Raises ProviderError as `ExternalProvider.change` does."""
    path = calls.events_path(calendar_id, event_id)
    reply = calls.sent_by_owner(asking, "PATCH", path, _body(event), etag=etag)
    if reply.status == _CHANGED:
        item = _there(asking, calendar_id, event_id)
        if not event.stands_in(reading.event(item, EVER)):
            raise ProviderError("provider.changed_there")
        return _written(item)
    return _written(_item(reply))


def delete(asking: Client, calendar_id: str, event_id: str, *, etag: str | None) -> None:
    """Delete it. Raises ProviderError as `ExternalProvider.delete` does."""
    path = calls.events_path(calendar_id, event_id)
    reply = calls.sent_by_owner(asking, "DELETE", path, None, etag=etag)
    if reply.status == _CHANGED and not _is_gone(asking, path):
        raise ProviderError("provider.changed_there")
    if reply.status not in (404, 410, _CHANGED):
        calls.checked(reply, forbidden=ProviderError("provider.read_only"))


def _body(event: OwnEvent) -> dict[str, Any]:
    said: dict[str, Any] = {
        "summary": event.title,
        "location": event.location,
        "description": event.description,
        "transparency": None if event.busy is None else "opaque" if event.busy else "transparent",
    }
    body = {name: value for name, value in said.items() if value is not None}
    if event.days is not None:
        body |= {end: _day(day) for end, day in zip(("start", "end"), event.days, strict=True)}
    elif event.span is not None:
        body |= {end: _instant(at) for end, at in zip(("start", "end"), event.span, strict=True)}
    return body


def _day(day: str) -> dict[str, str | None]:
    return {"date": day, "dateTime": None, "timeZone": None}


def _instant(at: int) -> dict[str, str | None]:
    return {"dateTime": rfc3339.written(at), "date": None}


def _is_gone(asking: Client, path: str) -> bool:
    reply = asking.request("GET", path)
    return reply.status in (404, 410) or json_object(reply.body).get("status") == "cancelled"


def _there(asking: Client, calendar_id: str, event_id: str) -> dict[str, Any]:
    """The event as it stands now. Raises ProviderError `provider.event_gone` when it was deleted."""
    item = _item(asking.request("GET", calls.events_path(calendar_id, event_id)))
    if item.get("status") == "cancelled":
        raise ProviderError("provider.event_gone")
    return item


def _item(reply: Reply) -> dict[str, Any]:
    if reply.status in (404, 410):
        raise ProviderError("provider.event_gone")
    return json_object(calls.checked(reply, forbidden=ProviderError("provider.read_only")).body)


def _written(item: dict[str, Any]) -> Written:
    if not isinstance(item.get("id"), str):
        raise ProviderError("provider.not_understood")
    return Written(id=item["id"], etag=item.get("etag"))
