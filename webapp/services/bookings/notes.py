"""What an organizer notes about a booking: a text of their own, and that the guest did not come. Nobody is told."""

from webapp.errors import NotAllowedNow
from webapp.extensions import repeat_on_deadlock, transaction
from webapp.lib import text
from webapp.models import BOOKED, Booking
from webapp.services import locks
from webapp.services.bookings import history
from webapp.services.bookings.commands import DecideBooking

NOTE_AT_MOST = 4000  # characters


def write(booking_id: str, note: str) -> None:
    """Replace the organizer's note; an empty one is none. Raises InvalidInput when it is too long."""
    cleaned = text.clean(note, field="note", at_most=NOTE_AT_MOST, lines=True)
    with transaction() as session:
        locks.booking(session, booking_id).note = cleaned or None


@repeat_on_deadlock
def mark_no_show(booking_id: str, command: DecideBooking, *, came: bool, now: int) -> Booking:
    """Mark that the guest did not come, or with `came` that they did after all. The history tells both.

    Raises NotAllowedNow before the booking has begun, and for one that does not take place. To say it twice changes
    nothing.
    """
    with transaction() as session:
        booking = locks.booking(session, booking_id)
        if booking.status != BOOKED:
            raise NotAllowedNow("booking.does_not_take_place")
        if booking.starts_at > now:
            raise NotAllowedNow("booking.not_begun")
        if came == (booking.no_show_at is None):
            return booking
        before = history.State.of(booking)
        booking.no_show_at = None if came else now
        kind = "no_show_undone" if came else "no_show"
        history.record(session, booking, kind=kind, command=command, now=now, before=before)
    return booking
