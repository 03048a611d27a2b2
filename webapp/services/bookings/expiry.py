"""Requests that nobody answered before their time: they end, their time becomes free, and both sides are notified."""

from functools import partial

from sqlalchemy import select

from webapp.extensions import db, repeat_on_deadlock, transaction
from webapp.models import EXPIRED, PENDING, BookingHost, Grant
from webapp.services import one_by_one
from webapp.services.bookings import ending
from webapp.services.bookings.commands import NOBODY, WORKER, CancelBooking
from webapp.services.bookings.locked import lock

AT_ONCE = 100
_BY_ITSELF = CancelBooking(reason="", actor=NOBODY, door=WORKER)
# By way of the grants, because the index of the hosts begins with them. A booking with several hosts is there once.
_OVERDUE = (
    select(BookingHost.booking_id, BookingHost.starts_at)
    .join(Grant, Grant.id == BookingHost.grant_id)
    .where(BookingHost.status == PENDING)
    .distinct()
    .order_by(BookingHost.starts_at, BookingHost.booking_id)
    .limit(AT_ONCE)
)


def end_overdue(*, now: int) -> int:
    """End the requests whose start has come, the oldest 100 of them. Returns how many ended.

    Unix seconds. May be called at any time and by several workers at once: each request ends once.
    """
    with db.session() as session:
        overdue = list(session.scalars(_OVERDUE.where(BookingHost.starts_at <= now)))
    return one_by_one.total(partial(end_if_overdue, now=now), overdue, task="end the request")


@repeat_on_deadlock
def end_if_overdue(booking_id: str, *, now: int) -> bool:
    """End one request, unless it was answered or moved meanwhile. Returns whether it ended."""
    with transaction() as session:
        locked = lock(session, booking_id)
        if locked.booking.status != PENDING or locked.booking.starts_at > now:
            return False
        ending.end(session, locked, kind=EXPIRED, command=_BY_ITSELF, reason="", now=now)
        return True
