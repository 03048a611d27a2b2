"""What the servers have in common at which an account is reached by OAuth, for the contract of all providers."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tests.providers.meetings import MeetingWorld
from tests.providers.push_contract import PushWorld


class OAuthWorld(MeetingWorld, PushWorld):
    """`server`: one in memory, with a calendar `work`. `event`: makes an event as it has them."""

    def __init__(self, server: Any, event: Callable[[str, int, int], dict[str, Any]]) -> None:
        token = server.oauth.new_refresh_token()
        self.server = server
        self.pusher = server.pusher
        self._event = event
        self.settings: Mapping[str, Any] = {"refresh_token": token}
        self.wrong: Sequence[Mapping[str, Any]] = [
            {},
            {"refresh_token": "of nobody"},
            {"code": "of nobody", "code_verifier": "v", "redirect_uri": "https://book.example.org/"},
            {"code": "c", "redirect_uri": "https://book.example.org/"},
            {"refresh_token": token, "email": "somebody.else@example.com"},
        ]
        self.secrets = [token]

    def add(self, name: str, starts_at: int, ends_at: int) -> None:
        self.server.work.put(self._event(name, starts_at, ends_at))

    def drop(self, name: str) -> None:
        self.server.work.remove(name)

    def lock_out(self) -> None:
        self.server.oauth.lock_out()

    def remove_calendar(self) -> None:
        self.server.calendars.clear()
