"""The days on which an organizer is away. Nobody can book them then, on whatever page they take part.

An absence is a fact of its own and no event: it counts for every calendar of its organizer, also for one that is
connected later. Bookings that are there already stay; who enters an absence sees them (`services/bookings/held.py`).
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from webapp.errors import InvalidInput, NotAllowedNow, NotFound
from webapp.extensions import db, transaction
from webapp.lib.ids import is_id
from webapp.models import Absence, Calendar, Grant, Organizer
from webapp.scheduling import day_of, first_instant
from webapp.services import locks

MESSAGE_AT_MOST = 500
DAYS_AT_MOST = 366
ABSENCES_AT_MOST = 50  # that are not over


def of(organizer: Organizer, *, since: int, until: int | None = None) -> Sequence[Absence]:
    """The organizer's absences that end after `since` and begin before `until`, soonest first. One query."""
    query = select(Absence).where(Absence.organizer_id == organizer.id, Absence.ends_at > since)
    if until is not None:
        query = query.where(Absence.starts_at < until)
    return db.session.scalars(query.order_by(Absence.starts_at, Absence.id)).all()


def of_addresses(
    emails: Collection[str], *, application_id: str, since: int, until: int
) -> Mapping[str, Sequence[Absence]]:
    """The absences in this time of the organizers with these addresses, by address, the first first. One query."""
    query = select(Organizer.email, Absence).join(Organizer, Organizer.id == Absence.organizer_id)
    query = query.where(Organizer.email.in_(emails), Organizer.application_id == application_id)
    within = query.where(Absence.ends_at > since, Absence.starts_at < until)
    found = defaultdict[str, list[Absence]](list)
    for email, absence in db.session.execute(within.order_by(Absence.starts_at, Absence.id)):
        found[email].append(absence)
    return found


def in_calendars(calendar_ids: Any, *, since: Any, until: Any) -> Select[str, int, int]:
    """A query for the absences of the owners of calendars: `calendar_id`, `starts_at`, `ends_at`.

    Takes values, or parameters of a statement that is built once.
    """
    owned = select(Calendar.id.label("calendar_id"), Absence.starts_at, Absence.ends_at)
    joined = owned.join(Grant, Grant.id == Calendar.grant_id).join(
        Absence, Absence.organizer_id == Grant.organizer_id
    )
    return joined.where(Calendar.id.in_(calendar_ids), Absence.ends_at > since, Absence.starts_at < until)


def enter(
    organizer: Organizer, *, first_date: str, last_date: str, message: str, colleague: str, now: int
) -> Absence:
    """Enter an absence from one date to another, both of them included. Raises InvalidInput, NotAllowedNow."""
    first, last = day_of(first_date), day_of(last_date)
    if last < first:
        raise InvalidInput("when.dates_reversed", field="last_day")
    if last - first >= DAYS_AT_MOST:
        raise InvalidInput("absence.too_long", field="last_day", days=DAYS_AT_MOST)
    starts_at, ends_at = _instants(first_date, last_date, organizer.timezone)
    if ends_at <= now:
        raise InvalidInput("absence.over", field="last_day")
    with transaction() as session:
        _lock(session, organizer.id)
        ahead = select(func.count()).where(Absence.organizer_id == organizer.id, Absence.ends_at > now)
        if (session.scalar(ahead) or 0) >= ABSENCES_AT_MOST:
            raise NotAllowedNow("absence.too_many", at_most=ABSENCES_AT_MOST)
        absence = Absence(
            organizer_id=organizer.id,
            first_date=first_date,
            last_date=last_date,
            starts_at=starts_at,
            ends_at=ends_at,
            message=message,
            colleague=colleague,
            created_at=now,
        )
        session.add(absence)
    return absence


def forget(organizer: Organizer, absence_id: str) -> None:
    """Take an absence back: its days can be booked again. Raises NotFound."""
    with transaction() as session:
        absence = session.get(Absence, absence_id) if is_id(absence_id) else None
        if absence is None or absence.organizer_id != organizer.id:
            raise NotFound("absence.unknown")
        session.delete(absence)


def follow_zone(session: Session, organizer_id: str, *, zone: str) -> None:
    """Read the dates of an organizer's absences in the zone that is theirs now."""
    for absence in session.scalars(select(Absence).where(Absence.organizer_id == organizer_id)):
        absence.starts_at, absence.ends_at = _instants(absence.first_date, absence.last_date, zone)


def _instants(first_date: str, last_date: str, zone: str) -> tuple[int, int]:
    return first_instant(day_of(first_date), zone=zone), first_instant(day_of(last_date) + 1, zone=zone)


def _lock(session: Session, organizer_id: str) -> None:
    """Wait for bookings that are being made in the organizer's calendars: they count as made before."""
    mine = select(Calendar.id).join(Grant, Grant.id == Calendar.grant_id)
    locks.calendars(session, session.scalars(mine.where(Grant.organizer_id == organizer_id)).all())
