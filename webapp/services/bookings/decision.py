"""The organizer's answer to a request."""

from webapp.extensions import repeat_on_deadlock, transaction
from webapp.models import BOOKED, Booking
from webapp.services.bookings import ending, history, marks, permissions
from webapp.services.bookings.commands import DecideBooking
from webapp.services.bookings.held import hold
from webapp.services.promises.announcements import Announced, announce


@repeat_on_deadlock
def confirm(booking_id: str, command: DecideBooking, *, now: int) -> Booking:
    """The organizer's yes to a pending booking, whose time is held since it was requested. Raises NotAllowedNow."""
    with transaction() as session:
        held = hold(session, booking_id)
        booking = held.booking
        permissions.check_may_decide(booking, now=now, confirming=True)
        before = history.State.of(booking)
        booking.status = BOOKED
        booking.updated_at = now
        change = history.record(session, booking, kind="confirmed", command=command, now=now, before=before)
        session.flush()
        marks.settle(session, booking, held.attending, now=now)
        announce(
            session,
            Announced(
                booking=booking,
                configuration=held.configuration,
                change=change,
                attending=held.attending,
            ),
        )
    return booking


@repeat_on_deadlock
def decline(booking_id: str, command: DecideBooking, *, now: int) -> Booking:
    """The organizer's no to a pending booking. Raises NotAllowedNow when it is not pending."""
    reason = ending.checked_reason(command.reason)
    with transaction() as session:
        held = hold(session, booking_id)
        permissions.check_may_decide(held.booking, now=now, confirming=False)
        ending.end(session, held, kind="declined", command=command, reason=reason, now=now)
    return held.booking
