"""An organizer's bookings as a calendar at a private address: times and titles, and nothing else.

The address holds a token, and only its digest is stored. A new address ends the one before.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, union, update

from webapp.errors import NotFound
from webapp.extensions import db, transaction
from webapp.lib import signature
from webapp.models import BOOKED, ICS_STATUS, PENDING, Booking, BookingHost, Grant, Organizer
from webapp.scheduling import DAY

BACK_SECONDS, AHEAD_SECONDS = 7 * DAY, 366 * DAY
AT_MOST = 300

_STATUSES = (BOOKED, PENDING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """`entries`: as `lib/ics.py` takes them. `tag`: changes with whatever they say."""

    entries: list[dict[str, Any]]
    tag: str


def renew(organizer: Organizer) -> str:
    """The token of a new address. Nobody can read it again."""
    token = signature.new_token()
    _write(organizer, signature.digest(token))
    return token


def revoke(organizer: Organizer) -> None:
    """Let the address open nothing any more."""
    _write(organizer, None)


def read(token: str, *, now: int) -> Feed:
    """What stands at an address, oldest first: a week back and a year ahead. Raises NotFound. Three queries."""
    is_token = signature.is_token(token)
    at_address = Organizer.feed_digest == signature.digest(token), Organizer.deactivated_at.is_(None)
    mine = select(Organizer.id).where(*at_address)
    organizer_id = db.session.scalar(mine) if is_token else None
    if organizer_id is None:
        raise NotFound("feed.unknown")
    entries = [_entry(row) for row in _rows(organizer_id, now=now)]
    return Feed(entries=entries, tag=signature.digest(repr(entries)))


def _rows(organizer_id: str, *, now: int) -> list[Any]:
    """Times by the index of lists, as in `lists.py`: each status of each grant gives its own first ones."""
    grant_ids = db.session.scalars(select(Grant.id).where(Grant.organizer_id == organizer_id)).all()
    if not grant_ids:
        return []
    firsts = [
        select(
            select(BookingHost.booking_id, BookingHost.status, BookingHost.starts_at, BookingHost.ends_at)
            .where(BookingHost.grant_id == grant_id, BookingHost.status == status)
            .where(BookingHost.starts_at >= now - BACK_SECONDS, BookingHost.starts_at < now + AHEAD_SECONDS)
            .order_by(BookingHost.starts_at, BookingHost.booking_id)
            .limit(AT_MOST)
            .subquery()
        )
        for grant_id in grant_ids
        for status in _STATUSES
    ]
    some = union(*firsts).subquery()
    # Each as a question of its own for each row: joined, PostgreSQL would read every booking.
    details = [
        select(column).where(Booking.id == some.c.booking_id).scalar_subquery().label(column.key)
        for column in (Booking.ical_uid, Booking.sequence, Booking.title, Booking.updated_at)
    ]
    query = select(some, *details).order_by(some.c.starts_at, some.c.booking_id).limit(AT_MOST)
    return list(db.session.execute(query))


def _entry(row: Any) -> dict[str, Any]:
    return {
        "uid": row.ical_uid,
        "sequence": row.sequence,
        "status": ICS_STATUS[row.status],
        "stamp": row.updated_at,
        "starts_at": row.starts_at,
        "ends_at": row.ends_at,
        "summary": row.title,
        **dict.fromkeys(("description", "location", "url")),
    }


def _write(organizer: Organizer, digest: str | None) -> None:
    with transaction() as session:
        session.execute(update(Organizer).where(Organizer.id == organizer.id).values(feed_digest=digest))
