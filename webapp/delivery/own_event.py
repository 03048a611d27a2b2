"""Write an event that an organizer entered, changed or deleted here into a calendar elsewhere."""

from typing import Any

from webapp.delivery.calendar import Place, asked
from webapp.errors import DeliveryFailed, ProviderError
from webapp.lib.external import OwnEvent, Written
from webapp.models.event_edit import ADD, DELETE
from webapp.outbox import Claimed

_REFUSED = range(400, 500)
_AWAY = (408, 425, 429)


def deliver(claimed: Claimed, place: Place | None) -> Written | None:
    """Keep a promise of `services/calendars/edits.py`. Returns where the event is now; None when it was taken away.

    Raises as `delivery/calendar.py` does. What the provider refuses as it stands is not tried again.
    """
    event = wanted(claimed.payload)
    with asked(place) as (provider, access, calendar_id, known):
        try:
            if known is None and claimed.name != ADD:
                raise ProviderError("provider.event_gone")
            if known is None:
                return provider.enter(access, calendar_id, event)
            if claimed.name == DELETE:
                provider.delete(access, calendar_id, known.id, etag=known.etag)
                return None
            return provider.change(access, calendar_id, known.id, event, etag=known.etag)
        except ProviderError as problem:
            if problem.values.get("status") in _REFUSED and problem.values["status"] not in _AWAY:
                raise DeliveryFailed(problem.code, retry=False) from problem
            raise


def wanted(payload: dict[str, Any]) -> OwnEvent:
    """The event of such a promise."""
    said = payload["event"]
    pairs = {name: tuple(said[name]) for name in ("span", "days") if said.get(name)}
    return OwnEvent(id=payload["event_id"], **{**said, **pairs})
