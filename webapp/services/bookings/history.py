"""A booking's history: one BookingChange for each change, never edited afterwards."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from webapp.models import Booking, BookingChange
from webapp.services.bookings import tallies
from webapp.services.bookings.commands import BookSlot, CancelBooking, DecideBooking, RescheduleBooking


@dataclass(frozen=True, slots=True)
class State:
    """The status and start of a booking before a change."""

    status: str
    starts_at: int

    @classmethod
    def of(cls, booking: Booking) -> "State":
        return cls(booking.status, booking.starts_at)


def record(
    session: Session,
    booking: Booking,
    *,
    kind: str,
    command: BookSlot | RescheduleBooking | CancelBooking | DecideBooking,
    now: int,
    before: State | None = None,
    reason: str = "",
) -> BookingChange:
    """Add a change to the booking's history, from `before` to its present state, and count it.

    `before` is None for a new booking.
    """
    change = BookingChange(
        booking_id=booking.id,
        kind=kind,
        from_status=before and before.status,
        to_status=booking.status,
        from_starts_at=before and before.starts_at,
        to_starts_at=booking.starts_at,
        actor=command.actor,
        door=command.door,
        reason=reason or None,
        changed_at=now,
    )
    session.add(change)
    tallies.note(session, booking, kind, now=now)
    return change
