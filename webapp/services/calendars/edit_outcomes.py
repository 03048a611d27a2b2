"""What became of an edit of an event in a calendar elsewhere: taken by its provider, or refused."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from webapp.extensions import db, repeat_on_deadlock, transaction
from webapp.lib.external import Written
from webapp.models import Calendar, Event, EventEdit, Grant, Organizer
from webapp.models.event_edit import ADD
from webapp.scheduling import DAY
from webapp.services import locks
from webapp.services.calendars import elsewhere

LATE_SECONDS = 60
FORGOTTEN_SECONDS = 30 * DAY


@dataclass(frozen=True, slots=True)
class News:
    """An edit that was refused, or that has waited for long. `account`: of its calendar."""

    edit: EventEdit
    calendar: Calendar
    account: str


@repeat_on_deadlock
def keep(edit_id: str, written: Written | None, *, replaces: tuple[str, int] | None = None, now: int) -> None:
    """Note that the provider has taken an edit. `written`: where the event is now, None when it was taken away.

    `replaces`: the event, with its `sequence`, that has been waiting to be deleted. One that was changed since stays.
    """
    with transaction() as session:
        edit, event = _locked(session, edit_id, *(replaces or ())[:1])
        if edit is None:
            return
        session.delete(edit)
        if event is None:
            return
        if written is None:
            session.delete(event)
            return
        event.provider_event_id, event.etag, event.written_at = written.id, written.etag, now
        session.flush()
        _forget_twins(session, event)
        if replaces is not None:
            _delete_replaced(session, *replaces)


@repeat_on_deadlock
def refuse(edit_id: str, code: str, *, now: int) -> None:
    """Note why the provider does not take an edit. The calendar is read again, which undoes it here."""
    with transaction() as session:
        edit, event = _locked(session, edit_id)
        if edit is None:
            return
        edit.failure, edit.failed_at = code, now
        elsewhere.read_whole(session, edit.calendar_id, at=now)
        if edit.kind == ADD and event is not None:
            session.delete(event)


def news(organizer: Organizer, *, now: int) -> Sequence[News]:
    """What an organizer should know of their edits, the oldest first. One query."""
    rows = db.session.execute(
        select(EventEdit, Calendar, Grant.email)
        .join(Calendar, Calendar.id == EventEdit.calendar_id)
        .join(Grant, Grant.id == Calendar.grant_id)
        .where(Grant.organizer_id == organizer.id)
        .where(or_(EventEdit.failure.is_not(None), EventEdit.created_at <= now - LATE_SECONDS))
        .order_by(EventEdit.created_at, EventEdit.id)
        .limit(20)
    )
    return [News(edit, calendar, account) for edit, calendar, account in rows]


def is_waiting(event: Event) -> bool:
    """Whether its provider has not taken an edit of this event yet."""
    pending = select(EventEdit.id).where(EventEdit.event_id == event.id, EventEdit.failure.is_(None))
    return db.session.scalar(pending.limit(1)) is not None


def refused(organizer: Organizer, edit_id: str) -> EventEdit | None:
    """One of their edits that was refused. None for any other, and for those of others."""
    return db.session.scalar(
        select(EventEdit)
        .join(Calendar, Calendar.id == EventEdit.calendar_id)
        .join(Grant, Grant.id == Calendar.grant_id)
        .where(EventEdit.id == edit_id, Grant.organizer_id == organizer.id, EventEdit.failure.is_not(None))
    )


def dismiss(organizer: Organizer, edit_id: str) -> None:
    """Forget an edit that was refused: its organizer has read so."""
    found = refused(organizer, edit_id)
    if found is not None:
        with transaction() as session:
            session.execute(delete(EventEdit).where(EventEdit.id == found.id))


def forget_old(session: Session, *, now: int) -> None:
    """Forget the edits that were refused long ago, and what was typed in them."""
    session.execute(delete(EventEdit).where(EventEdit.failed_at < now - FORGOTTEN_SECONDS))


def _locked(session: Session, edit_id: str, *also: str) -> tuple[EventEdit | None, Event | None]:
    """An edit and its event, under the lock of their calendar and of those of the events that are named beside it."""
    edit = session.get(EventEdit, edit_id)
    if edit is None:
        return None, None
    others = session.scalars(select(Event.calendar_id).where(Event.id.in_(also))) if also else ()
    locks.calendars(session, [edit.calendar_id, *others])
    edit = session.get(EventEdit, edit_id, populate_existing=True)
    if edit is None or edit.event_id is None:
        return edit, None
    return edit, session.get(Event, edit.event_id, populate_existing=True)


def _forget_twins(session: Session, event: Event) -> None:
    """A reading may have found the event at its provider before we knew its name there."""
    session.execute(
        delete(Event).where(
            Event.calendar_id == event.calendar_id,
            Event.provider_event_id == event.provider_event_id,
            Event.recurrence_id.is_not_distinct_from(event.recurrence_id),
            Event.booking_id.is_(None),
            Event.id != event.id,
        )
    )


def _delete_replaced(session: Session, event_id: str, sequence: int) -> None:
    event = session.get(Event, event_id, populate_existing=True)
    if event is not None and event.sequence == sequence:
        session.delete(event)
