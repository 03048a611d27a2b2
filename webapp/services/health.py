"""Counts for whoever watches over this installation. Whether a count is good or bad is not said here.

What only grows is counted by a worker from time to time and kept in a row: counting a million bookings takes a while,
and an answer must not. What is due is counted at once, because it matters most when no worker runs.
"""

from dataclasses import dataclass

from sqlalchemy import and_, func, select

from webapp.extensions import db, insert_into, transaction
from webapp.models import Booking, MetricsSnapshot, Mirror, OutboxEntry, PushChannel, WorkerBeat
from webapp.models.metrics import THE_ONLY_ROW

COUNT_SECONDS = 300
DUE_AT_MOST = 1000


def snapshot() -> MetricsSnapshot | None:
    """What was counted last; None before the first count."""
    return db.session.get(MetricsSnapshot, THE_ONLY_ROW)


def count(*, now: int) -> None:
    """Count what only grows and keep it, unless another worker has done so lately. No lock is held while counting."""
    last = snapshot()
    if last is not None and 0 <= now - last.counted_at < COUNT_SECONDS:
        return
    values = {"bookings": _bookings_by_status(), "given_up": _promises_given_up(), "counted_at": now}
    counted = insert_into(MetricsSnapshot).values(id=THE_ONLY_ROW, **values)
    with transaction() as session:
        session.execute(counted.on_conflict_do_update(index_elements=[MetricsSnapshot.id], set_=values))


def due_promises(*, now: int) -> int:
    """How many promises should be on their way by now, counted up to 1,000."""
    is_due = OutboxEntry.settled_at.is_(None), OutboxEntry.due_at <= now
    due = select(OutboxEntry.due_at).where(*is_due).limit(DUE_AT_MOST).subquery()
    return db.session.scalar(select(func.count()).select_from(due)) or 0


@dataclass(frozen=True, slots=True)
class Mirrors:
    """How the copies of calendars elsewhere stand. `oldest`: when the one was up to date that is longest so no more.

    `failures`: how many could not be read last time, by the code of the failure.
    """

    read: int
    unread: int
    oldest: int | None
    failures: dict[str, int]


def mirrors() -> Mirrors:
    """Counted at once: there is a row for each calendar, and not for each of its events."""
    read, unread, oldest = db.session.execute(
        select(
            func.count(Mirror.whole_at),
            func.count() - func.count(Mirror.whole_at),
            func.min(Mirror.synced_at),
        )
    ).one()
    failures = db.session.execute(
        select(Mirror.failure, func.count().label("mirrors"))
        .where(Mirror.failure.is_not(None))
        .group_by(Mirror.failure)
    )
    by_code = {row.failure: row.mirrors for row in failures if row.failure is not None}
    return Mirrors(read=read, unread=unread, oldest=oldest, failures=by_code)


def push_channels(*, now: int) -> dict[str, int]:
    """How many channels there are by which providers tell us of changes.

    `heard`: something has come by it; `silent`: nothing yet; `failed`: the provider made none; `ending`: to be ended.
    """
    lives = (PushChannel.calendar_id.is_not(None), PushChannel.until > now)
    columns = {
        "heard": and_(*lives, PushChannel.heard_at.is_not(None)),
        "silent": and_(*lives, PushChannel.heard_at.is_(None)),
        "failed": and_(PushChannel.calendar_id.is_not(None), PushChannel.failure.is_not(None)),
        "ending": PushChannel.calendar_id.is_(None),
    }
    counts = [func.count().filter(condition) for condition in columns.values()]
    return dict(zip(columns, db.session.execute(select(*counts).select_from(PushChannel)).one(), strict=True))


def beats() -> dict[str, int]:
    """When each worker last said that it runs, by its id."""
    return {row.id: row.beat_at for row in db.session.execute(select(WorkerBeat.id, WorkerBeat.beat_at))}


def _bookings_by_status() -> dict[str, int]:
    counted = db.session.execute(
        select(Booking.status, func.count().label("bookings")).group_by(Booking.status)
    )
    return {row.status: row.bookings for row in counted}


def _promises_given_up() -> int:
    return db.session.scalar(select(func.count()).where(OutboxEntry.given_up_at.is_not(None))) or 0
