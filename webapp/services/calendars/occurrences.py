"""Rows of the occurrences that differ from their series, by time, text or answers (RFC 5545, RECURRENCE-ID).

Each has its own row, and the series leaves it out. A cancelled occurrence has no row: it is an EXDATE of the series.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.lib.recurrence import stamp
from webapp.models import Event
from webapp.scheduling import DAY, LAST_INSTANT

DATE = len("20270104")  # how a recurrence id begins, so that they sort as dates do


def find(session: Session, master_id: str, recurrence_id: str) -> Event | None:
    """The row of one occurrence, if it has one."""
    mine = select(Event).where(Event.master_id == master_id, Event.recurrence_id == recurrence_id)
    return session.scalar(mine)


def recurrence_ids(
    session: Session, master_ids: Iterable[str], *, since: int | None = None, until: int | None = None
) -> Mapping[str, set[str]]:
    """Which occurrences of these series have a row of their own. One query.

    `since`, `until`: when those begin that matter; others within a day of them may be there, too.
    """
    found: dict[str, set[str]] = defaultdict(set)
    query = select(Event.master_id, Event.recurrence_id).where(Event.master_id.in_(list(master_ids)))
    if since is not None:
        query = query.where(Event.recurrence_id >= stamp(max(since - DAY, 0))[:DATE])
    if until is not None:
        query = query.where(Event.recurrence_id < stamp(min(until, LAST_INSTANT - 2 * DAY) + 2 * DAY)[:DATE])
    rows = session.execute(query)
    for master_id, recurrence_id in rows:
        found[str(master_id)].add(str(recurrence_id))
    return found
