"""Our events as Microsoft Graph wants them.

Graph sends an invitation to every attendee, and that cannot be turned off. So ours have none: the guest stands in the
text, and Openslot's own mails invite.
"""

from typing import Any

from webapp.lib import rfc3339
from webapp.lib.external import WantedEvent
from webapp.lib.provider_answers import as_link, as_object, as_text

# The name of the property in which we keep our id. The set of properties is any GUID that is ours alone.
PROPERTY = "String {6d2c4a1e-0f57-4b8e-9c39-5a7d1e2f8b64} Name openslot_event"
_OURS, _OWN = "openslot", "openslot-own"


def body_of(event: WantedEvent, *, is_new: bool, has_meeting: bool = False) -> dict[str, Any]:
    """The event. `is_new`: whether it is being made. `has_meeting`: whether it has a meeting of Teams already."""
    body: dict[str, Any] = {
        "subject": event.title,
        "start": _moment(event.starts_at),
        "end": _moment(event.ends_at),
        "location": {"displayName": event.location or ""},
        "showAs": "tentative" if event.is_placeholder else "busy",
        "singleValueExtendedProperties": [_kept(event.id)],
    }
    if not has_meeting:  # the text of an event with a meeting has the meeting in it
        body["body"] = {"contentType": "text", "content": event.description or ""}
    if event.wants_link and not has_meeting:
        body |= {"isOnlineMeeting": True, "onlineMeetingProvider": "teamsForBusiness"}
    if is_new:
        # Sent again after a lost answer it makes no second event; the next decision is another one.
        body["transactionId"] = f"{_OURS}:{event.id}:{event.decided_at}"
    return body


def marks_of(event_id: str) -> dict[str, Any]:
    """What finds an event that somebody enters here, and lets it be made once."""
    return {"singleValueExtendedProperties": [_kept(event_id)], "transactionId": f"{_OWN}:{event_id}"}


def mark_in(item: Any) -> str | None:
    """The id of our own event, in the transaction id that we gave it. A copy that somebody makes of it has another."""
    ours, _, rest = as_text(item.get("transactionId")).partition(":")
    return (rest.rpartition(":")[0] or None) if ours == _OURS else None


def filter_of(event_id: str) -> str:
    """What finds our event among others (OData)."""
    value = event_id.replace("'", "''")
    return f"singleValueExtendedProperties/Any(ep: ep/id eq '{PROPERTY}' and ep/value eq '{value}')"


def link_in(item: Any) -> str | None:
    """The address of the video meeting, once Microsoft has made it."""
    return as_link(as_object(item.get("onlineMeeting")).get("joinUrl"))


def has_meeting(item: Any) -> bool:
    """Whether the event has a video meeting, or will have one as soon as Microsoft has made it."""
    return item.get("isOnlineMeeting") is True


def _kept(event_id: str) -> dict[str, str]:
    return {"id": PROPERTY, "value": event_id}


def _moment(instant: int) -> dict[str, str]:
    return {"dateTime": rfc3339.written(instant).removesuffix("Z"), "timeZone": "UTC"}
