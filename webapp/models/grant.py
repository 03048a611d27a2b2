"""Permission to use an account at a calendar provider."""

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.models.types import Document, Id, Instant, Model, Rows

VALID, INVALID = "valid", "invalid"


class Grant(Model):
    """`organizer_id`: whose dashboard shows its scheduling pages. Without it only programs use the grant.

    `provider` is the `KIND` of a module in `webapp/providers/`, and `settings` is what that module stores.
    `encrypted_secret`: a password or a refresh token, as `lib/vault.py` keeps it. An `invalid` grant lets us in no
    more; `failure` is the code of the refusal that said so, at `failed_at`.
    """

    __tablename__ = "grant"
    __table_args__ = (UniqueConstraint("application_id", "provider", "email"),)

    id: Mapped[Id]
    application_id: Mapped[str] = mapped_column(ForeignKey("application.id"))
    organizer_id: Mapped[str | None] = mapped_column(ForeignKey("organizer.id"), index=True)
    provider: Mapped[str] = mapped_column(String(32))
    email: Mapped[str] = mapped_column(String(254), index=True)
    status: Mapped[str] = mapped_column(String(16), default=VALID)
    scope: Mapped[Rows] = mapped_column(default=list)
    settings: Mapped[Document] = mapped_column(default=dict)
    encrypted_secret: Mapped[bytes | None] = mapped_column(LargeBinary)
    failure: Mapped[str | None] = mapped_column(String(64))
    failed_at: Mapped[Instant | None]
    created_at: Mapped[Instant]
    updated_at: Mapped[Instant]
