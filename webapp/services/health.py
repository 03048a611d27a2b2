"""Counts for whoever watches over this installation. Reads only; whether a count is good or bad is not said here."""

from sqlalchemy import func, select

from webapp.extensions import db
from webapp.models import Booking, OutboxEntry, WorkerBeat


def bookings_by_status() -> dict[str, int]:
    """How many bookings there are of each status that occurs."""
    counted = db.session.execute(
        select(Booking.status, func.count().label("bookings")).group_by(Booking.status)
    )
    return {row.status: row.bookings for row in counted}


def due_promises(*, now: int) -> int:
    """How many promises should be on their way by now."""
    due = select(func.count()).where(OutboxEntry.settled_at.is_(None), OutboxEntry.due_at <= now)
    return db.session.scalar(due) or 0


def promises_given_up() -> int:
    """How many promises were never delivered and are not tried any more."""
    return db.session.scalar(select(func.count()).where(OutboxEntry.given_up_at.is_not(None))) or 0


def beats() -> dict[str, int]:
    """When each worker last said that it runs, by its id."""
    return {row.id: row.beat_at for row in db.session.execute(select(WorkerBeat.id, WorkerBeat.beat_at))}
