"""Who signs in to the dashboard, the sign-ins, and the links that make an account or a new password.

Sign-ins are stored on the server, so they can be revoked.
"""

from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.lib import locale_tags
from webapp.models.types import Id, Instant, Model

# Monday to Friday: 0 is Sunday.
DEFAULT_HOURS = ({"days": [1, 2, 3, 4, 5], "start": "09:00", "end": "17:00", "exdates": []},)


class Organizer(Model):
    """Somebody with a dashboard. `is_admin`: whether they look after the installation.

    `language`: empty while nobody chose one. `hour_cycle`: 12, 24, or empty for what is usual in the language.
    `first_day`: the day on which their week begins, 0 is Monday; null for what is usual in the language.
    `skipped_steps`: the first steps that they left out; null as long as they left out none.
    `public_name`: the last part of the address that lists their public pages; null without such a list.
    `feed_digest`: the sha256 of the token in the address of their bookings as a calendar; null without such an address.
    `deactivated_at`: since when they are not let in; null for everybody who is.
    `working_hours`: rows of weekly hours in `timezone`; null as long as nobody changed the default ones.
    """

    __tablename__ = "organizer"
    __table_args__ = (
        UniqueConstraint("application_id", "email"),
        UniqueConstraint("application_id", "public_name", name="uq_organizer_public_name"),
    )

    id: Mapped[Id]
    application_id: Mapped[str] = mapped_column(ForeignKey("application.id"))
    email: Mapped[str] = mapped_column(String(254))
    name: Mapped[str] = mapped_column(String(200))
    password_hash: Mapped[str] = mapped_column(String(200))
    timezone: Mapped[str] = mapped_column(String(64))
    working_hours: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON(none_as_null=True))
    skipped_steps: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    working_hours_revision: Mapped[int] = mapped_column(default=1)
    language: Mapped[str] = mapped_column("locale", String(10), default="")
    is_admin: Mapped[bool] = mapped_column(default=False)
    deactivated_at: Mapped[Instant | None]
    title: Mapped[str] = mapped_column(String(100), default="")
    about: Mapped[str] = mapped_column(String(1000), default="")
    photo_id: Mapped[str | None] = mapped_column(ForeignKey("image.id"))
    hour_cycle: Mapped[str] = mapped_column(String(2), default="")
    first_day: Mapped[int | None]
    public_name: Mapped[str | None] = mapped_column(String(63))
    feed_digest: Mapped[str | None] = mapped_column(String(64), unique=True)
    created_at: Mapped[Instant]

    @property
    def locale(self) -> str:
        """How they read: language, clock and week in one tag, which every date and time is written by."""
        return locale_tags.tag(self.language or "en", hour_cycle=self.hour_cycle, first_day=self.first_day)


class SignIn(Model):
    """A browser that is signed in. The cookie has the token, the row its sha256.

    `browser`: what it called itself, such as `Firefox · Linux`; empty where that said nothing.
    """

    __tablename__ = "sign_in"

    id: Mapped[Id]
    organizer_id: Mapped[str] = mapped_column(ForeignKey("organizer.id"), index=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    browser: Mapped[str] = mapped_column(String(100), default="")
    created_at: Mapped[Instant]
    expires_at: Mapped[Instant]
    last_used_at: Mapped[Instant]
    revoked_at: Mapped[Instant | None]

    organizer: Mapped[Organizer] = relationship(lazy="joined")


class SetupLink(Model):
    """The link that makes the first organizer, once. The link has a token, the row its sha256."""

    __tablename__ = "setup_link"

    id: Mapped[Id]
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[Instant]
    expires_at: Mapped[Instant]


class AccountLink(Model):
    """A link that is mailed and works once: it makes an account, or gives one a new password.

    The link has a token, the row its sha256. `organizer_id`: whose password, or who invited; null where nobody
    has the address. The link ends with that account. `is_admin`: whether whoever is invited becomes an administrator.
    """

    __tablename__ = "account_link"
    __table_args__ = (Index("ix_account_link_application_id_kind", "application_id", "kind", "expires_at"),)

    id: Mapped[Id]
    application_id: Mapped[str] = mapped_column(ForeignKey("application.id"))
    kind: Mapped[str] = mapped_column(String(16))
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    email: Mapped[str] = mapped_column(String(254))
    organizer_id: Mapped[str | None] = mapped_column(
        ForeignKey("organizer.id", ondelete="CASCADE"), index=True
    )
    is_admin: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[Instant]
    expires_at: Mapped[Instant]
