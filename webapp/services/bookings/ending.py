"""How a booking ends, whoever ends it: its time is free again, and everybody who knew of it hears why."""

from sqlalchemy.orm import Session

from webapp.lib import text
from webapp.models import CANCELLED
from webapp.services.bookings import history, marks
from webapp.services.bookings.commands import REASON_AT_MOST, CancelBooking, DecideBooking
from webapp.services.bookings.held import HeldBooking
from webapp.services.promises.announcements import Announced, announce


def end(
    session: Session,
    held: HeldBooking,
    *,
    kind: str,
    command: CancelBooking | DecideBooking,
    reason: str,
    now: int,
) -> None:
    """End a booking that may end. `kind` is `cancelled` or `declined`."""
    booking = held.booking
    before = history.State.of(booking)
    booking.status = CANCELLED
    booking.cancellation_reason = reason
    booking.sequence += 1
    booking.updated_at = now
    change = history.record(
        session, booking, kind=kind, command=command, now=now, before=before, reason=reason
    )
    session.flush()
    marks.release(session, booking, now=now)
    announce(
        session,
        Announced(
            booking=booking,
            configuration=held.configuration,
            change=change,
            attending=held.attending,
        ),
    )


def checked_reason(reason: str) -> str:
    """The reason as it is stored. Raises InvalidInput for one that is too long or is no text."""
    return text.clean(reason, field="cancellation_reason", at_most=REASON_AT_MOST, lines=True)
