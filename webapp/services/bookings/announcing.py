"""Announcing a change: what `services/promises` cannot know by itself is added here."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from webapp.errors import NotAllowedNow
from webapp.models import Booking, BookingChange, Configuration
from webapp.services.bookings import hosts, permissions
from webapp.services.bookings.commands import GUEST
from webapp.services.configurations import logos
from webapp.services.configurations.participants import ParticipantCalendars
from webapp.services.promises import announcements
from webapp.services.promises.announced import NOTHING, Announced, Difference


def announce_change(
    session: Session,
    booking: Booking,
    configuration: Configuration,
    change: BookingChange,
    *,
    attending: list[ParticipantCalendars],
    difference: Difference = NOTHING,
) -> list[str]:
    """Promise the mails and webhooks of a change that is written already. Returns whom the mails go to."""
    announced = _announced(
        session, booking, configuration, change, attending=attending, difference=difference
    )
    return announcements.announce(session, announced)


def announce_put_back(
    session: Session,
    booking: Booking,
    configuration: Configuration,
    change: BookingChange,
    *,
    attending: list[ParticipantCalendars],
) -> None:
    """Promise that the booking's entries stand as they did, and a mail to the organizer."""
    announced = _announced(session, booking, configuration, change, attending=attending)
    announcements.announce_put_back(session, announced)


def _announced(
    session: Session,
    booking: Booking,
    configuration: Configuration,
    change: BookingChange,
    *,
    attending: list[ParticipantCalendars],
    difference: Difference = NOTHING,
) -> Announced:
    def may(check: Callable[..., None]) -> bool:
        try:
            check(booking, configuration, actor=GUEST, now=change.changed_at)
        except NotAllowedNow:
            return False
        return True

    return Announced(
        booking=booking,
        configuration=configuration,
        change=change,
        attending=attending,
        accounts=hosts.accounts(session, attending),
        difference=difference,
        may_move=configuration.deleted_at is None and may(permissions.check_may_move),
        may_cancel=may(permissions.check_may_cancel),
        logo=logos.in_mails(configuration),
    )
