"""Kinds of calendar provider, a module for each. To add a kind, add a file here; there is no list to extend.

Each module has its name in `KIND`, which is a grant's `provider`, and an object `PROVIDER` that follows the protocol
`Provider`; one whose calendars are kept elsewhere follows `ExternalProvider` as well, and `PushingProvider` if it can
tell us of a change. It knows nothing of bookings and writes no row: services call it and store what it returns. A
provider that cannot be reached, or refuses, raises ProviderError (`webapp/errors.py`).
"""

import importlib
import pkgutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol, TypeGuard

from pydantic import BaseModel

from webapp.lib.external import (
    Access,
    Changes,
    Channel,
    Connected,
    ExternalCalendar,
    ExternalEvent,
    OwnEvent,
    Push,
    WantedChannel,
    WantedEvent,
    Window,
    Written,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The account behind a grant: its address in lower case, and the settings that the grant stores."""

    email: str
    settings: dict[str, Any]


class Provider(Protocol):
    """What every kind of provider can do."""

    @property
    def settings(self) -> type[BaseModel]:
        """The shape of the `settings` in a request for a new grant."""

    @property
    def first_calendar(self) -> str:
        """The name of the calendar that every new grant has."""

    @property
    def proves_email(self) -> bool:
        """Whether a grant's address is true for whoever connects it; else they say it themselves."""

    def account(self, settings: Mapping[str, Any]) -> Account:
        """The account that these settings name. Raises InvalidInput with a path such as `settings.email`."""


class ExternalProvider(Provider, Protocol):
    """A provider whose calendars are kept elsewhere. Every method but `account` asks it over the network.

    So none may be called while a transaction is open. Each raises ProviderError: `provider.refused` when the account
    lets us in no more, `provider.gone` for a calendar that is not there, `provider.throttled` with the seconds to wait,
    and others of the table in `webapp/refusals/providers.py`. `timeout` is for the whole call, in seconds.
    """

    @property
    def writes(self) -> bool:
        """Whether bookings can be written to calendars of this kind."""

    @property
    def meetings(self) -> str | None:
        """Whose video meetings it makes with an event, by the name that pages have for it. None for nobody's."""

    @property
    def tells_whole_notes(self) -> bool:
        """Whether it tells the notes of an event to their end, so that they can be changed here."""

    @property
    def changes_one_of_series(self) -> bool:
        """Whether one time of an event that comes again can be changed and deleted by itself."""

    @property
    def named_by_hand(self) -> bool:
        """Whether an account of this kind is called as one likes, so that its name says nothing of whose it is."""

    def connect(self, settings: Mapping[str, Any]) -> Connected:
        """Sign in with these settings and list the calendars. Raises InvalidInput, ProviderError."""

    def calendars(self, access: Access) -> Sequence[ExternalCalendar]:
        """Every calendar of the account as it is now."""

    def changes(
        self, access: Access, calendar_id: str, *, cursor: str | None, window: Window
    ) -> Iterator[Changes]:
        """What has changed since `cursor`, page by page; without one, everything in the window.

        Raises ProviderError with the code `provider.cursor_expired` when everything must be read again.
        """

    def events(
        self, access: Access, calendar_id: str, *, window: Window, timeout: float
    ) -> Sequence[ExternalEvent]:
        """What the calendar has in this window right now."""

    def has(self, access: Access, calendar_id: str, event_id: str) -> bool:
        """Whether the calendar has an event of this name, asked by its name alone. False only when it says so."""

    def put(self, access: Access, calendar_id: str, event: WantedEvent, *, known: Written | None) -> Written:
        """Make the event stand like this, whether it is there already or not. Doing it again changes nothing.

        `known`: where an earlier call put it.
        """

    def remove(self, access: Access, calendar_id: str, event: WantedEvent, *, known: Written | None) -> None:
        """Make the event be gone. It is no error when it is gone already."""

    def enter(self, access: Access, calendar_id: str, event: OwnEvent) -> Written:
        """Enter a new event of the calendar's owner. Entering it again makes no second one."""

    def change(
        self, access: Access, calendar_id: str, event_id: str, event: OwnEvent, *, etag: str | None
    ) -> Written:
        """Change what the event says; all else stays as it is there. `etag`: the version that was seen.

        Raises ProviderError: `provider.changed_there` when it is another one by now, unless that one says the same;
        `provider.event_gone`; `provider.series_there` for an event that comes again, where it is kept as one.
        """

    def delete(self, access: Access, calendar_id: str, event_id: str, *, etag: str | None) -> None:
        """Delete the event. It is no error when it is gone already. Raises as `change` does."""

    def link(self, access: Access, calendar_id: str, event_id: str) -> str | None:
        """The link of the meeting that it makes with an event of ours. None while it is being made.

        Raises ProviderError with the code `provider.no_meeting` when none will come.
        """


class PushingProvider(ExternalProvider, Protocol):
    """An external provider that can tell us when a calendar has changed, so that it need not be asked so often.

    `watch`, `extend` and `unwatch` ask it over the network, as above. A lost answer does no harm: a channel that we do
    not know is refused at our door, and ends by itself.
    """

    def watch(self, access: Access, calendar_id: str, wanted: WantedChannel) -> Channel:
        """Have every change of the calendar told from now on.

        Raises ProviderError: `provider.no_pushes` when this calendar cannot be watched, `provider.pushes_refused` when
        the provider sends nothing to our address.
        """

    def extend(self, access: Access, channel: Channel, *, until: int) -> Channel | None:
        """Let a channel live longer; None when that is impossible, so that a new one is needed."""

    def unwatch(self, access: Access, channel: Channel) -> None:
        """End a channel. It is no error when it has ended already."""

    def push_in(self, query: Mapping[str, str], headers: Mapping[str, str], body: bytes) -> Push | None:
        """What the provider says by a request to a channel's address; None for what it would never send.

        The names of `headers` are in lower case.
        """


def is_external(provider: Provider) -> TypeGuard[ExternalProvider]:
    """Whether its calendars are kept elsewhere."""
    return hasattr(provider, "changes")


def named_by_hand(kind: str) -> bool:
    """Whether accounts of this kind are kept elsewhere and called as one likes."""
    provider = of_kind(kind)
    return is_external(provider) and provider.named_by_hand


def is_pushing(provider: Provider) -> TypeGuard[PushingProvider]:
    """Whether it can tell us of changes."""
    return hasattr(provider, "watch")


def kinds() -> tuple[str, ...]:
    """Every kind there is, in the order of their names."""
    return tuple(sorted(registry()))


def of_kind(kind: str) -> Provider:
    """The provider of this kind. Raises KeyError for a kind that has no module here."""
    return registry()[kind]


def meetings_of(kind: str) -> str | None:
    """Whose video meetings calendars of this kind make with an event. None for nobody's."""
    provider = registry().get(kind)
    return provider.meetings if provider is not None and is_external(provider) else None


def makers() -> tuple[str, ...]:
    """Everybody whose meetings some kind of calendar makes, in the order of their names."""
    return tuple(sorted(filter(None, map(meetings_of, registry()))))


@cache
def registry() -> dict[str, Provider]:
    """Every provider by its kind, found by looking into this folder."""
    modules = [
        importlib.import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)
    ]
    return {module.KIND: module.PROVIDER for module in modules}
