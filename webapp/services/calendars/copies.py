"""The copies of our own bookings that a provider keeps in its calendars.

They get no second row and no second busy span here: the booking's own event and span stand for them.
"""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from webapp.lib.external import ExternalEvent, Window
from webapp.models import Event
from webapp.models.event import EVENT_CANCELLED


class Copies:
    """The events of bookings in a calendar that some events read from its provider may be copies of."""

    def __init__(self, session: Session, calendar_id: str, read: Iterable[ExternalEvent]) -> None:
        events = list(read)
        uids = {event.uid[:255] for event in events}
        marks = {event.mark for event in events if event.mark}
        rows: Any = session.scalars(
            select(Event).where(
                Event.calendar_id == calendar_id,
                Event.booking_id.is_not(None),
                or_(Event.ical_uid.in_(uids), Event.id.in_(marks)),
                is_there(),
            )
        ).all()
        self._by_uid: dict[str, Event] = {event.ical_uid: event for event in rows}
        self._by_id: dict[str, Event] = {event.id: event for event in rows}

    def original_of(self, read: ExternalEvent) -> Event | None:
        """The booking's event that this one is a copy of: by the mark that we left on it, or by its iCalendar UID."""
        return self._by_id.get(read.mark or "") or self._by_uid.get(read.uid[:255])


def is_there() -> ColumnElement[bool]:
    """A condition: which events of bookings may have a copy. One that we took away has none: what is there again under
    its name was put there by somebody else, and takes time."""
    return or_(Event.status != EVENT_CANCELLED, Event.provider_event_id.is_not(None))


def seen(event: Event, *, provider_event_id: str) -> None:
    """Note where the provider keeps the copy of a booking's event.

    Not its version: the one that we know is the one that we wrote, by which a change of somebody else is told.
    """
    if event.provider_event_id != provider_event_id:
        event.provider_event_id = provider_event_id


def gone(session: Session, calendar_id: str, names: Iterable[str]) -> list[str]:
    """The ids of the bookings' events whose copies had these names here."""
    return list(
        session.scalars(
            select(Event.id).where(
                Event.calendar_id == calendar_id,
                Event.provider_event_id.in_(list(names)),
                Event.booking_id.is_not(None),
            )
        )
    )


def missing(
    session: Session, calendar_id: str, window: Window, *, but: Collection[str]
) -> list[tuple[str, str]]:
    """The bookings' events that should have a copy in this window, but for those: their ids, and the copies' names."""
    found = session.execute(
        select(Event.id, Event.provider_event_id).where(
            Event.calendar_id == calendar_id,
            Event.booking_id.is_not(None),
            Event.provider_event_id.is_not(None),
            Event.status != EVENT_CANCELLED,
            Event.starts_at < window.until,
            Event.ends_at > window.since,
        )
    )
    return [(event_id, str(name)) for event_id, name in found if event_id not in but]
