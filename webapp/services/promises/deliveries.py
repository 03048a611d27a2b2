"""Deliveries of a booking's mails and webhooks, and how each went, for the organizer to read.

Nothing is written here: the outbox adds entries, and the worker delivers them.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import Select, Subquery, false, func, select, union_all

from webapp.extensions import db
from webapp.lib import counting
from webapp.lib.counting import Count
from webapp.models import Attempt, Organizer, OutboxEntry
from webapp.models.outbox import CAPTURED_AS, DELIVERED, GIVEN_UP, WEBHOOK, WITHDRAWN
from webapp.services.calendars import grants

WAITING, RETRYING, CAPTURED = "waiting", "retrying", "captured"  # beside the outcomes of an attempt
AT_MOST = 100
PAGE_SIZE = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """An entry of the outbox with its attempts."""

    entry: OutboxEntry
    attempts: tuple[Attempt, ...]

    @property
    def address(self) -> str:
        """Where it goes. A webhook's address is shown without its query, which may contain a secret."""
        return (
            self.entry.destination.partition("?")[0] if self.entry.kind == WEBHOOK else self.entry.destination
        )

    @property
    def state(self) -> str:
        """`waiting`, `retrying` (every attempt so far has failed), `delivered`, `captured` (in a file, because there is
        no mail server), `withdrawn` or `given_up`."""
        if self.entry.withdrawn_at is not None:
            return WITHDRAWN
        if self.entry.given_up_at is not None:
            return GIVEN_UP
        if self.entry.settled_at is not None:
            is_captured = bool(self.attempts) and self.attempts[-1].detail.startswith(CAPTURED_AS)
            return CAPTURED if is_captured else DELIVERED
        return RETRYING if self.attempts else WAITING


def of_booking(booking_id: str) -> list[Delivery]:
    """All deliveries of a booking, oldest first."""
    return _with_attempts(select(OutboxEntry).where(OutboxEntry.booking_id == booking_id))


def of_entry(entry: OutboxEntry) -> Delivery:
    """The delivery of one entry."""
    return of_ids([entry.id])[0]


def of_ids(ids: Iterable[int]) -> list[Delivery]:
    """The deliveries of these numbers, oldest first."""
    return _with_attempts(select(OutboxEntry).where(OutboxEntry.id.in_([*ids])))


def of_webhook(webhook_id: str, *, before: int | None = None) -> tuple[list[Delivery], int | None]:
    """A page of the deliveries to a webhook, newest first, and the number that the next page is `before`."""
    query = select(OutboxEntry.id).where(OutboxEntry.webhook_id == webhook_id)
    if before is not None:
        query = query.where(OutboxEntry.id < before)
    ids = list(db.session.scalars(query.order_by(OutboxEntry.id.desc()).limit(PAGE_SIZE + 1)))
    return of_ids(ids[:PAGE_SIZE])[::-1], ids[PAGE_SIZE - 1] if len(ids) > PAGE_SIZE else None


def undelivered(organizer: Organizer) -> list[Delivery]:
    """What was tried in vain so far, or given up, for the organizer's bookings: the newest 100."""
    newest = _failed(grants.ids_of(organizer), limit=AT_MOST)
    ids = [row.id for row in db.session.execute(select(newest).order_by(newest.c.id.desc()).limit(AT_MOST))]
    return of_ids(ids)


def undelivered_count(organizer: Organizer, *, grant_ids: Collection[str] | None = None) -> Count:
    """How many promises `undelivered` speaks of, counted up to 200. `grant_ids`: the organizer's, if they are known."""
    theirs = grants.ids_of(organizer) if grant_ids is None else grant_ids
    some = _failed(theirs, limit=counting.AT_MOST + 1)
    counted = db.session.scalar(select(func.count()).select_from(some)) or 0
    return Count.of(counted, at_most=counting.AT_MOST)


def _failed(grant_ids: Collection[str], *, limit: int) -> Subquery:
    """The ids of the newest failures of each of the organizer's grants, from an index that has no others."""
    has_failed = OutboxEntry.failed_at.is_not(None)
    failed = [
        select(
            select(OutboxEntry.id)
            .where(OutboxEntry.grant_id == grant_id, has_failed)
            .order_by(OutboxEntry.grant_id, OutboxEntry.id.desc())
            .limit(limit)
            .subquery()
        )
        for grant_id in grant_ids
    ]
    nothing = select(OutboxEntry.id).where(false())
    return union_all(*failed or [nothing]).subquery()


def _with_attempts(entries: Select[OutboxEntry]) -> list[Delivery]:
    found = db.session.scalars(entries.order_by(OutboxEntry.id)).all()
    ids = [entry.id for entry in found]
    tries: dict[int, list[Attempt]] = {id_: [] for id_ in ids}
    for attempt in db.session.scalars(select(Attempt).where(Attempt.entry_id.in_(ids)).order_by(Attempt.id)):
        tries[attempt.entry_id].append(attempt)
    return [Delivery(entry=entry, attempts=tuple(tries[entry.id])) for entry in found]
