"""Whose dashboard lists a booking, and who may decide about it: the one place that is asked.

The organizer of the page sees all its bookings. Whoever hosts a booking sees it, too: everybody with it in a calendar.
Whether it takes place decides the organizer of the page, and the host whom a round robin has chosen.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from webapp.errors import NotAllowedNow
from webapp.extensions import db
from webapp.lib.addresses import identity
from webapp.models import Booking, BookingHost, Calendar, Grant, Organizer
from webapp.models.grant import VALID
from webapp.services.bookings import orders
from webapp.services.calendars import meant
from webapp.services.configurations.participants import ParticipantCalendars


@dataclass(frozen=True, slots=True, kw_only=True)
class Decider:
    """What an organizer decides by: the grants that are theirs, and the identities of the addresses that mean them.

    `lost`: the addresses of those that let us in no more.
    """

    grant_ids: frozenset[str]
    emails: frozenset[str]
    lost: tuple[str, ...] = ()

    def decides(self, booking: Booking) -> bool:
        """Whether they confirm, decline and cancel this booking."""
        return booking.grant_id in self.grant_ids or identity(booking.organizer_email) in self.emails

    def check(self, booking: Booking) -> None:
        """Raises NotAllowedNow for somebody who sees the booking and does not decide about it."""
        if not self.decides(booking):
            raise NotAllowedNow("booking.decided_by_another", organizer=booking.organizer_name)


def accounts(session: Session, attending: Iterable[ParticipantCalendars]) -> dict[str, Organizer]:
    """The accounts of those who have one, by the address of the participant. One query, whatever their number."""
    theirs = {person.span or person.booking: person.email for person in attending}
    query = select(Calendar.id, Organizer).join(Grant, Grant.id == Calendar.grant_id)
    found = session.execute(
        query.join(Organizer, Organizer.id == Grant.organizer_id).where(Calendar.id.in_(filter(None, theirs)))
    )
    return {theirs[calendar_id]: organizer for calendar_id, organizer in found}


def enter(session: Session, booking: Booking, attending: Iterable[ParticipantCalendars]) -> None:
    """Note who sees a new booking. One query, whatever their number."""
    calendar_ids = [participant.span for participant in attending if participant.span is not None]
    hosting = session.scalars(select(Calendar.grant_id).where(Calendar.id.in_(calendar_ids)))
    session.add_all(
        BookingHost(
            booking_id=booking.id,
            grant_id=grant_id,
            status=booking.status,
            starts_at=booking.starts_at,
            ends_at=booking.ends_at,
            booked_at=booking.created_at,
            guest=orders.guest_key(booking),
        )
        for grant_id in sorted({booking.grant_id, *hosting})
    )


def follow(session: Session, booking: Booking) -> None:
    """Note that the status, the times or the guest's name of a booking are others now."""
    known = {"status": booking.status, "starts_at": booking.starts_at, "ends_at": booking.ends_at}
    session.execute(
        update(BookingHost)
        .where(BookingHost.booking_id == booking.id)
        .values(**known, guest=orders.guest_key(booking))
    )


def is_seen_by(organizer: Organizer, booking_id: str) -> bool:
    """Whether this booking is on the organizer's dashboard."""
    return bool(seen_among(organizer, [booking_id]))


def seen_among(organizer: Organizer, booking_ids: Sequence[str]) -> list[str]:
    """Those of these bookings that are on the organizer's dashboard. One query."""
    theirs = (
        select(BookingHost.booking_id)
        .join(Grant, Grant.id == BookingHost.grant_id)
        .where(BookingHost.booking_id.in_(booking_ids), Grant.organizer_id == organizer.id)
    )
    return list(db.session.scalars(theirs.distinct()))


def decider(organizer: Organizer) -> Decider:
    """The organizer as somebody who decides. One query."""
    columns = (Grant.id, Grant.email, Grant.status, meant.is_meant().label("is_meant"))
    theirs = db.session.execute(select(*columns).where(Grant.organizer_id == organizer.id)).all()
    return Decider(
        grant_ids=frozenset(grant.id for grant in theirs),
        emails=frozenset(identity(grant.email) for grant in theirs if grant.is_meant),
        lost=tuple(sorted(grant.email for grant in theirs if grant.status != VALID)),
    )
