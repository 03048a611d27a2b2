"""Channels by which Google tells us that a calendar has changed, and what it sends there.

A push has no body that matters: its headers name the channel, and a state (`sync` when the channel begins).
"""

from collections.abc import Mapping
from typing import Any

from webapp.errors import ProviderError
from webapp.lib.external import Channel, Push, WantedChannel
from webapp.lib.http import Reply
from webapp.lib.provider_answers import as_text, json_object
from webapp.providers.google import calls

STOP = "channels/stop"
_BEGINS = "sync"
# Of a calendar such as public holidays, which nobody of the account can change.
_NOT_THIS_ONE = "pushNotSupportedForRequestedResource"


def path(calendar_id: str) -> str:
    """Where a channel of a calendar is asked for."""
    return f"{calls.events_path(calendar_id)}/watch"


def body_of(wanted: WantedChannel) -> dict[str, Any]:
    """The channel as Google wants it."""
    return {
        "id": wanted.id,
        "type": "web_hook",
        "address": wanted.address,
        "token": wanted.token,
        "expiration": str(wanted.until * 1000),
    }


def body_to_stop(channel: Channel) -> dict[str, Any]:
    """What ends a channel."""
    return {"id": channel.id, "resourceId": channel.provider_id}


def made(reply: Reply, wanted: WantedChannel) -> Channel:
    """The channel that an answer tells of. Raises ProviderError."""
    if reply.status == 400 and _NOT_THIS_ONE in calls.reasons(reply):
        raise ProviderError("provider.no_pushes")
    if reply.status == 400:
        raise ProviderError("provider.pushes_refused")
    said = json_object(calls.checked(reply, forbidden=ProviderError("provider.no_pushes")).body)
    resource_id, ends = as_text(said.get("resourceId")), as_text(said.get("expiration"))
    if not resource_id or not (ends.isascii() and ends.isdigit()):
        raise ProviderError("provider.not_understood")
    return Channel(id=wanted.id, provider_id=resource_id, until=min(int(ends) // 1000, wanted.until))


def read(headers: Mapping[str, str]) -> Push | None:
    """What a request to a channel's address says."""
    token, state = headers.get("x-goog-channel-token"), headers.get("x-goog-resource-state")
    if not token or not state:
        return None
    return Push(tokens=(token,), channel_id=headers.get("x-goog-channel-id", ""), is_news=state != _BEGINS)
