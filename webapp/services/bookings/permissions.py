"""Until when a booking may be moved or cancelled, and by whom. Judged here for every door.

`min_cancellation_notice` binds whoever is not the organizer, for moving as for cancelling: a booking that could be
moved out of its notice and cancelled then would have no notice at all.
"""

from webapp.errors import NotAllowedNow
from webapp.models import CANCELLED, PENDING, Booking, Configuration
from webapp.services.bookings.commands import ORGANIZER


def check_may_cancel(booking: Booking, configuration: Configuration, *, actor: str, now: int) -> None:
    """Raise NotAllowedNow with the sentence to show, unless the booking may be cancelled."""
    _check_live(booking)
    _check_not_over(booking, now)
    if actor != ORGANIZER and booking.status != PENDING:
        _check_notice(booking, configuration, now, "cancelled")


def check_may_move(booking: Booking, configuration: Configuration, *, actor: str, now: int) -> None:
    """Raise NotAllowedNow with the sentence to show, unless the booking may be rescheduled."""
    _check_live(booking)
    _check_not_over(booking, now)
    if actor != ORGANIZER and booking.status != PENDING:
        _check_notice(booking, configuration, now, "rescheduled")


def check_may_decide(booking: Booking, *, now: int, confirming: bool) -> None:
    """Raise NotAllowedNow unless the booking is pending; a time that has passed can only be declined."""
    if booking.status == CANCELLED:
        raise NotAllowedNow("The booking is already cancelled.")
    if booking.status != PENDING:
        raise NotAllowedNow("The booking is already confirmed.")
    if confirming and booking.ends_at <= now:
        raise NotAllowedNow("The requested time has passed, so the booking can no longer be confirmed.")


def _check_live(booking: Booking) -> None:
    if not booking.is_live:
        raise NotAllowedNow("The booking is already cancelled.")


def _check_not_over(booking: Booking, now: int) -> None:
    if booking.ends_at <= now and booking.status != PENDING:
        raise NotAllowedNow("The booking is over.")


def _check_notice(booking: Booking, configuration: Configuration, now: int, done: str) -> None:
    minutes = configuration.scheduler["min_cancellation_notice"]
    if minutes and now > booking.starts_at - minutes * 60:
        raise NotAllowedNow(f"The booking can only be {done} up to {_spoken(minutes)} before it starts.")


def _spoken(minutes: int) -> str:
    for size, word in ((1440, "day"), (60, "hour")):
        if minutes % size == 0:
            count = minutes // size
            return f"{count} {word}" if count == 1 else f"{count} {word}s"
    return f"{minutes} minutes"
