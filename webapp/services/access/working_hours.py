"""An organizer's working hours: they stand once with the organizer, in the organizer's zone.

The rows have the shape of a document's open hours (`days`, `start`, `end`, `exdates`), without a zone of their own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import update

from webapp.errors import NotFound, Outdated
from webapp.extensions import db, transaction
from webapp.lib import text
from webapp.models import Organizer
from webapp.services.configurations.rules import checked_hours

# Monday to Friday: 0 is Sunday.
DEFAULT: tuple[Mapping[str, Any], ...] = (
    {"days": [1, 2, 3, 4, 5], "start": "09:00", "end": "17:00", "exdates": []},
)


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


def save(
    organizer_id: str,
    rows: Sequence[Mapping[str, Any]],
    *,
    timezone: str | None = None,
    expected_revision: int | None = None,
) -> WorkingHours:
    """Replace the working hours and, if one is given, the organizer's zone.

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
        changed = theirs.values(**values, working_hours_revision=Organizer.working_hours_revision + 1)
        if session.scalar(changed.returning(Organizer.id)) is None:
            known = session.get(Organizer, organizer_id)
            raise NotFound("organizer.unknown") if known is None else Outdated("working_hours.changed")
    return load(organizer_id)
