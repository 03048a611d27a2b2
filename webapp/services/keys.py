"""Encrypt everything that is kept encrypted anew, under the present SECRET_KEY."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from cryptography.fernet import InvalidToken
from sqlalchemy import select, update

from webapp.extensions import db, transaction
from webapp.lib import vault
from webapp.models import Grant, OutboxEntry, PushChannel, SecondFactor, Webhook

AT_ONCE = 200  # rows in a transaction

# What is encrypted, with the name of each row. Payloads that were settled are `services/promises/archive.py`'s.
_KEPT: tuple[tuple[Any, Any], ...] = (
    (Webhook, Webhook.encrypted_secret),
    (Grant, Grant.encrypted_secret),
    (OutboxEntry, OutboxEntry.sealed),
    (PushChannel, PushChannel.encrypted_secret),
    (SecondFactor, SecondFactor.encrypted_secret),
)


@dataclass(frozen=True, slots=True)
class Rotated:
    """`renewed`: how many were encrypted anew. `unreadable`: how many no key opens; they stay as they are."""

    renewed: int
    unreadable: int


def rotate() -> Rotated:
    """Encrypt all of it anew. It can be stopped and begun again, and the program may run meanwhile."""
    renewed = unreadable = 0
    for model, column in _KEPT:
        for tokens in _in_parts(model, column):
            opened = {row_id: _renewed(token) for row_id, token in tokens}
            unreadable += sum(fresh is None for fresh in opened.values())
            with transaction() as session:
                for row_id, token in tokens:
                    if opened[row_id] is not None:
                        # Unless it was replaced meanwhile, which is then under the present key.
                        is_same = (model.id == row_id, column == token)
                        session.execute(update(model).where(*is_same).values({column.key: opened[row_id]}))
                        renewed += 1
    return Rotated(renewed=renewed, unreadable=unreadable)


def _in_parts(model: Any, column: Any) -> Iterator[Sequence[tuple[Any, bytes]]]:
    last: Any = None
    while True:
        query = select(model.id, column).where(column.is_not(None)).order_by(model.id).limit(AT_ONCE)
        rows = db.session.execute(query if last is None else query.where(model.id > last)).all()
        db.session.close()
        if not rows:
            return
        last = rows[-1][0]
        yield [(row_id, token) for row_id, token in rows]


def _renewed(token: bytes) -> bytes | None:
    try:
        return vault.renewed(token)
    except InvalidToken:
        return None
