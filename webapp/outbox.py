"""The outbox: mails and webhooks that were promised and are delivered later.

This is the only writer of OutboxEntry, Attempt and WorkerBeat, but for what is settled: see
`services/promises/archive.py`. Nothing is sent here, and nothing committed: the caller's `transaction()` does that.

A promise is a row that is added in the transaction of the booking that it announces. After a crash both are there or
neither. The price is a delay of about a second. Delivery is at least once: when a worker dies after sending and before
settling, another sends the entry again under the same `uid`. Why no task queue:
`docs/decisions/0002-an-outbox-of-our-own.md`.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, case, delete, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from webapp.extensions import db
from webapp.models import Attempt, OutboxEntry, WorkerBeat, new_id
from webapp.models.outbox import DELIVERED, GIVEN_UP, MAIL, POSTPONED, WITHDRAWN

DETAIL_LENGTH = 1000
BEAT_LIFETIME_SECONDS = 3600
CLAIMED = ("id", "uid", "kind", "name", "destination", "payload", "booking_id", "created_at")
REPEATED = ("kind", "name", "stream", "destination", "booking_id", "grant_id", "webhook_id", "invites")


@dataclass(frozen=True, slots=True)
class Claimed:
    """An entry that is ours until its lease runs out. `attempt` counts from 1; `token` proves the claim."""

    id: int
    uid: str
    kind: str
    name: str
    destination: str
    payload: dict[str, Any]
    attempt: int
    token: str
    booking_id: str | None
    created_at: int

    @property
    def receiver(self) -> str:
        """Which server has to answer: the mail server for every mail, else the destination itself."""
        return MAIL if self.kind == MAIL else self.destination


def promise(
    session: Session,
    *,
    kind: str,
    name: str,
    stream: str,
    destination: str,
    payload: dict[str, Any],
    booking_id: str | None,
    now: int,
    grant_id: str | None = None,
    webhook_id: str | None = None,
    due_at: int | None = None,
    invites: bool = False,
) -> OutboxEntry:
    """Add an entry to the caller's transaction.

    `name` is the mail folder or the webhook trigger. `payload` is JSON and stays as it is until it is settled: it
    announces what was decided now. Entries of the same `stream` (booking, kind, destination) are delivered in order.
    With a `grant_id` a failure is shown to its organizer. Without `due_at` it is due at once. `invites`: `OutboxEntry`.
    """
    entry = OutboxEntry(
        uid=new_id(),
        kind=kind,
        name=name,
        stream=stream,
        booking_id=booking_id,
        grant_id=grant_id,
        webhook_id=webhook_id,
        destination=destination,
        payload=payload,
        invites=invites,
        created_at=now,
        due_at=now if due_at is None else due_at,
    )
    session.add(entry)
    return entry


def repeat(session: Session, payloads: Mapping[OutboxEntry, dict[str, Any]], *, now: int) -> None:
    """Promise once more, in this order, what entries have promised. That they failed is made up for by that."""
    ids = [entry.id for entry in payloads]
    session.execute(update(OutboxEntry).where(OutboxEntry.id.in_(ids)).values(failed_at=None))
    for entry, payload in payloads.items():
        promise(session, payload=payload, now=now, **{name: getattr(entry, name) for name in REPEATED})


@dataclass(frozen=True, slots=True)
class Reached:
    """The addresses to which mails about a booking were sent, as far as anybody knows. `invited`: with its event."""

    mailed: frozenset[str]
    invited: frozenset[str]


NOBODY_REACHED = Reached(mailed=frozenset(), invited=frozenset())


def withdraw_mails(session: Session, *, booking_id: str, now: int) -> None:
    """Withdraw the mails about a booking that are not settled yet.

    An entry that is being sent at this moment keeps its claim. If it was sent all the same, `settle` records that.
    """
    _withdraw(session, OutboxEntry.booking_id == booking_id, OutboxEntry.kind == MAIL, now=now)


def withdraw_stream(session: Session, stream: str, *, now: int) -> None:
    """Withdraw what of a stream is not settled yet, as `withdraw_mails` does."""
    _withdraw(session, OutboxEntry.stream == stream, now=now)


def _withdraw(session: Session, *which: ColumnElement[bool], now: int) -> None:
    withdrawn = {"withdrawn_at": now, "settled_at": now, "failed_at": None}
    session.execute(update(OutboxEntry).where(*which, OutboxEntry.settled_at.is_(None)).values(withdrawn))


def hasten(session: Session, *, kind: str, destination: str, now: int) -> None:
    """Let what waits for another attempt there be due now."""
    waiting = (OutboxEntry.settled_at.is_(None), OutboxEntry.due_at > now)
    there = update(OutboxEntry).where(OutboxEntry.kind == kind, OutboxEntry.destination == destination)
    session.execute(there.where(*waiting).values(due_at=now))


def reached(session: Session, *, booking_id: str) -> Reached:
    """Who was mailed about a booking. In doubt somebody was: an entry that is being sent, or may have arrived."""
    was_delivered = (
        OutboxEntry.settled_at.is_not(None)
        & OutboxEntry.withdrawn_at.is_(None)
        & OutboxEntry.given_up_at.is_(None)
    )
    rows = session.execute(
        select(OutboxEntry.destination, OutboxEntry.invites)
        .where(OutboxEntry.booking_id == booking_id, OutboxEntry.kind == MAIL)
        .where(was_delivered | OutboxEntry.claim.is_not(None) | OutboxEntry.may_have_arrived)
    ).all()
    return Reached(
        mailed=frozenset(row.destination for row in rows),
        invited=frozenset(row.destination for row in rows if row.invites),
    )


def is_anything_due(session: Session, *, now: int, busy_receivers: Collection[str] = ()) -> bool:
    """Whether `claim` would find something: a read, so that an idle worker never takes the write lock."""
    due = select(OutboxEntry.id).where(_is_due(now), _receiver.not_in(busy_receivers)).limit(1)
    return session.scalar(due) is not None


def claim(
    session: Session,
    *,
    now: int,
    limit: int,
    lease_seconds: int,
    per_receiver: int | None = None,
    busy_receivers: Collection[str] = (),
) -> list[Claimed]:
    """Lease due entries, oldest first: only the head of each stream, and at most `per_receiver` for the same receiver.

    Two workers never get the same entry: PostgreSQL skips locked rows, and SQLite has a single writer at a time.
    The attempt is counted here, before it is made, so that an entry that crashes its worker is not tried for ever.
    """
    place = func.row_number().over(partition_by=_receiver, order_by=(OutboxEntry.due_at, OutboxEntry.id))
    ranked = (
        select(OutboxEntry.id, place.label("place"))
        .where(_is_due(now), _receiver.not_in(busy_receivers))
        .subquery()
    )
    chosen = (
        select(OutboxEntry)
        .where(OutboxEntry.id.in_(select(ranked.c.id).where(ranked.c.place <= (per_receiver or limit))))
        # Asked again, of the row that gets locked: it may just have been leased, postponed or settled.
        .where(_is_open(now))
        .order_by(OutboxEntry.due_at, OutboxEntry.id)
        .limit(limit)
        .with_for_update(skip_locked=True, of=OutboxEntry)
        .execution_options(populate_existing=True)
    )
    return [_lease(entry, until=now + lease_seconds) for entry in session.scalars(chosen).all()]


def is_withdrawn(claimed: Claimed) -> bool:
    """Whether the entry must not be sent: it was withdrawn, or another worker has leased it since.

    Call it immediately before sending. It leaves no transaction open.
    """
    session = db.session()
    still_ours = select(OutboxEntry.id).where(
        OutboxEntry.id == claimed.id, OutboxEntry.claim == claimed.token, OutboxEntry.settled_at.is_(None)
    )
    try:
        return session.scalar(still_ours) is None
    finally:
        session.close()


def settle(session: Session, claimed: Claimed, *, now: int, detail: str) -> bool:
    """Record a delivery, even when the entry was withdrawn while it was being sent. False: the claim was not ours."""
    return _finish(
        session, claimed, DELIVERED, now, detail, settled_at=now, withdrawn_at=None, failed_at=None
    )


def postpone(
    session: Session, claimed: Claimed, *, now: int, due_at: int, detail: str, may_have_arrived: bool = False
) -> bool:
    """Record a failure, to be tried again at `due_at`. False: the claim was not ours, or the entry is settled."""
    doubt = {"may_have_arrived": True} if may_have_arrived else {}
    return _finish(session, claimed, POSTPONED, now, detail, due_at=due_at, failed_at=now, **doubt)


def wait(session: Session, claimed: Claimed, *, now: int, due_at: int, detail: str) -> bool:
    """Record that what is asked for is not there yet, to be asked for again at `due_at`. False as for `postpone`."""
    return _finish(session, claimed, POSTPONED, now, detail, due_at=due_at)


def give_up(
    session: Session, claimed: Claimed, *, now: int, detail: str, may_have_arrived: bool = False
) -> bool:
    """Record that nothing more will be tried. The next entry of the stream becomes due. False as for `postpone`."""
    doubt = {"may_have_arrived": True} if may_have_arrived else {}
    return _finish(
        session, claimed, GIVEN_UP, now, detail, settled_at=now, given_up_at=now, failed_at=now, **doubt
    )


def drop(session: Session, claimed: Claimed, *, now: int, detail: str) -> bool:
    """Record that there is nobody to deliver to, e.g. a deleted webhook: withdrawn. False as for `postpone`."""
    return _finish(session, claimed, WITHDRAWN, now, detail, settled_at=now, withdrawn_at=now, failed_at=None)


def release(session: Session, claimed: Claimed, *, may_have_arrived: bool = False) -> None:
    """Let go of an entry that was withdrawn meanwhile, so that the next of its stream becomes due."""
    doubt = {"may_have_arrived": True} if may_have_arrived else {}
    ours = update(OutboxEntry).where(OutboxEntry.id == claimed.id, OutboxEntry.claim == claimed.token)
    session.execute(ours.values(claim=None, lease_until=None, **doubt))


def beat(session: Session, worker_id: str, now: int) -> None:
    """Record that this worker is alive, and delete the records of workers long gone."""
    session.merge(WorkerBeat(id=worker_id, beat_at=now))
    session.execute(delete(WorkerBeat).where(WorkerBeat.beat_at < now - BEAT_LIFETIME_SECONDS))


_receiver = case((OutboxEntry.kind == MAIL, MAIL), else_=OutboxEntry.destination)


def _is_due(now: int) -> ColumnElement[bool]:
    earlier = aliased(OutboxEntry)
    has_earlier = (
        select(earlier.id)
        .where(
            earlier.stream == OutboxEntry.stream,
            # What was withdrawn while it was being sent is settled, and may still be on its way.
            earlier.settled_at.is_(None) | (earlier.lease_until > now),
            earlier.id < OutboxEntry.id,
        )
        .correlate(OutboxEntry)
        .exists()
    )
    return _is_open(now) & ~has_earlier


def _is_open(now: int) -> ColumnElement[bool]:
    """Whether an entry may be claimed, as far as its own row says."""
    is_unleased = or_(OutboxEntry.lease_until.is_(None), OutboxEntry.lease_until <= now)
    return OutboxEntry.settled_at.is_(None) & (OutboxEntry.due_at <= now) & is_unleased


def _lease(entry: OutboxEntry, *, until: int) -> Claimed:
    entry.may_have_arrived = entry.may_have_arrived or entry.claim is not None  # whoever claimed it died
    entry.claim = new_id()
    entry.lease_until = until
    entry.attempts += 1
    kept = {name: getattr(entry, name) for name in CLAIMED}
    return Claimed(**kept, attempt=entry.attempts, token=entry.claim)


def _finish(
    session: Session, claimed: Claimed, outcome: str, now: int, detail: str, **changes: int | None
) -> bool:
    """Record an outcome and the attempt, if the claim is still ours. Returns whether it was."""
    ours = update(OutboxEntry).where(OutboxEntry.id == claimed.id, OutboxEntry.claim == claimed.token)
    if outcome != DELIVERED:
        ours = ours.where(OutboxEntry.settled_at.is_(None))
    finished = session.execute(ours.values(claim=None, lease_until=None, **changes))
    if finished.rowcount == 0:  # type: ignore[attr-defined]  # an UPDATE gives a CursorResult
        release(session, claimed, may_have_arrived=bool(changes.get("may_have_arrived")))
        return False
    made = {"entry_id": claimed.id, "number": claimed.attempt, "outcome": outcome}
    session.add(Attempt(**made, detail=detail[:DETAIL_LENGTH], attempted_at=now))
    return True
