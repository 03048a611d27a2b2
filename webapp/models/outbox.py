"""Mails and webhooks that must go out, logos that must be fetched, and every attempt at it.

Only `webapp/outbox.py` writes here, and to what is settled `webapp/services/promises/archive.py`, and
`webapp/services/keys.py`, which encrypts it anew.
"""

from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.models.types import Document, Id, Instant, Model, Number

MAIL, WEBHOOK, CALENDAR, LOGO, EVENT = "mail", "webhook", "calendar", "logo", "event"
CAPTURED_AS = "captured as "  # how the detail of a delivery begins that reached a file and nobody else
DELIVERED, POSTPONED, GIVEN_UP, WITHDRAWN = "delivered", "postponed", "given_up", "withdrawn"

_WHERE = ("sqlite_where", "postgresql_where")
_HAS_FAILED: dict[str, Any] = dict.fromkeys(_WHERE, text("failed_at IS NOT NULL"))
_IS_GIVEN_UP: dict[str, Any] = dict.fromkeys(_WHERE, text("given_up_at IS NOT NULL"))
_IS_TO_SEAL: dict[str, Any] = dict.fromkeys(_WHERE, text("settled_at IS NOT NULL AND sealed_at IS NULL"))
_IS_SEALED: dict[str, Any] = dict.fromkeys(_WHERE, text("sealed IS NOT NULL"))
_HAS_WEBHOOK: dict[str, Any] = dict.fromkeys(_WHERE, text("webhook_id IS NOT NULL"))
_IS_DELIVERED: dict[str, Any] = dict.fromkeys(
    _WHERE, text("settled_at IS NOT NULL AND withdrawn_at IS NULL AND given_up_at IS NULL")
)


class OutboxEntry(Model):
    """A mail or webhook, added in the transaction of the change that it announces; or a logo, of the page's change; or
    an event that an organizer enters, changes or deletes in a calendar elsewhere.

    Entries of a `stream` (booking, kind and destination) are delivered in the order of their ids. `uid` is the same at
    every attempt: it becomes the webhook's id or the mail's Message-ID. `settled_at` is set once nothing more will be
    tried: the entry was delivered, withdrawn (`withdrawn_at`) or given up (`given_up_at`).
    `invites`: whether this is a mail that carries the booking as an iCalendar event. `may_have_arrived`: whether an
    attempt without an outcome, or one that failed too late, may have been a delivery all the same.
    `failed_at` is set while it has failed and nothing has made up for that. `grant_id` is the booking's: its organizer
    is shown the failure. `webhook_id`: of a webhook's; no key, because what was sent outlives the webhook.
    After it was settled, `payload` is emptied, and `sealed` holds it, encrypted, for 30 days.
    """

    __tablename__ = "outbox_entry"
    __table_args__ = (
        Index("ix_outbox_entry_due", "settled_at", "due_at"),
        Index("ix_outbox_entry_stream", "stream", "settled_at", "id"),
        Index("ix_outbox_entry_failed", "grant_id", "id", **_HAS_FAILED),
        Index("ix_outbox_entry_failed_to", "kind", "webhook_id", "id", **_HAS_FAILED),
        Index("ix_outbox_entry_delivered", "kind", "webhook_id", "settled_at", **_IS_DELIVERED),
        Index("ix_outbox_entry_webhook", "webhook_id", "id", **_HAS_WEBHOOK),
        Index("ix_outbox_entry_given_up", "given_up_at", **_IS_GIVEN_UP),
        Index("ix_outbox_entry_to_seal", "settled_at", **_IS_TO_SEAL),
        Index("ix_outbox_entry_sealed", "settled_at", **_IS_SEALED),
    )

    id: Mapped[Number]
    uid: Mapped[str] = mapped_column(String(36), unique=True)
    kind: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(String(64))
    stream: Mapped[str] = mapped_column(String(300))
    booking_id: Mapped[str | None] = mapped_column(ForeignKey("booking.id"), index=True)
    grant_id: Mapped[str | None] = mapped_column(ForeignKey("grant.id"))
    webhook_id: Mapped[str | None] = mapped_column(String(36))
    destination: Mapped[str] = mapped_column(Text)
    payload: Mapped[Document]
    created_at: Mapped[Instant]
    due_at: Mapped[Instant]
    invites: Mapped[bool] = mapped_column(default=False)
    attempts: Mapped[int] = mapped_column(default=0)
    may_have_arrived: Mapped[bool] = mapped_column(default=False)
    claim: Mapped[str | None] = mapped_column(String(36))
    lease_until: Mapped[Instant | None]
    settled_at: Mapped[Instant | None]
    withdrawn_at: Mapped[Instant | None]
    given_up_at: Mapped[Instant | None]
    failed_at: Mapped[Instant | None]
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    sealed_at: Mapped[Instant | None]


class Attempt(Model):
    """An attempt to deliver an entry. `outcome`: delivered, postponed, given_up or withdrawn."""

    __tablename__ = "attempt"

    id: Mapped[Number]
    entry_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("outbox_entry.id", ondelete="CASCADE"), index=True
    )
    number: Mapped[int]
    outcome: Mapped[str] = mapped_column(String(16))
    detail: Mapped[str] = mapped_column(Text, default="")
    attempted_at: Mapped[Instant]


class WorkerBeat(Model):
    """When each worker last reported that it runs; `/readyz` reads it."""

    __tablename__ = "worker_beat"

    id: Mapped[Id]
    beat_at: Mapped[Instant] = mapped_column(index=True)
