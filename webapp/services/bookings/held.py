"""The live bookings that hold time in calendars, as a week or a month is drawn. Two queries."""

from collections.abc import Collection

from sqlalchemy import union

from webapp.extensions import db
from webapp.models import Booking, BusySpan
from webapp.models.busy_span import overlapping
from webapp.services.bookings import lookup

BOOKINGS_AT_MOST = 1000


def between(calendar_ids: Collection[str], *, since: int, until: int, now: int) -> tuple[Booking, ...]:
    """Bookings and requests that touch [since, until), by start, with their pages: the first `BOOKINGS_AT_MOST`."""
    if not calendar_ids:
        return ()
    held = [
        part.where(BusySpan.calendar_id.in_(calendar_ids), BusySpan.booking_id.is_not(None))
        for part in overlapping(since, until, BusySpan.booking_id, now=now)
    ]
    ids = db.session.scalars(union(*held)).all()
    if not ids:
        return ()
    query = lookup.with_configuration().where(Booking.id.in_(ids))
    found = query.order_by(Booking.starts_at, Booking.id).limit(BOOKINGS_AT_MOST)
    return tuple(db.session.scalars(found))
