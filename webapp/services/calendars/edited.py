"""Which events of a calendar elsewhere are being edited, so that a reading of it does not undo that."""

from collections.abc import Iterable

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from webapp.models import Event, EventEdit
from webapp.services.calendars import elsewhere

AGAIN_SECONDS = 2
AT_ONCE = 500  # names in a statement


def under_way(session: Session, calendar_id: str, names: Iterable[str], *, since: int) -> set[str]:
    """Of these names of events those whose edit the provider has not taken yet, or only while they were being read.

    `since`: when the reading began. Of the latter nobody knows which version was read, so all is read again soon.
    """
    wanted, waiting, written = list(names), set[str](), set[str]()
    for at in range(0, len(wanted), AT_ONCE):
        mine = (
            Event.calendar_id == calendar_id,
            Event.provider_event_id.in_(wanted[at : at + AT_ONCE]),
            Event.booking_id.is_(None),
        )
        pending = select(EventEdit.event_id).where(
            EventEdit.calendar_id == calendar_id, EventEdit.failure.is_(None), EventEdit.event_id.is_not(None)
        )
        found = session.execute(
            select(Event.provider_event_id, Event.id.in_(pending)).where(
                *mine, or_(Event.id.in_(pending), Event.written_at > since)
            )
        )
        for name, is_waiting in found:
            (waiting if is_waiting else written).add(str(name))
    if written:
        elsewhere.read_whole(session, calendar_id, at=since + AGAIN_SECONDS)
    return waiting | written
