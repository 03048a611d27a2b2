"""An application: slugs, keys and grants belong to it. An installation has a single one by default."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.models.types import Id, Instant, Model, Rows


class Application(Model):
    """`id` is the `client_id` in the addresses of public pages and components."""

    __tablename__ = "application"

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[Instant]


class ApiKey(Model):
    """Only the sha256 of the key is stored. 256 random bits need no slow hash. `scopes`: none for everything."""

    __tablename__ = "api_key"

    id: Mapped[Id]
    application_id: Mapped[str] = mapped_column(ForeignKey("application.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    prefix: Mapped[str] = mapped_column(String(12))
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    scopes: Mapped[Rows] = mapped_column(default=list)
    created_at: Mapped[Instant]
    last_used_at: Mapped[Instant | None]
    expires_at: Mapped[Instant | None]
    revoked_at: Mapped[Instant | None]
