"""Cancelling a booking."""

from webapp.extensions import repeat_on_deadlock, transaction
from webapp.models import Booking
from webapp.services.bookings import ending, permissions
from webapp.services.bookings.commands import CancelBooking
from webapp.services.bookings.locked import lock


@repeat_on_deadlock
def cancel(booking_id: str, command: CancelBooking, *, now: int) -> Booking:
    """Cancel a booking, pending or not. Raises NotAllowedNow when it is too late, or cancelled already."""
    reason = ending.checked_reason(command.reason)
    with transaction() as session:
        locked = lock(session, booking_id)
        permissions.check_may_cancel(locked.booking, locked.configuration, actor=command.actor, now=now)
        ending.end(session, locked, kind="cancelled", command=command, reason=reason, now=now)
    return locked.booking
