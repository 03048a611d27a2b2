"""What was sent to a webhook: when it last went well or badly, and sending again what has failed.

What failed is sent again in the order in which it was promised. What was said later to the same receiver, and has
arrived or is on its way, is never followed by what was before it.
"""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from webapp import outbox
from webapp.errors import NotAllowedNow, NotFound
from webapp.extensions import db, transaction
from webapp.models import OutboxEntry, Webhook
from webapp.models.outbox import WEBHOOK
from webapp.models.webhook import ACTIVE, FAILING
from webapp.services import locks
from webapp.services.promises import messages

AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Health:
    """When a webhook last took a delivery, and when the newest that failed, and was not sent again, failed last."""

    succeeded_at: int | None
    failed_at: int | None


def health_of(webhook_ids: Collection[str]) -> dict[str, Health]:
    """The health of each of these webhooks. One query."""
    columns = (
        select(Webhook.id, _last_success().label("succeeded_at"), _last_failure().label("failed_at"))
        .where(Webhook.id.in_(webhook_ids))
        .order_by(Webhook.id)
    )
    return {row.id: Health(row.succeeded_at, row.failed_at) for row in db.session.execute(columns)}


def failed_ids(webhook: Webhook) -> list[int]:
    """Those deliveries that can be sent again: the oldest 100 that were given up and that nothing has overtaken."""
    return list(db.session.scalars(_to_repeat(webhook.id).with_only_columns(OutboxEntry.id)))


def send_again(webhook: Webhook, entry_id: int, *, now: int) -> None:
    """Promise one of them once more. Raises NotFound for any other, NotAllowedNow when it is too late or forgotten."""
    if not _repeat(webhook, _to_repeat(webhook.id).where(OutboxEntry.id == entry_id), now=now):
        mine = OutboxEntry.id == entry_id, OutboxEntry.webhook_id == webhook.id
        if db.session.scalar(select(OutboxEntry.id).where(*mine)) is None:
            raise NotFound("message.unknown")
        raise NotAllowedNow("webhook.not_again")


def send_all_again(webhook: Webhook, *, now: int) -> int:
    """Promise all of them once more, at most 100 at once. Returns how many. Raises NotAllowedNow for one on pause."""
    return _repeat(webhook, _to_repeat(webhook.id), now=now)


def _repeat(webhook: Webhook, which: Select[OutboxEntry], *, now: int) -> int:
    with transaction() as session:
        # Of two who ask at once the second finds nothing that has failed.
        if locks.webhook(session, webhook.id).status not in (ACTIVE, FAILING):
            raise NotAllowedNow("webhook.paused")
        found = {entry: messages.stored(entry) for entry in session.scalars(which)}
        kept = {entry: payload for entry, payload in found.items() if payload is not None}
        if kept:
            outbox.repeat(session, kept, now=now)
    return len(kept)


def _to_repeat(webhook_id: str) -> Select[OutboxEntry]:
    later = aliased(OutboxEntry)
    has_overtaken = (
        select(later.id)
        .where(later.stream == OutboxEntry.stream, later.id > OutboxEntry.id, later.given_up_at.is_(None))
        .correlate(OutboxEntry)
        .exists()
    )
    return (
        select(OutboxEntry)
        .where(*_has_failed(webhook_id), OutboxEntry.given_up_at.is_not(None), ~has_overtaken)
        .where(or_(OutboxEntry.sealed_at.is_(None), OutboxEntry.sealed.is_not(None)))
        .order_by(OutboxEntry.kind, OutboxEntry.webhook_id, OutboxEntry.id)
        .limit(AT_ONCE)
    )


def _has_failed(webhook_id: object) -> tuple[ColumnElement[bool], ...]:
    """What an index has that holds no others."""
    return (
        OutboxEntry.kind == WEBHOOK,
        OutboxEntry.webhook_id == webhook_id,
        OutboxEntry.failed_at.is_not(None),
    )


def _last_success() -> ColumnElement[int]:
    delivered = and_(
        OutboxEntry.settled_at.is_not(None),
        OutboxEntry.withdrawn_at.is_(None),
        OutboxEntry.given_up_at.is_(None),
    )
    return (
        select(func.max(OutboxEntry.settled_at))
        .where(OutboxEntry.kind == WEBHOOK, OutboxEntry.webhook_id == Webhook.id, delivered)
        .correlate(Webhook)
        .scalar_subquery()
    )


def _last_failure() -> ColumnElement[int]:
    return (
        select(OutboxEntry.failed_at)
        .where(*_has_failed(Webhook.id))
        .order_by(OutboxEntry.kind.desc(), OutboxEntry.webhook_id.desc(), OutboxEntry.id.desc())
        .limit(1)
        .correlate(Webhook)
        .scalar_subquery()
    )
