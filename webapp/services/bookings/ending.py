"""The end of a booking, whoever ends it: its time becomes free, and everybody who knew of it is notified."""

from sqlalchemy.orm import Session

from webapp.lib import text
from webapp.models import CANCELLED, PENDING, WITHDRAWN
from webapp.services.bookings import allowance, history, hosts, marks
from webapp.services.bookings.announcing import announce_change
from webapp.services.bookings.commands import API, GUEST, REASON_AT_MOST, CancelBooking, DecideBooking
from webapp.services.bookings.locked import LockedBooking


def end(
    session: Session,
    locked: LockedBooking,
    *,
    kind: str,
    command: CancelBooking | DecideBooking,
    reason: str,
    now: int,
) -> None:
    """End a booking, after the check that it may end. `kind` is `cancelled`, `declined` or `expired`."""
    booking = locked.booking
    before = history.State.of(booking)
    booking.status = CANCELLED
    booking.ending = _ending(kind, before, command)
    booking.cancellation_reason = reason
    booking.sequence += 1
    booking.updated_at = now
    change = history.record(
        session, booking, kind=kind, command=command, now=now, before=before, reason=reason
    )
    session.flush()
    marks.release(session, booking, now=now)
    hosts.follow(session, booking)
    mailed = announce_change(session, booking, locked.configuration, change, attending=locked.attending)
    if command.actor in (GUEST, API):
        allowance.note_mails(session, booking, mailed, now=now)


def _ending(kind: str, before: history.State, command: CancelBooking | DecideBooking) -> str:
    is_withdrawal = kind == CANCELLED and before.status == PENDING and command.actor == GUEST
    return WITHDRAWN if is_withdrawal else kind


def checked_reason(reason: str) -> str:
    """The reason as it is stored. Raises InvalidInput when it is too long or has control characters."""
    return text.clean(reason, field="cancellation_reason", at_most=REASON_AT_MOST, lines=True)
