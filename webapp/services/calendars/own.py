"""The calendars of an organizer, built in and connected: which there are, and which of them their calendar shows."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from webapp.extensions import db, transaction
from webapp.models import Calendar, Event, Grant, Mirror, Organizer
from webapp.models.event import EVENT_CANCELLED
from webapp.models.grant import VALID
from webapp.providers import ExternalProvider
from webapp.services import locks
from webapp.services.calendars import edits


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnCalendar:
    """`provider`: of one elsewhere that can be written. `is_lost`: whether its account lets us in no more."""

    calendar: Calendar
    account: str
    is_elsewhere: bool
    provider: ExternalProvider | None = None
    is_lost: bool = False

    @property
    def is_writable(self) -> bool:
        if self.calendar.read_only or self.is_lost:
            return False
        return not self.is_elsewhere or self.provider is not None

    def keeps_series_whole(self, event: Event) -> bool:
        """Whether this is one time of a series that its provider lets nobody change by itself."""
        is_one = self.is_elsewhere and event.recurrence_id is not None
        return is_one and self.provider is not None and not self.provider.changes_one_of_series

    def takes_changes_of(self, event: Event) -> bool:
        """Whether this event of it can be changed here."""
        is_going = self.is_elsewhere and event.status == EVENT_CANCELLED
        return (
            self.is_writable
            and event.booking_id is None
            and not is_going
            and not self.keeps_series_whole(event)
        )


def of(organizer: Organizer) -> Sequence[OwnCalendar]:
    """Their calendars: those of our own first, then account by account. One query."""
    rows = db.session.execute(
        select(Calendar, Grant, Mirror.calendar_id)
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
        OwnCalendar(
            calendar=calendar,
            account=grant.email,
            is_elsewhere=mirrored is not None,
            provider=None if mirrored is None else edits.provider_of(grant),
            is_lost=grant.status != VALID,
        )
        for calendar, grant, mirrored in rows
    ]


def show(organizer: Organizer, calendar_ids: Collection[str]) -> None:
    """Show these of their calendars and leave out all others. What guests may book does not depend on it."""
    ids = [own.calendar.id for own in of(organizer)]
    with transaction() as session:
        locks.calendars(session, ids)
        for calendar in session.scalars(select(Calendar).where(Calendar.id.in_(ids))):
            calendar.hidden = calendar.id not in calendar_ids
