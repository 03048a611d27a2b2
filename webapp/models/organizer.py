"""Who signs in to the dashboard, and the sign-ins: they are stored on the server, so they can be revoked."""

from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.models.types import Id, Instant, Model


class Organizer(Model):
    """`working_hours`: rows of weekly hours in `timezone`, None as long as nobody changed the default ones."""

    __tablename__ = "organizer"
    __table_args__ = (UniqueConstraint("application_id", "email"),)

    id: Mapped[Id]
    application_id: Mapped[str] = mapped_column(ForeignKey("application.id"))
    email: Mapped[str] = mapped_column(String(254))
    name: Mapped[str] = mapped_column(String(200))
    password_hash: Mapped[str] = mapped_column(String(200))
    timezone: Mapped[str] = mapped_column(String(64))
    locale: Mapped[str] = mapped_column(String(10), default="en")
    working_hours: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON(none_as_null=True))
    working_hours_revision: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[Instant]


class SignIn(Model):
    """A browser that is signed in. The cookie has the token, the row its sha256."""

    __tablename__ = "sign_in"

    id: Mapped[Id]
    organizer_id: Mapped[str] = mapped_column(ForeignKey("organizer.id"), index=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[Instant]
    expires_at: Mapped[Instant]
    last_used_at: Mapped[Instant]
    revoked_at: Mapped[Instant | None]

    organizer: Mapped[Organizer] = relationship(lazy="joined")
