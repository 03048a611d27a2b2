"""The one lock order: configuration, then calendars by id, then the booking.

`FOR NO KEY UPDATE`, because a plain `FOR UPDATE` deadlocks with the key locks that foreign keys take. Each lock is a
statement of its own, and whatever is judged is read after it. SQLite needs none of it: a writing transaction is alone.
"""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.errors import NotFound
from webapp.models import Booking, Calendar, Configuration


def configuration(session: Session, configuration_id: str) -> Configuration:
    """The configuration as it stands now, locked. Raises NotFound."""
    row = session.scalar(
        select(Configuration)
        .where(Configuration.id == configuration_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    if row is None:
        raise NotFound("There is no such configuration.")
    return row


def calendars(session: Session, ids: Iterable[str]) -> set[str]:
    """Lock these calendars, by id. Returns the ids that still exist."""
    query = select(Calendar.id).where(Calendar.id.in_(sorted(set(ids)))).order_by(Calendar.id)
    return set(session.scalars(query.with_for_update(key_share=True)))


def booking(session: Session, booking_id: str) -> Booking:
    """The booking as it stands now, locked. Raises NotFound."""
    row = session.scalar(
        select(Booking)
        .where(Booking.id == booking_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    if row is None:
        raise NotFound("There is no such booking.")
    return row
