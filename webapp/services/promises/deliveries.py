"""Deliveries of a booking's mails and webhooks, and how each went, for the organizer to read.

Nothing is written here: the outbox adds entries, and the worker delivers them.
"""

from dataclasses import dataclass

from sqlalchemy import Select, func, select

from webapp.extensions import db
from webapp.models import Attempt, Booking, Configuration, Grant, Organizer, OutboxEntry
from webapp.models.outbox import DELIVERED, GIVEN_UP, WEBHOOK, WITHDRAWN

WAITING, RETRYING = "waiting", "retrying"  # beside the outcomes of an attempt
AT_MOST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """An entry of the outbox with its attempts."""

    entry: OutboxEntry
    attempts: tuple[Attempt, ...]

    @property
    def address(self) -> str:
        """Where it goes. A webhook's address is shown without its query, which may contain a secret."""
        return (
            self.entry.destination.partition("?")[0] if self.entry.kind == WEBHOOK else self.entry.destination
        )

    @property
    def state(self) -> str:
        """`waiting`, `retrying` (every attempt so far has failed), `delivered`, `withdrawn` or `given_up`."""
        if self.entry.withdrawn_at is not None:
            return WITHDRAWN
        if self.entry.given_up_at is not None:
            return GIVEN_UP
        if self.entry.settled_at is not None:
            return DELIVERED
        return RETRYING if self.attempts else WAITING


def of_booking(booking_id: str) -> list[Delivery]:
    """All deliveries of a booking, oldest first."""
    return _with_attempts(select(OutboxEntry).where(OutboxEntry.booking_id == booking_id))


def undelivered(organizer: Organizer) -> list[Delivery]:
    """The newest 100 deliveries of the organizer's bookings that have failed so far or were given up."""
    newest = _in_trouble(organizer).order_by(OutboxEntry.id.desc()).limit(AT_MOST)
    return _with_attempts(select(OutboxEntry).where(OutboxEntry.id.in_(newest)))


def undelivered_count(organizer: Organizer) -> int:
    """How many such deliveries there are in all."""
    return db.session.scalar(select(func.count()).select_from(_in_trouble(organizer).subquery())) or 0


def _in_trouble(organizer: Organizer) -> Select[int]:
    tried = select(Attempt.id).where(Attempt.entry_id == OutboxEntry.id).exists()
    return (
        select(OutboxEntry.id)
        .join(Booking, Booking.id == OutboxEntry.booking_id)
        .join(Configuration, Configuration.id == Booking.configuration_id)
        .join(Grant, Grant.id == Configuration.grant_id)
        .where(Grant.organizer_id == organizer.id, OutboxEntry.withdrawn_at.is_(None))
        .where(OutboxEntry.given_up_at.is_not(None) | (OutboxEntry.settled_at.is_(None) & tried))
    )


def _with_attempts(entries: Select[OutboxEntry]) -> list[Delivery]:
    found = db.session.scalars(entries.order_by(OutboxEntry.id)).all()
    ids = [entry.id for entry in found]
    tries = db.session.scalars(select(Attempt).where(Attempt.entry_id.in_(ids)).order_by(Attempt.id)).all()
    return [
        Delivery(entry=entry, attempts=tuple(attempt for attempt in tries if attempt.entry_id == entry.id))
        for entry in found
    ]
