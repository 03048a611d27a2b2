"""The organizer's decision about a pending booking."""

from webapp.extensions import repeat_on_deadlock, transaction
from webapp.models import BOOKED, Booking
from webapp.services.bookings import (
    ending,
    history,
    hosts,
    live_check,
    lookup,
    made_meetings,
    marks,
    permissions,
)
from webapp.services.bookings.announcing import announce_change
from webapp.services.bookings.commands import DecideBooking
from webapp.services.bookings.locked import lock


@repeat_on_deadlock
def confirm(booking_id: str, command: DecideBooking, *, now: int) -> Booking:
    """Confirm a pending booking. Raises NotAllowedNow when it is not pending, or its time has passed.

    Raises TimeslotUnavailable when a calendar elsewhere has something at this time by now, ProviderError when one that
    has to be asked does not answer.
    """
    live_check.before_confirming(lookup.find(booking_id), now=now)
    with transaction() as session:
        locked = lock(session, booking_id)
        booking = locked.booking
        permissions.check_may_decide(booking, now=now, confirming=True)
        before = history.State.of(booking)
        booking.status = BOOKED
        booking.updated_at = now
        change = history.record(session, booking, kind="confirmed", command=command, now=now, before=before)
        session.flush()
        marks.settle(session, booking, locked.attending, now=now)
        made_meetings.ask(session, booking, now=now)
        hosts.follow(session, booking)
        announce_change(session, booking, locked.configuration, change, attending=locked.attending)
    return booking


@repeat_on_deadlock
def decline(booking_id: str, command: DecideBooking, *, now: int) -> Booking:
    """Decline a pending booking. Raises NotAllowedNow when it is not pending."""
    reason = ending.checked_reason(command.reason)
    with transaction() as session:
        locked = lock(session, booking_id)
        permissions.check_may_decide(locked.booking, now=now, confirming=False)
        ending.end(session, locked, kind="declined", command=command, reason=reason, now=now)
    return locked.booking
