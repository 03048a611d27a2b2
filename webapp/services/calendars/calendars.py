"""Calendars of a grant.

The first calendar of a grant is its primary calendar. It is found by its id or by `primary`, and cannot be deleted.
A calendar that a scheduling page names, or that has a booking to come, cannot be deleted either.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from webapp import providers
from webapp.errors import InvalidInput, NotAllowedNow, NotFound
from webapp.extensions import db, transaction
from webapp.lib.ids import is_id
from webapp.models import CANCELLED, Booking, BusySpan, Calendar, Configuration, Event, Grant, Mirror
from webapp.models.calendar import is_name_of_primary
from webapp.services import locks
from webapp.services.calendars import following, spans, times

CALENDARS_AT_MOST = 10


def find(grant: Grant, identifier: str) -> Calendar:
    """The grant's calendar with this id; for `primary` or its e-mail its primary calendar. Raises NotFound."""
    query = select(Calendar).where(Calendar.grant_id == grant.id)
    if is_name_of_primary(identifier, email=grant.email):
        calendar = db.session.scalar(query.where(Calendar.is_primary))
    elif is_id(identifier):
        calendar = db.session.scalar(query.where(Calendar.id == identifier))
    else:
        calendar = None
    if calendar is None:
        raise NotFound("calendar.unknown")
    return calendar


def listing(
    grant: Grant, *, limit: int, page_token: str | None = None, metadata: Sequence[tuple[str, str]] = ()
) -> tuple[list[Calendar], str | None]:
    """A grant's calendars, the primary first, and the cursor of the next page: the id of the last on this page."""
    rows = list(
        db.session.scalars(
            select(Calendar)
            .where(Calendar.grant_id == grant.id)
            .order_by(Calendar.is_primary.desc(), Calendar.created_at, Calendar.id)
        )
    )
    rows = [row for row in rows if all(row.fields.get(key) == value for key, value in metadata)]
    if page_token is not None:
        rows = _after(rows, page_token)
    return rows[:limit], rows[limit - 1].id if len(rows) > limit else None


def create(grant: Grant, values: Mapping[str, Any], *, now: int) -> Calendar:
    """Add a calendar; `values` holds columns: `name`, `description`, `location`, `timezone`, `fields`.

    Raises NotAllowedNow beyond 10 a grant, and for an account whose calendars are kept elsewhere.
    """
    if providers.is_external(providers.of_kind(grant.provider)):
        raise NotAllowedNow("calendar.kept_elsewhere")
    with transaction() as session:
        locks.grant(session, grant.id)  # two requests for the tenth calendar come one after the other
        count = session.scalar(select(func.count()).where(Calendar.grant_id == grant.id)) or 0
        if count >= CALENDARS_AT_MOST:
            raise NotAllowedNow("calendar.too_many", at_most=CALENDARS_AT_MOST)
        calendar = Calendar(
            grant_id=grant.id,
            is_primary=count == 0,
            followed_timezone=following.zone_of_pages(session, grant.id),
            created_at=now,
            updated_at=now,
            **values,
        )
        session.add(calendar)
        return calendar


def primary(grant: Grant, *, name: str, timezone: str | None, now: int) -> Calendar:
    """The first calendar of a new grant, not yet added to a session. `timezone`: None while nobody chose one."""
    return Calendar(
        grant_id=grant.id,
        name=name,
        timezone=timezone,
        is_primary=True,
        created_at=now,
        updated_at=now,
    )


def update(calendar: Calendar, changes: Mapping[str, Any], *, now: int) -> Calendar:
    """Change the columns named in `changes`; the others stay. With a new zone, its dates are read in that zone.

    Raises NotAllowedNow for a calendar that is kept elsewhere, of which only `fields` can be changed here.
    """
    with transaction() as session:
        locks.calendars(session, [calendar.id])
        locked = _read_again(session, calendar.id)
        if set(changes) - {"fields"}:
            _refuse_elsewhere(session, locked)
        zone = times.zone_of(locked)
        for column, value in changes.items():
            setattr(locked, column, value)
        locked.updated_at = now
        if times.zone_of(locked) != zone:
            spans.follow_zone(session, locked, before=zone, now=now)
        return locked


def destroy(calendar: Calendar, *, now: int) -> None:
    """Delete a calendar with its events. Raises NotAllowedNow for the primary calendar and for one in use."""
    with transaction() as session:
        locks.calendars(session, [calendar.id])
        locked = _read_again(session, calendar.id)
        _refuse_elsewhere(session, locked)
        if locked.is_primary:
            raise NotAllowedNow("calendar.primary")
        refuse_while_used(session, locked, now=now)
        session.delete(locked)


def refuse_while_used(session: Session, calendar: Calendar, *, now: int) -> None:
    """Raises NotAllowedNow while this calendar has a booking to come, or a scheduling page names it."""
    if session.scalar(_bookings_to_come(calendar, now).limit(1)):
        raise NotAllowedNow("calendar.holds_bookings")
    for slug, document in session.execute(_documents_of_application(calendar)):
        if _is_named(calendar, document):
            raise _used_by(slug)


def _used_by(slug: str | None) -> NotAllowedNow:
    if slug is None:
        return NotAllowedNow("calendar.used_by_page_without_slug")
    return NotAllowedNow("calendar.used_by_page", slug=slug)


def _refuse_elsewhere(session: Session, calendar: Calendar) -> None:
    if session.get(Mirror, calendar.id) is not None:
        raise NotAllowedNow("calendar.kept_elsewhere")


def _read_again(session: Session, calendar_id: str) -> Calendar:
    calendar = session.get(Calendar, calendar_id, populate_existing=True)
    if calendar is None:
        raise NotFound("calendar.unknown")
    return calendar


def _after(rows: list[Calendar], page_token: str) -> list[Calendar]:
    ids = [row.id for row in rows]
    if page_token not in ids:
        raise InvalidInput("cursor.unknown", field="page_token")
    return rows[ids.index(page_token) + 1 :]


def _bookings_to_come(calendar: Calendar, now: int) -> Any:
    with_event = select(Event.booking_id).where(Event.calendar_id == calendar.id)
    with_span = select(BusySpan.booking_id).where(BusySpan.calendar_id == calendar.id)
    return select(Booking.id).where(
        or_(Booking.id.in_(with_event), Booking.id.in_(with_span)),
        Booking.status != CANCELLED,
        Booking.ends_at > now,
    )


def _documents_of_application(calendar: Calendar) -> Any:
    application_id = select(Grant.application_id).where(Grant.id == calendar.grant_id).scalar_subquery()
    return select(Configuration.slug, Configuration.document).where(
        Configuration.application_id == application_id,
        Configuration.deleted_at.is_(None),  # nobody could change a deleted page to name another calendar
    )


def _is_named(calendar: Calendar, document: Mapping[str, Any]) -> bool:
    return any(_has(participant, calendar) for participant in document.get("participants") or [])


def _has(participant: Mapping[str, Any], calendar: Calendar) -> bool:
    names = [
        *((participant.get("availability") or {}).get("calendar_ids") or []),
        (participant.get("booking") or {}).get("calendar_id") or "",
    ]
    email = calendar.grant.email
    is_theirs = participant["email"].lower() == email.lower()
    return calendar.id in names or (
        calendar.is_primary and is_theirs and any(is_name_of_primary(name, email=email) for name in names)
    )
