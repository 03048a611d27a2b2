"""Our events as Google wants them, under ids of our own: the same event has the same id however often it is written."""

import base64
from typing import Any

from webapp.lib import rfc3339
from webapp.lib.external import WantedEvent
from webapp.lib.provider_answers import as_link, as_object, as_objects

MARK, UID = "openslot_event", "openslot_uid"
_PREFIX = "openslot"  # an id is at least five of the letters a to v and the digits (base32hex)


def id_of(event_id: str) -> str:
    """The id that an event of ours has at Google."""
    return _PREFIX + base64.b32hexencode(event_id.encode()).decode().rstrip("=").lower()


def body_of(event: WantedEvent, *, account: str) -> dict[str, Any]:
    """The event without its id. `account`: the owner of the calendar, who is there without being asked."""
    body: dict[str, Any] = {
        "summary": event.title,
        "description": event.description or "",
        "location": event.location or "",
        "start": _moment(event.starts_at, event.timezone),
        "end": _moment(event.ends_at, event.timezone),
        "status": "tentative" if event.is_placeholder else "confirmed",
        "transparency": "opaque",
        "attendees": [
            {"email": email, **({"displayName": name} if name else {})}
            for name, email in event.attendees
            if email.lower() != account.lower()
        ],
        "extendedProperties": {"private": {MARK: event.id, UID: event.uid}},
    }
    if event.wants_link:
        # The same id asks for the same meeting: repeating it makes no second one.
        asked = {"requestId": id_of(event.id), "conferenceSolutionKey": {"type": "hangoutsMeet"}}
        body["conferenceData"] = {"createRequest": asked}
    return body


def link_in(item: dict[str, Any]) -> str | None:
    """The address of the video meeting, once Google has made it."""
    points = as_objects(as_object(item.get("conferenceData")).get("entryPoints"))
    found = [point.get("uri") for point in points if point.get("entryPointType") == "video"]
    return as_link(found[0] if found else item.get("hangoutLink"))


def is_making_link(item: dict[str, Any]) -> bool:
    """Whether Google still makes the video meeting that it was asked for."""
    asked = as_object(as_object(item.get("conferenceData")).get("createRequest"))
    return as_object(asked.get("status")).get("statusCode") == "pending"


def _moment(instant: int, zone: str) -> dict[str, str]:
    return {"dateTime": rfc3339.written(instant), "timeZone": zone}
