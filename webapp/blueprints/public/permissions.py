"""What a guest may do with a booking on our pages. The service checks the time limits; pages can forbid more.

`hide_*_options` removes the links from the pages (wire contract section 6), so their addresses must not work either.
"""

from webapp.errors import NotAllowedNow
from webapp.models import Booking
from webapp.services.bookings import permissions
from webapp.services.bookings.commands import GUEST
from webapp.services.configurations.view import view_of


def check_may_reschedule(booking: Booking, *, now: int) -> None:
    """Raise NotAllowedNow unless the guest may move the booking."""
    permissions.check_may_move(booking, booking.configuration, actor=GUEST, now=now)
    if booking.configuration.deleted_at is not None:
        raise NotAllowedNow("page.closed_for_moving")
    view = view_of(booking.configuration)
    if view.is_paused:
        raise NotAllowedNow("page.paused")
    if view.scheduler.hide_rescheduling_options:
        raise NotAllowedNow("booking.rescheduled_by_mail", email=booking.organizer_email)


def check_may_cancel(booking: Booking, *, now: int) -> None:
    """Raise NotAllowedNow unless the guest may cancel the booking."""
    permissions.check_may_cancel(booking, booking.configuration, actor=GUEST, now=now)
    if view_of(booking.configuration).scheduler.hide_cancellation_options:
        raise NotAllowedNow("booking.cancelled_by_mail", email=booking.organizer_email)
