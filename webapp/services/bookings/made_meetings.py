"""Meetings that the provider of the organizer's calendar makes: asked for with the entry, and kept with the booking.

Only the provider can make their link. The invitations wait for it for a minute; whoever was mailed without it is mailed
again when it comes, or when it is known that none will.
"""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp import providers
from webapp.extensions import db, repeat_on_deadlock, transaction
from webapp.models import BOOKED, Booking, Calendar, Event, Grant, OutboxEntry
from webapp.services.bookings import history, marks
from webapp.services.bookings.announcing import announce_change
from webapp.services.bookings.commands import PROVIDER, DecideBooking
from webapp.services.bookings.locked import lock
from webapp.services.promises import calendar_entries
from webapp.services.promises.announced import Difference
from webapp.services.promises.mails import LINK_MISSING, LINKED

WAIT_SECONDS = 60
FIRST_LOOK_SECONDS = 3
_BY_PROVIDER = DecideBooking(actor=PROVIDER, door=PROVIDER)


def ask(session: Session, booking: Booking, *, now: int) -> None:
    """Note that the meeting of a booking that was just booked is asked for, or that its calendar makes none.

    Its events are written already, and nobody was told yet.
    """
    meeting = booking.meeting_now
    if meeting is None or meeting["url"]:
        return
    session.flush()
    kind = session.scalar(
        select(Grant.provider)
        .join(Calendar, Calendar.grant_id == Grant.id)
        .join(Event, Event.calendar_id == Calendar.id)
        .where(Event.id == booking.event_id)
    )
    is_made = providers.meetings_of(kind or "") == meeting["provider"]
    said = {"awaited_until": now + WAIT_SECONDS} if is_made else {"is_missing": True}
    booking.meeting = {**meeting, **said}


def keep(event_id: str, link: str, *, now: int) -> None:
    """Keep the link that the provider gave the meeting of this event, with the booking and all its events."""
    booking = _booking(event_id)
    if booking is not None and _link(booking) != link:
        _settle(booking.id, LINKED, {"url": link, "is_missing": False}, now=now)


def miss(event_id: str, *, now: int) -> None:
    """Tell everybody that the meeting of this event gets no link."""
    booking = _booking(event_id)
    if booking is not None and _link(booking) is None:
        _settle(booking.id, LINK_MISSING, {"is_missing": True}, now=now)


@repeat_on_deadlock
def look_later(event_id: str, *, now: int) -> None:
    """Promise to ask for the link in a moment, unless it is there or that is promised already."""
    booking = _booking(event_id)
    if booking is None or _link(booking) is not None:
        return
    waiting = select(OutboxEntry.id).where(
        OutboxEntry.booking_id == booking.id,
        OutboxEntry.name == calendar_entries.LINK,
        OutboxEntry.settled_at.is_(None),
    )
    of_event = select(Grant.email).join(Calendar, Calendar.grant_id == Grant.id).join(Event)
    with transaction() as session:
        account = session.scalar(of_event.where(Event.id == event_id))
        if account is not None and session.scalar(waiting.limit(1)) is None:
            due_at = now + FIRST_LOOK_SECONDS
            calendar_entries.promise_link(session, booking, account, due_at=due_at, now=now)


def _booking(event_id: str) -> Booking | None:
    """The booking whose meeting is made with this event. It leaves no transaction open."""
    query = select(Booking).join(Event, Event.booking_id == Booking.id)
    booking = db.session.scalar(query.where(Event.id == event_id, Booking.event_id == event_id))
    db.session.close()
    return booking if booking is not None and booking.wants_link else None


def _link(booking: Booking) -> str | None:
    return booking.meeting["url"] if booking.meeting else None


@repeat_on_deadlock
def _settle(booking_id: str, kind: str, said: dict[str, Any], *, now: int) -> None:
    with transaction() as session:
        locked = lock(session, booking_id)
        booking = locked.booking
        meeting = booking.meeting or {}
        if booking.status != BOOKED or booking.ends_at <= now or meeting == {**meeting, **said}:
            return  # it has ended or is over, or somebody else was told the same
        before = history.State.of(booking)
        booking.meeting = {**meeting, **said}
        booking.sequence += 1
        booking.updated_at = now
        change = history.record(session, booking, kind=kind, command=_BY_PROVIDER, now=now, before=before)
        session.flush()
        marks.move(session, booking, locked.attending, elsewhere=True, now=now)
        marks.tell_meeting(session, booking)
        announce_change(
            session,
            booking,
            locked.configuration,
            change,
            attending=locked.attending,
            difference=Difference(place=True),
        )
