"""The calendars of an organizer, built in and connected: which there are, and which of them their calendar shows."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from webapp.extensions import db, transaction
from webapp.models import Calendar, Grant, Mirror, Organizer
from webapp.services import locks


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnCalendar:
    """`is_elsewhere`: kept at a provider, so that its events are changed there and not here."""

    calendar: Calendar
    account: str
    is_elsewhere: bool

    @property
    def is_writable(self) -> bool:
        return not self.is_elsewhere and not self.calendar.read_only


def of(organizer: Organizer) -> Sequence[OwnCalendar]:
    """Their calendars: those of our own first, then account by account. One query."""
    rows = db.session.execute(
        select(Calendar, Grant.email, Mirror.calendar_id)
        .join(Grant, Grant.id == Calendar.grant_id)
        .outerjoin(Mirror, Mirror.calendar_id == Calendar.id)
        .where(Grant.organizer_id == organizer.id)
        .order_by(
            Mirror.calendar_id.is_not(None),
            Grant.created_at,
            Grant.id,
            Calendar.is_primary.desc(),
            Calendar.name,
            Calendar.id,
        )
    )
    return [
        OwnCalendar(calendar=calendar, account=email, is_elsewhere=mirrored is not None)
        for calendar, email, mirrored in rows
    ]


def show(organizer: Organizer, calendar_ids: Collection[str]) -> None:
    """Show these of their calendars and leave out all others. What guests may book does not depend on it."""
    ids = [own.calendar.id for own in of(organizer)]
    with transaction() as session:
        locks.calendars(session, ids)
        for calendar in session.scalars(select(Calendar).where(Calendar.id.in_(ids))):
            calendar.hidden = calendar.id not in calendar_ids
