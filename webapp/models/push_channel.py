"""Channels by which calendar providers tell us that a calendar has changed, so that it need not be asked so often."""

from sqlalchemy import ForeignKey, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.models.types import Document, Id, Instant, Model


class PushChannel(Model):
    """`id`: our name of it, in the address that the provider calls. `token_digest`: of what the provider shows there.

    A row is there before its provider is asked; `provider_id` is what the provider calls the channel once it is made,
    and `until` when it ends by itself. `due_at`: when something is to be done: to ask again, renew it, or end it.
    `failure`: why it could not be made or ended. `heard_at`: when the provider first called; without that nothing shows
    that it reaches us. `origin`: our own address at that time.

    Without `calendar_id` it is to be ended. Without `grant_id` its account was disconnected: `account` and
    `encrypted_secret` are what is needed to reach it once more.
    """

    __tablename__ = "push_channel"

    id: Mapped[Id]
    kind: Mapped[str] = mapped_column(String(32))
    grant_id: Mapped[str | None] = mapped_column(ForeignKey("grant.id", ondelete="SET NULL"), index=True)
    calendar_id: Mapped[str | None] = mapped_column(
        ForeignKey("calendar.id", ondelete="SET NULL"), index=True
    )
    token_digest: Mapped[str] = mapped_column(String(64))
    origin: Mapped[str] = mapped_column(Text)
    provider_id: Mapped[str | None] = mapped_column(Text)
    until: Mapped[Instant | None]
    due_at: Mapped[Instant] = mapped_column(index=True)
    heard_at: Mapped[Instant | None]
    failure: Mapped[str | None] = mapped_column(String(64))
    account: Mapped[Document] = mapped_column(default=dict)
    encrypted_secret: Mapped[bytes | None] = mapped_column(LargeBinary)
    created_at: Mapped[Instant]
