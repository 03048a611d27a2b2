"""Subscriptions by which Microsoft Graph tells us that a calendar has changed, and what it sends there.

While one is made, Graph asks its address for the text in `validationToken`. Later it sends a list of notifications,
each with our token in `clientState`, and those of the subscription's own life to the same address.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from webapp.errors import ProviderError
from webapp.lib import rfc3339
from webapp.lib.external import Channel, Push, WantedChannel
from webapp.lib.http import Reply
from webapp.lib.provider_answers import as_text, json_object
from webapp.providers.microsoft import calls

PATH = "subscriptions"
# After these nothing more is told unless the subscription is renewed.
_ENDING = frozenset(("reauthorizationRequired", "subscriptionRemoved"))


def path_of(channel: Channel) -> str:
    """Where a subscription is."""
    return f"{PATH}/{quote(channel.provider_id, safe='')}"


def body_of(calendar_id: str, wanted: WantedChannel) -> dict[str, Any]:
    """The subscription as Graph wants it."""
    return {
        "changeType": "created,updated,deleted",
        "notificationUrl": wanted.address,
        "lifecycleNotificationUrl": wanted.address,
        "resource": f"/{calls.calendar_path(calendar_id, 'events')}",
        "clientState": wanted.token,
        **lasting(wanted.until),
    }


def lasting(until: int) -> dict[str, str]:
    """When a subscription is to end."""
    return {"expirationDateTime": rfc3339.written(until)}


def made(reply: Reply, *, channel_id: str, until: int) -> Channel:
    """The subscription that an answer tells of. Raises ProviderError."""
    if reply.status == 400:
        raise ProviderError("provider.pushes_refused")
    said = json_object(calls.checked(reply, forbidden=ProviderError("provider.no_pushes")).body)
    provider_id = as_text(said.get("id"))
    try:
        ends = rfc3339.read(said.get("expirationDateTime"))
    except ValueError:
        ends = 0
    if not provider_id or not ends:
        raise ProviderError("provider.not_understood")
    return Channel(id=channel_id, provider_id=provider_id, until=min(ends, until))


def read(query: Mapping[str, str], body: bytes) -> Push | None:
    """What a request to a subscription's address says."""
    if "validationToken" in query:
        return Push(greeting=query["validationToken"], is_news=False)
    try:
        told = json_object(body).get("value")
    except ProviderError:
        return None
    if not isinstance(told, list) or not told or not all(isinstance(each, dict) for each in told):
        return None
    return Push(
        tokens=tuple(as_text(each.get("clientState")) for each in told),
        is_ending=any(as_text(each.get("lifecycleEvent")) in _ENDING for each in told),
    )
