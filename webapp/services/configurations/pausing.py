"""A page that takes no bookings for a while.

Nothing else of its document is judged: a page whose calendar is gone can be paused as well.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.extensions import transaction
from webapp.models import Configuration, Grant
from webapp.services import locks


def pause(configuration: Configuration, *, now: int) -> None:
    """Let a page take no bookings at the moment. Raises NotFound."""
    _switch(configuration, paused=True, now=now)


def resume(configuration: Configuration, *, now: int) -> None:
    """Let a page take bookings again. Raises NotFound."""
    _switch(configuration, paused=False, now=now)


def pause_all(session: Session, organizer_id: str, *, now: int) -> int:
    """Pause all pages of an organizer, in the caller's transaction. Returns how many took bookings before."""
    theirs = select(Configuration.id).join(Grant).where(Grant.organizer_id == organizer_id)
    ids = session.scalars(theirs.where(Configuration.deleted_at.is_(None))).all()
    open_ones = [row for row in locks.configurations(session, ids) if not row.document.get("paused")]
    for row in open_ones:
        _set(row, paused=True, now=now)
    return len(open_ones)


def _switch(configuration: Configuration, *, paused: bool, now: int) -> None:
    with transaction() as session:
        _set(locks.configuration(session, configuration.id), paused=paused, now=now)


def _set(row: Configuration, *, paused: bool, now: int) -> None:
    row.document = {**row.document, "paused": paused}
    row.revision += 1
    row.updated_at = now
