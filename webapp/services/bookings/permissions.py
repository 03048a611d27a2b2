"""Until when a booking may be moved or cancelled, and by whom. Every door asks here.

`min_cancellation_notice` binds everybody but the organizer's side: the organizer, and the owner's programs. It holds
for moving too: otherwise a booking could be moved to a later day and cancelled then.
"""

from webapp.errors import NotAllowedNow
from webapp.models import DECLINED, EXPIRED, PENDING, WITHDRAWN, Booking, Configuration
from webapp.services.bookings.commands import API, CALENDAR, ORGANIZER
from webapp.services.configurations.view import view_of


def check_may_cancel(booking: Booking, configuration: Configuration, *, actor: str, now: int) -> None:
    """Raise NotAllowedNow unless the booking may be cancelled."""
    _check_live(booking, now)
    if minutes := _missed_notice(booking, configuration, actor=actor, now=now):
        raise NotAllowedNow("booking.too_late_to_cancel", minutes=minutes)


def check_may_move(booking: Booking, configuration: Configuration, *, actor: str, now: int) -> None:
    """Raise NotAllowedNow unless the booking may be rescheduled."""
    _check_live(booking, now)
    if minutes := _missed_notice(booking, configuration, actor=actor, now=now):
        raise NotAllowedNow("booking.too_late_to_reschedule", minutes=minutes)


def check_may_decide(booking: Booking, *, now: int, confirming: bool) -> None:
    """Raise NotAllowedNow unless the booking is pending; a time that has come can only be declined."""
    _check_not_ended(booking)
    if booking.status != PENDING:
        raise NotAllowedNow("booking.confirmed_already")
    if confirming and booking.starts_at <= now:
        raise NotAllowedNow("booking.time_passed")


def _check_live(booking: Booking, now: int) -> None:
    _check_not_ended(booking)
    if booking.ends_at <= now and booking.status != PENDING:
        raise NotAllowedNow("booking.over")


def _check_not_ended(booking: Booking) -> None:
    if booking.ending == DECLINED:
        raise NotAllowedNow("booking.declined_already")
    if booking.ending == WITHDRAWN:
        raise NotAllowedNow("booking.withdrawn_already")
    if booking.ending == EXPIRED:
        raise NotAllowedNow("booking.expired_already")
    if not booking.is_live:
        raise NotAllowedNow("booking.cancelled_already")


def _missed_notice(booking: Booking, configuration: Configuration, *, actor: str, now: int) -> int:
    """The notice, in minutes, that this actor should have given and has not; 0 when nothing is missed."""
    minutes = view_of(configuration).scheduler.min_cancellation_notice
    return (
        minutes
        if actor not in (ORGANIZER, API, CALENDAR) and booking.is_within_notice(minutes, now=now)
        else 0
    )
