"""Write a booking's entry into a calendar elsewhere, or take it away; and ask for the link that was made with it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from webapp import providers
from webapp.delivery import NoLongerWanted
from webapp.delivery.invitations import description_of
from webapp.errors import DeliveryFailed, ProviderError
from webapp.lib.external import Access, WantedEvent, Written
from webapp.outbox import Claimed
from webapp.providers import ExternalProvider

# Whoever gets these can do nothing by trying again: the calendar is gone, or does not let us write.
FINAL = frozenset(
    (
        "provider.gone",
        "provider.read_only",
        "provider.conflict",
        "provider.unsupported",
        "provider.no_meeting",
        "provider.changed_there",
        "provider.event_gone",
        "provider.series_there",
    )
)


class Place(Protocol):
    """Where the entry belongs, as `services/calendars/placing.py` finds it."""

    @property
    def kind(self) -> str: ...
    @property
    def access(self) -> Access | None: ...
    @property
    def external_id(self) -> str: ...
    @property
    def known(self) -> Written | None: ...


def deliver(claimed: Claimed, place: Place | None) -> Written | None:
    """Make the entry stand as promised. Returns where, or None when it was taken away.

    Raises DeliveryFailed with the code of the provider's refusal, NoLongerWanted when the calendar was disconnected.
    """
    event = wanted(claimed.payload)
    with asked(place) as (provider, access, calendar_id, known):
        if claimed.payload["is_gone"]:
            provider.remove(access, calendar_id, event, known=known)
            return None
        return provider.put(access, calendar_id, event, known=known)


def link(place: Place | None) -> str | None:
    """The link to the meeting that was made with an entry; None while it is being made. Raises as `deliver` does."""
    with asked(place) as (provider, access, calendar_id, known):
        if known is None:
            raise NoLongerWanted("the entry was taken away")
        return provider.link(access, calendar_id, known.id)


@contextmanager
def asked(place: Place | None) -> Iterator[tuple[ExternalProvider, Access, str, Written | None]]:
    """Who is asked, with what, about which calendar and entry; a refusal becomes a failed delivery."""
    provider = None if place is None else providers.of_kind(place.kind)
    if place is None or provider is None or not providers.is_external(provider):
        raise NoLongerWanted("the calendar was disconnected")
    if place.access is None:
        raise DeliveryFailed("provider.refused", retry=True)
    try:
        yield provider, place.access, place.external_id, place.known
    except ProviderError as problem:
        raise DeliveryFailed(
            problem.code, retry=problem.code not in FINAL, may_have_arrived=True
        ) from problem


def wanted(payload: dict[str, Any]) -> WantedEvent:
    """The event of a payload of `services/promises/calendar_entries.py`."""
    event = payload["event"]
    return WantedEvent(
        **{name: value for name, value in event.items() if name not in ("organizer", "attendees")},
        description=description_of(payload["reader"]) or None,
        organizer=tuple(event["organizer"]),
        attendees=tuple((name, email) for name, email in event["attendees"]),
    )
