"""Cancelling a booking, or withdrawing a request."""

from webapp.extensions import repeat_on_deadlock, transaction
from webapp.models import Booking
from webapp.services.bookings import ending, permissions
from webapp.services.bookings.commands import CancelBooking
from webapp.services.bookings.held import hold


@repeat_on_deadlock
def cancel(booking_id: str, command: CancelBooking, *, now: int) -> Booking:
    """Cancel a live booking, or withdraw a pending one. Raises NotAllowedNow when it is too late, or done already."""
    reason = ending.checked_reason(command.reason)
    with transaction() as session:
        held = hold(session, booking_id)
        permissions.check_may_cancel(held.booking, held.configuration, actor=command.actor, now=now)
        ending.end(session, held, kind="cancelled", command=command, reason=reason, now=now)
    return held.booking
