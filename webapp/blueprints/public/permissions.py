"""What a guest may do with a booking on our pages. The limits are the service's; hiding is the page's own.

`hide_*_options` takes the links away (wire contract section 6), so an address typed by hand leads nowhere.
"""

from webapp.errors import NotAllowedNow
from webapp.models import Booking
from webapp.services.bookings import permissions
from webapp.services.bookings.commands import GUEST


def check_may_reschedule(booking: Booking, *, now: int) -> None:
    """Raise NotAllowedNow with the sentence to show, unless the guest may move the booking."""
    permissions.check_may_move(booking, booking.configuration, actor=GUEST, now=now)
    if booking.configuration.deleted_at is not None:
        raise NotAllowedNow(
            "This scheduling page no longer takes bookings, so the time cannot be changed here."
        )
    if booking.configuration.scheduler["hide_rescheduling_options"]:
        raise NotAllowedNow(f"To change the time, please write to {booking.organizer_email}.")


def check_may_cancel(booking: Booking, *, now: int) -> None:
    """Raise NotAllowedNow with the sentence to show, unless the guest may cancel the booking."""
    permissions.check_may_cancel(booking, booking.configuration, actor=GUEST, now=now)
    if booking.configuration.scheduler["hide_cancellation_options"]:
        raise NotAllowedNow(f"To cancel, please write to {booking.organizer_email}.")
