"""Announcing a change: what `services/promises` cannot know by itself is added here."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from webapp.errors import NotAllowedNow
from webapp.models import Booking, BookingChange, Configuration
from webapp.services.bookings import hosts, permissions
from webapp.services.bookings.commands import GUEST
from webapp.services.configurations import logos
from webapp.services.configurations.participants import ParticipantCalendars
from webapp.services.promises.announced import NOTHING, Announced, Difference
from webapp.services.promises.announcements import announce


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

    def may(check: Callable[..., None]) -> bool:
        try:
            check(booking, configuration, actor=GUEST, now=change.changed_at)
        except NotAllowedNow:
            return False
        return True

    announced = Announced(
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
    return announce(session, announced)
