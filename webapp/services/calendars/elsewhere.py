"""Calendars that are kept elsewhere: a row for each calendar of an account, as its provider lists them.

Each has a `Mirror`, by which a worker reads what is in it. A calendar that the provider no longer has is deleted,
unless a scheduling page or a booking to come needs it: it then stays, cannot be reached, and its time counts as busy.
"""

from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from webapp.errors import NotAllowedNow
from webapp.lib import text, zone_names
from webapp.lib.external import ExternalCalendar
from webapp.models import Calendar, Grant, Mirror, Organizer
from webapp.models.mirror import GONE
from webapp.services import locks
from webapp.services.calendars import calendars, channel_rows

CALENDARS_AT_MOST = 100  # of an account; what the provider lists after them is left out
NAME_AT_MOST, DESCRIPTION_AT_MOST = 300, 5000


def follow_list(session: Session, grant: Grant, listed: Sequence[ExternalCalendar], *, now: int) -> None:
    """Make the calendars of a grant those that its provider lists. Inside the transaction, the grant locked or new."""
    listed = list({external.id: external for external in listed}.values())[:CALENDARS_AT_MOST]
    known = _known(session, grant)
    zone = _zone_of_owner(session, grant)
    primary_id = _primary_of(listed, known) if listed else None
    for external in listed:
        if external.id not in known:
            known[external.id] = _added(session, grant, external.id, now=now)
        calendar, mirror = known.pop(external.id)
        known_zone = calendar.timezone
        _follow(calendar, external, is_primary=external.id == primary_id, zone_of_owner=zone, now=now)
        if calendar.timezone != known_zone:  # its whole days are others, and no change of them will be told
            mirror.cursor, mirror.due_at = None, now
        if mirror.failure == GONE:
            mirror.failure, mirror.cursor, mirror.due_at = None, None, now
    for calendar, mirror in known.values():
        _forget(session, calendar, mirror, now=now)


def read_soon(session: Session, grant: Grant, *, now: int) -> None:
    """Let a worker read every calendar of the grant as soon as it can, whatever has failed before."""
    of_grant = select(Calendar.id).where(Calendar.grant_id == grant.id)
    session.flush()
    session.execute(
        update(Mirror)
        .where(Mirror.calendar_id.in_(of_grant), Mirror.failure.is_distinct_from(GONE))
        .values(due_at=now, failure=None, failed_at=None, failures=0)
        .execution_options(synchronize_session=False)
    )


def read_whole(session: Session, calendar_id: str, *, at: int) -> None:
    """Let a worker read the whole calendar again at this time."""
    session.execute(update(Mirror).where(Mirror.calendar_id == calendar_id).values(cursor=None, due_at=at))


def _known(session: Session, grant: Grant) -> dict[str, tuple[Calendar, Mirror]]:
    """The grant's calendars, locked, by the provider's names of them."""
    locks.calendars(session, session.scalars(select(Calendar.id).where(Calendar.grant_id == grant.id)).all())
    rows = session.execute(
        select(Mirror.external_id, Calendar, Mirror)
        .join(Calendar, Calendar.id == Mirror.calendar_id)
        .where(Calendar.grant_id == grant.id)
    )
    return {external_id: (calendar, mirror) for external_id, calendar, mirror in rows}


def _zone_of_owner(session: Session, grant: Grant) -> str | None:
    if grant.organizer_id is None:
        return None
    return session.scalar(select(Organizer.timezone).where(Organizer.id == grant.organizer_id))


def _primary_of(listed: Sequence[ExternalCalendar], known: dict[str, tuple[Calendar, Mirror]]) -> str:
    """The one that the provider calls so; else the one that was it before, the first that can be written, the first."""
    was_primary = {external_id for external_id, (calendar, _) in known.items() if calendar.is_primary}
    order = (
        lambda each: each.is_primary,
        lambda each: each.id in was_primary,
        lambda each: not each.read_only,
        lambda each: True,
    )
    return next(each.id for is_it in order for each in listed if is_it(each))


def _added(session: Session, grant: Grant, external_id: str, *, now: int) -> tuple[Calendar, Mirror]:
    calendar = Calendar(grant_id=grant.id, name="", created_at=now, updated_at=now)
    session.add(calendar)
    session.flush()
    mirror = Mirror(calendar_id=calendar.id, external_id=external_id, due_at=now)
    session.add(mirror)
    return calendar, mirror


def _follow(
    calendar: Calendar, external: ExternalCalendar, *, is_primary: bool, zone_of_owner: str | None, now: int
) -> None:
    values = {
        "name": text.kept(external.name.strip(), NAME_AT_MOST) or external.id[:NAME_AT_MOST],
        "description": text.kept((external.description or "").strip(), DESCRIPTION_AT_MOST) or None,
        "timezone": zone_names.known(external.timezone) if external.timezone else None,
        "is_primary": is_primary,
        "read_only": external.read_only,
    }
    values["timezone"] = values["timezone"] or calendar.timezone or zone_of_owner
    changed = {name: value for name, value in values.items() if getattr(calendar, name) != value}
    for name, value in changed.items():
        setattr(calendar, name, value)
    if changed:
        calendar.updated_at = now


def _forget(session: Session, calendar: Calendar, mirror: Mirror, *, now: int) -> None:
    try:
        calendars.refuse_while_used(session, calendar, now=now)
    except NotAllowedNow:
        calendar.is_primary = False
        mirror.failure, mirror.failed_at, mirror.whole_at = GONE, mirror.failed_at or now, None
        return
    channel_rows.end_of_calendar(session, calendar.id, now=now)
    session.delete(mirror)
    session.flush()
    session.delete(calendar)
