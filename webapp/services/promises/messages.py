"""The messages of a booking one by one: what a mail or a webhook said, and sending it once more."""

from dataclasses import dataclass
from typing import Any

from cryptography.fernet import InvalidToken
from sqlalchemy import func, select

from webapp import outbox
from webapp.errors import NotAllowedNow, NotFound
from webapp.extensions import db, transaction
from webapp.models import Booking, OutboxEntry
from webapp.models.outbox import MAIL, WEBHOOK
from webapp.models.reference import with_references
from webapp.services import locks
from webapp.services.promises import archive

READABLE = (MAIL, WEBHOOK)
QUIET_SECONDS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A mail or a webhook. `payload`: what it says, as it is sent; None once that is forgotten.

    `refusal`: why it cannot be sent again; None when it can.
    """

    entry: OutboxEntry
    payload: dict[str, Any] | None
    refusal: NotAllowedNow | None


def find(booking: Booking, entry_id: int, *, now: int) -> Message:
    """A message of this booking. Raises NotFound for any other."""
    query = select(OutboxEntry).where(OutboxEntry.id == entry_id, OutboxEntry.booking_id == booking.id)
    entry = db.session.scalar(query.where(OutboxEntry.kind.in_(READABLE)))
    if entry is None:
        raise NotFound("message.unknown")
    said = stored(entry)
    payload = None if said is None else with_references(said, booking)
    newest = db.session.scalar(select(func.max(OutboxEntry.id)).where(OutboxEntry.stream == entry.stream))
    refusal = _refusal(entry, newest=newest, is_kept=said is not None, now=now)
    return Message(entry=entry, payload=payload, refusal=refusal)


def send_again(booking: Booking, entry_id: int, *, now: int) -> None:
    """Promise the same message once more, if it is the newest to its receiver. Raises NotFound, NotAllowedNow."""
    with transaction() as session:
        locks.booking(session, booking.id)  # of two who ask at once the second finds the first one's waiting
        message = find(booking, entry_id, now=now)
        if message.refusal is not None:
            raise message.refusal
        outbox.repeat(session, {message.entry: stored(message.entry) or {}}, now=now)


def stored(entry: OutboxEntry) -> dict[str, Any] | None:
    """What an entry says; None once that is forgotten, or was put away under a key that is gone."""
    try:
        return archive.payload_of(entry)
    except InvalidToken:
        return None


def _refusal(entry: OutboxEntry, *, newest: int | None, is_kept: bool, now: int) -> NotAllowedNow | None:
    if entry.id != newest:
        return NotAllowedNow("message.overtaken")
    if entry.settled_at is None:
        return NotAllowedNow("message.waiting")
    if entry.withdrawn_at is not None:  # what it says was over before anybody read it
        return NotAllowedNow("message.withdrawn")
    if not is_kept:
        return NotAllowedNow("message.forgotten")
    return NotAllowedNow("message.just_sent") if entry.created_at > now - QUIET_SECONDS else None
