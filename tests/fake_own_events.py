"""The part of the fake provider that takes the events of a calendar's owner."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from webapp.errors import ProviderError
from webapp.lib.external import Access, ExternalEvent, Occurrence, OwnEvent, Written

NEW: Mapping[str, Any] = {"recurrence_id": None, "starts_at": 0, "ends_at": 0, "busy": True}


class OwnEventsFake:
    server: Any
    tells_whole_notes = True
    changes_one_of_series = True

    def _let_in(self, method: str, access: Access) -> None:
        raise NotImplementedError

    def enter(self, access: Access, calendar_id: str, event: OwnEvent) -> Written:
        self._let_in("enter", access)
        return self._entered(calendar_id, f"own-{event.id}", event, Occurrence(**NEW))

    def change(
        self, access: Access, calendar_id: str, event_id: str, event: OwnEvent, *, etag: str | None
    ) -> Written:
        self._let_in("change", access)
        known = self._seen(calendar_id, event_id, etag, event)
        return self._entered(calendar_id, event_id, event, known.occurrences[0], known)

    def delete(self, access: Access, calendar_id: str, event_id: str, *, etag: str | None) -> None:
        self._let_in("delete", access)
        with suppress_gone():
            self._seen(calendar_id, event_id, etag, OwnEvent(id="", title="what nothing is called"))
            self.server.calendar(calendar_id).remove(event_id)

    def _seen(self, calendar_id: str, event_id: str, etag: str | None, event: OwnEvent) -> ExternalEvent:
        known: ExternalEvent | None = self.server.calendar(calendar_id).events.get(event_id)
        if known is None:
            raise ProviderError("provider.event_gone")
        if etag not in (None, known.etag) and not event.stands_in(known):
            raise ProviderError("provider.changed_there")
        return known

    def _entered(
        self,
        calendar_id: str,
        event_id: str,
        event: OwnEvent,
        before: Occurrence,
        known: ExternalEvent | None = None,
    ) -> Written:
        said = {name: getattr(event, name) for name in ("title", "busy", "location", "description")}
        if event.span is not None:
            said |= {"starts_at": event.span[0], "ends_at": event.span[1]}
        changes = {name: value for name, value in said.items() if value is not None}
        if event.span is not None:
            changes["days"] = event.days
        whole = known or ExternalEvent(id=event_id, uid=event_id)
        calendar = self.server.calendar(calendar_id)
        with self.server.lock:
            calendar.put(replace(whole, occurrences=(replace(before, **changes),)))
            return Written(id=event_id, etag=calendar.events[event_id].etag)


@contextmanager
def suppress_gone() -> Iterator[None]:
    """What is gone already need not be deleted."""
    try:
        yield
    except ProviderError as problem:
        if problem.code != "provider.event_gone":
            raise
