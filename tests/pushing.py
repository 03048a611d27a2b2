"""What providers in memory push: to whoever listens, and kept in `sent`.

`PushingFake` is that part of the fake provider; Google's and Microsoft's servers push through a `Pusher` too.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from webapp.lib.external import Access, Channel, Push, WantedChannel

Answer = tuple[int, str]  # a status and a text


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A request to a channel's address. The names of headers are in lower case."""

    address: str
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


def greeted(sent: Sent) -> Answer:
    """What a door answers that lets everybody in."""
    return 200, sent.query.get("validationToken", "")


class Pusher:
    """`listener`: who gets what is sent. `channels`: those that live, by the names that their server gave them."""

    def __init__(self) -> None:
        self.sent: list[Sent] = []
        self.channels: dict[str, dict[str, Any]] = {}
        self.listener: Callable[[Sent], Answer] = greeted
        self.made = 0

    def send(self, sent: Sent) -> Answer:
        self.sent.append(sent)
        return self.listener(sent)

    def add(self, **channel: Any) -> str:
        """Keep a channel, and return its name."""
        self.made += 1
        name = f"channel-{self.made}"
        self.channels[name] = channel
        return name

    def of_calendar(self, calendar_id: str) -> list[dict[str, Any]]:
        return [each for each in self.channels.values() if each["calendar_id"] == calendar_id]


class PushingFake:
    """The fake provider's part that pushes. `server.meet` counts and fails, as for all else."""

    server: Any

    def watch(self, access: Access, calendar_id: str, wanted: WantedChannel) -> Channel:
        self._let_in("watch", access)
        self.server.calendar(calendar_id)
        name = self.server.pusher.add(calendar_id=calendar_id, token=wanted.token, address=wanted.address)
        self.server.pusher.send(_push(wanted.address, wanted.token))
        return Channel(id=wanted.id, provider_id=name, until=wanted.until)

    def extend(self, access: Access, channel: Channel, *, until: int) -> Channel | None:
        self._let_in("extend", access)
        if not self.server.extends or channel.provider_id not in self.server.pusher.channels:
            return None
        return Channel(id=channel.id, provider_id=channel.provider_id, until=until)

    def unwatch(self, access: Access, channel: Channel) -> None:
        self._let_in("unwatch", access)
        self.server.pusher.channels.pop(channel.provider_id, None)

    def push_in(self, query: Mapping[str, str], headers: Mapping[str, str], body: bytes) -> Push | None:
        if "validationToken" in query:
            return Push(greeting=query["validationToken"], is_news=False)
        try:
            return Push(tokens=(str(json.loads(body)["token"]),))
        except (ValueError, TypeError, KeyError):
            return None

    def _let_in(self, method: str, access: Access) -> None:
        """Overridden by the fake provider."""


def push_all(server: Any) -> None:
    """Something has changed: every channel of the fake is told."""
    for channel in list(server.pusher.channels.values()):
        server.pusher.send(_push(channel["address"], channel["token"]))


def _push(address: str, token: str) -> Sent:
    return Sent(address=address, body=json.dumps({"token": token}).encode())
