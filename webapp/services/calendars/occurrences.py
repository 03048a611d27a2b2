"""Rows of the occurrences that differ from their series, by time, text or answers (RFC 5545, RECURRENCE-ID).

Each has its own row, and the series leaves it out. A cancelled occurrence has no row: it is an EXDATE of the series.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.models import Event


def find(session: Session, master_id: str, recurrence_id: str) -> Event | None:
    """The row of one occurrence, if it has one."""
    mine = select(Event).where(Event.master_id == master_id, Event.recurrence_id == recurrence_id)
    return session.scalar(mine)


def recurrence_ids(session: Session, master_ids: Iterable[str]) -> Mapping[str, set[str]]:
    """Which occurrences of these series have a row of their own. One query."""
    found: dict[str, set[str]] = defaultdict(set)
    rows = session.execute(
        select(Event.master_id, Event.recurrence_id).where(Event.master_id.in_(list(master_ids)))
    )
    for master_id, recurrence_id in rows:
        found[str(master_id)].add(str(recurrence_id))
    return found
