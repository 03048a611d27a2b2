"""Where our own events stand in calendars elsewhere."""

from dataclasses import dataclass

from sqlalchemy import select, update

from webapp.extensions import db, transaction
from webapp.lib.external import Access, Written
from webapp.models import Calendar, Event, Grant, Mirror
from webapp.models.grant import VALID
from webapp.services.calendars import connecting


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The calendar of an event, and how to reach it. `known`: where the event was put before.

    `access`: None when the account lets us in no more.
    """

    kind: str
    access: Access | None
    external_id: str
    known: Written | None


def place_of(event_id: str) -> Place | None:
    """Where an event of ours belongs. None when the event or its calendar is gone, or is one of our own."""
    row = db.session.execute(
        select(Event, Mirror, Grant)
        .join(Mirror, Mirror.calendar_id == Event.calendar_id)
        .join(Calendar, Calendar.id == Event.calendar_id)
        .join(Grant, Grant.id == Calendar.grant_id)
        .where(Event.id == event_id)
    ).one_or_none()
    if row is None:
        return None
    event, mirror, grant = row
    known = None
    if event.provider_event_id is not None:
        known = Written(id=event.provider_event_id, etag=event.etag)
    return Place(
        kind=grant.provider,
        access=connecting.access_if_readable(grant) if grant.status == VALID else None,
        external_id=mirror.external_id,
        known=known,
    )


def keep(event_id: str, written: Written | None, *, now: int) -> None:
    """Note where an event stands now; None when it was removed."""
    values = {
        "provider_event_id": None if written is None else written.id,
        "etag": None if written is None else written.etag,
        "written_at": now,
    }
    with transaction() as session:
        session.execute(update(Event).where(Event.id == event_id).values(**values))
