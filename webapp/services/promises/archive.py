"""What becomes of a promise after it was settled: its payload is encrypted, and forgotten after 30 days.

A payload holds the words and addresses of guests. While it is to be delivered it is read again and again; afterwards
only to answer what was sent, so it is kept whole for a while, and under a key. What stays is the row without payload:
what was sent when, to whom, and how that went.
"""

import json
from typing import Any

from sqlalchemy import select, update

from webapp.extensions import db, transaction
from webapp.lib import vault
from webapp.models import OutboxEntry
from webapp.scheduling import DAY

KEPT_SECONDS = 30 * DAY
AT_ONCE = 200
ROUNDS = 50  # of one sweep; what is left waits for the next

_NEWLY_SETTLED = (
    select(OutboxEntry.id, OutboxEntry.payload)
    .where(OutboxEntry.settled_at.is_not(None), OutboxEntry.sealed_at.is_(None))
    .order_by(OutboxEntry.settled_at)
    .limit(AT_ONCE)
)


def tidy(*, now: int) -> None:
    """Encrypt the payloads of entries that were settled, and forget those of entries settled 30 days ago."""
    for _ in range(ROUNDS):
        if not _seal_some(now=now):
            break
    with transaction() as session:
        session.execute(
            update(OutboxEntry)
            .where(OutboxEntry.sealed.is_not(None), OutboxEntry.settled_at <= now - KEPT_SECONDS)
            .values(sealed=None)
        )


def payload_of(entry: OutboxEntry) -> dict[str, Any] | None:
    """What an entry says or said; None once it is forgotten. Raises cryptography's InvalidToken under another key."""
    if entry.sealed_at is None:
        return entry.payload
    if entry.sealed is None:
        return None
    opened: dict[str, Any] = json.loads(vault.decrypt(entry.sealed))
    return opened


def _seal_some(*, now: int) -> bool:
    with db.session() as session:
        found = session.execute(_NEWLY_SETTLED).all()
    sealed = [
        {"id": row.id, "payload": {}, "sealed": vault.encrypt(json.dumps(row.payload)), "sealed_at": now}
        for row in found
    ]
    if sealed:
        with transaction() as session:
            session.execute(update(OutboxEntry), sealed)
    return len(found) == AT_ONCE
