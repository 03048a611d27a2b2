"""An organizer's working hours: they stand once with the organizer, in the organizer's zone.

The rows have the shape of a document's open hours (`days`, `start`, `end`, `exdates`), without a zone of their own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import update

from webapp.errors import NotFound, Outdated
from webapp.extensions import db, repeat_on_deadlock, transaction
from webapp.lib import text
from webapp.models import Organizer
from webapp.models.organizer import DEFAULT_HOURS
from webapp.services.calendars import hours_followed
from webapp.services.configurations.rules import checked_hours

DEFAULT: tuple[Mapping[str, Any], ...] = DEFAULT_HOURS


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """`rows` in the shape of a document's open hours, in `timezone`. `revision` rises with each change of either."""

    rows: tuple[Mapping[str, Any], ...]
    timezone: str
    revision: int


def load(organizer_id: str) -> WorkingHours:
    """An organizer's working hours; Monday to Friday, 9 to 17, until somebody changes them. Raises NotFound."""
    columns = db.select(Organizer.working_hours, Organizer.timezone, Organizer.working_hours_revision)
    found = db.session.execute(columns.where(Organizer.id == organizer_id)).one_or_none()
    if found is None:
        raise NotFound("organizer.unknown")
    rows, timezone, revision = found
    return WorkingHours(DEFAULT if rows is None else tuple(rows), timezone, revision)


@repeat_on_deadlock
def save(
    organizer_id: str,
    rows: Sequence[Mapping[str, Any]],
    *,
    timezone: str | None = None,
    expected_revision: int | None = None,
    now: int,
) -> WorkingHours:
    """Replace the working hours and, if one is given, the organizer's zone, in every page that follows them as well.

    `expected_revision`: of the hours that the caller has seen. Raises Outdated when they are others by now, NotFound,
    and InvalidInput with a path such as `working_hours[0].end`.
    """
    values: dict[str, Any] = {"working_hours": checked_hours(rows)}
    if timezone is not None:
        values["timezone"] = text.zone(timezone, field="timezone")
    theirs = update(Organizer).where(Organizer.id == organizer_id)
    if expected_revision is not None:
        theirs = theirs.where(Organizer.working_hours_revision == expected_revision)
    with transaction() as session:
        hours_followed.lock_of(session, organizer_id)
        changed = theirs.values(**values, working_hours_revision=Organizer.working_hours_revision + 1)
        if session.scalar(changed.returning(Organizer.id)) is None:
            known = session.get(Organizer, organizer_id)
            raise NotFound("organizer.unknown") if known is None else Outdated("working_hours.changed")
        hours_followed.spread(session, organizer_id, now=now)
    return load(organizer_id)
