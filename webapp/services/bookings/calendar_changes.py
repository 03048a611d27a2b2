"""What an organizer does to a booking's entry in a calendar elsewhere, and what becomes of the booking.

Moved there, it is moved; deleted or declined, it is cancelled; a placeholder that is accepted confirms the request.
Only the entry of the booking's organizer counts. A move to a time that cannot be booked is put back, and so is
everything when more than five entries are deleted at once: that looks like a mishap, so the organizer is asked first.

A copy that says what we wrote is no change. So is one that was read before our last writing, or while a writing is due.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from webapp.errors import InvalidInput, NotAllowedNow, ProviderError, TimeslotUnavailable, TooMany
from webapp.extensions import db, repeat_on_deadlock, transaction
from webapp.lib.external import CANCELLED, CONFIRMED, NO, YES, CopyChange
from webapp.models import CANCELLED as CANCELLED_BOOKING
from webapp.models import PENDING, Booking, Event, OutboxEntry
from webapp.scheduling import DAY
from webapp.services import one_by_one
from webapp.services.bookings import history
from webapp.services.bookings.announcing import announce_put_back
from webapp.services.bookings.cancellation import cancel
from webapp.services.bookings.commands import CALENDAR, CancelBooking, DecideBooking, RescheduleBooking
from webapp.services.bookings.decision import confirm, decline
from webapp.services.bookings.locked import lock
from webapp.services.bookings.rescheduling import reschedule
from webapp.services.calendars import elsewhere
from webapp.services.calendars.spans import HORIZON_DAYS
from webapp.services.promises import calendar_entries
from webapp.services.promises.mails import DELETION_REFUSED, MOVE_REFUSED

LOOK_AGAIN_SECONDS = 120
ENDS_AT_MOST = 5  # in one reading of a calendar
_DECISION = DecideBooking(actor=CALENDAR, door=CALENDAR)
_CANCELLATION = CancelBooking(reason="", actor=CALENDAR, door=CALENDAR)


@dataclass(frozen=True, slots=True)
class Wish:
    """What the organizer wants of a booking: `end`, `confirm`, or `move` to a span; `put_back` for a move too far."""

    kind: str
    starts_at: int = 0
    ends_at: int = 0


def follow(changes: Sequence[CopyChange], *, now: int) -> int:
    """Do with our bookings what was done to their entries. Returns how many bookings have changed.

    Unix seconds. May be told the same changes again: what is done already is done once.
    """
    wishes = _wishes(changes, now=now)
    ends = [booking_id for booking_id, wish in wishes.items() if wish.kind == "end"]
    spared = set(ends) if len(ends) > ENDS_AT_MOST else set()
    return one_by_one.total(
        lambda booking_id: _fulfil(booking_id, wishes[booking_id], is_spared=booking_id in spared, now=now),
        wishes,
        task="follow the calendar with booking",
        again="when the whole calendar is read, once a day",
    )


def wish_of(event: Event, change: CopyChange) -> Wish | None:
    """What a copy says beside what our event says. None when that is the same, or older."""
    copy = change.copy
    if event.written_at is None or change.read_at <= event.written_at:
        return None
    if copy is None or copy.answer == NO:
        return Wish("end")
    if event.etag is not None and copy.etag == event.etag:
        return None
    if not copy.occurrences:
        return _wish_of_one_without_a_time(event, change)
    entry = copy.occurrences[0]
    if entry.status == CANCELLED:
        return Wish("end")
    if (entry.starts_at, entry.ends_at) != (event.starts_at, event.ends_at):
        return Wish("move", entry.starts_at, entry.ends_at)
    if event.pending and (entry.status == CONFIRMED or copy.answer == YES):
        return Wish("confirm")
    return None


def _wish_of_one_without_a_time(event: Event, change: CopyChange) -> Wish | None:
    """Its entry is beyond all that is read, where no booking can go. None where it was before, or nobody can tell."""
    is_known = event.etag is not None and change.copy is not None and change.copy.trouble is None
    was_read = event.ends_at < change.read_at + (HORIZON_DAYS - 1) * DAY
    return Wish("put_back") if is_known and was_read else None


def _wishes(changes: Sequence[CopyChange], *, now: int) -> dict[str, Wish]:
    """By booking, of those that are not over. Two queries, whatever the number of changes."""
    by_event = {change.event_id: change for change in changes}
    rows = db.session.execute(
        select(Event, Booking.id)
        .join(Booking, Booking.event_id == Event.id)
        .where(Event.id.in_(list(by_event)), Booking.id == Event.booking_id)
        .where(Booking.status != CANCELLED_BOOKING, Booking.ends_at > now)
    ).all()
    streams = {
        calendar_entries.stream_of(booking_id, event.calendar_id): booking_id for event, booking_id in rows
    }
    due = set(
        db.session.scalars(
            select(OutboxEntry.stream).where(
                OutboxEntry.stream.in_(list(streams)), OutboxEntry.settled_at.is_(None)
            )
        )
    )
    waiting = {streams[stream] for stream in due}
    found = {
        booking_id: wish_of(event, by_event[event.id])
        for event, booking_id in rows
        if booking_id not in waiting
    }
    db.session.close()
    return {booking_id: wish for booking_id, wish in found.items() if wish is not None}


def _fulfil(booking_id: str, wish: Wish, *, is_spared: bool, now: int) -> int:
    if is_spared:
        return _put_back(booking_id, kind=DELETION_REFUSED, now=now)
    try:
        return _DEEDS[wish.kind](booking_id, wish, now=now)
    except (TimeslotUnavailable, InvalidInput, TooMany):
        return _put_back(booking_id, kind=MOVE_REFUSED, now=now)
    except NotAllowedNow:  # the page was deleted, or the booking has ended or is over
        return _put_back(booking_id, kind=MOVE_REFUSED, now=now) if wish.kind == "move" else 0
    except ProviderError:
        _look_again(booking_id, now=now)
        return 0


def _end(booking_id: str, _wish: Wish, *, now: int) -> int:
    booking = db.session.get_one(Booking, booking_id)
    if booking.status == PENDING:
        decline(booking_id, _DECISION, now=now)
    else:
        cancel(booking_id, _CANCELLATION, now=now)
    return 1


def _confirm(booking_id: str, _wish: Wish, *, now: int) -> int:
    confirm(booking_id, _DECISION, now=now)
    return 1


def _move(booking_id: str, wish: Wish, *, now: int) -> int:
    command = RescheduleBooking(starts_at=wish.starts_at, ends_at=wish.ends_at, actor=CALENDAR, door=CALENDAR)
    reschedule(booking_id, command, now=now)
    return 1


def _refuse(booking_id: str, _wish: Wish, *, now: int) -> int:
    return _put_back(booking_id, kind=MOVE_REFUSED, now=now)


def _look_again(booking_id: str, *, now: int) -> None:
    """Read the calendar as a whole in a while: what has changed is told only once."""
    with transaction() as session:
        calendar_id = session.scalar(
            select(Event.calendar_id)
            .join(Booking, Booking.event_id == Event.id)
            .where(Booking.id == booking_id)
        )
        if calendar_id is not None:
            elsewhere.read_whole(session, calendar_id, at=now + LOOK_AGAIN_SECONDS)


@repeat_on_deadlock
def _put_back(booking_id: str, *, kind: str, now: int) -> int:
    with transaction() as session:
        locked = lock(session, booking_id)
        booking = locked.booking
        if not booking.is_live or booking.ends_at <= now:
            return 0
        change = history.record(
            session,
            booking,
            kind=kind,
            command=_DECISION,
            now=now,
            before=history.State.of(booking),
        )
        session.flush()
        announce_put_back(session, booking, locked.configuration, change, attending=locked.attending)
        return 0


_DEEDS = {"end": _end, "confirm": _confirm, "move": _move, "put_back": _refuse}
