"""What a program needs to sign an organizer in: registered addresses, what was allowed, and tokens (RFC 6749)."""

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.models.application import Application
from webapp.models.grant import Grant
from webapp.models.organizer import Organizer
from webapp.models.types import Id, Instant, Model

ACCESS, REFRESH = "access", "refresh"


class RedirectUri(Model):
    """An address to which organizers may be sent back. `platform`: "desktop" takes any port of this machine."""

    __tablename__ = "redirect_uri"
    __table_args__ = (UniqueConstraint("application_id", "url"),)

    id: Mapped[Id]
    application_id: Mapped[str] = mapped_column(ForeignKey("application.id"))
    url: Mapped[str] = mapped_column(String(1000))
    platform: Mapped[str] = mapped_column(String(16))
    created_at: Mapped[Instant]


class Authorization(Model):
    """An organizer let an application use one grant. It begins with a code, which is exchanged once for tokens.

    It holds only while the grant is still that organizer's. `needs_secret`: null until the code is exchanged; then
    whether that was done with a secret, which a refresh needs as well. `expires_at`: when its code or its last token
    ends, so that the row can be forgotten.
    """

    __tablename__ = "oauth_authorization"

    id: Mapped[Id]
    application_id: Mapped[str] = mapped_column(ForeignKey("application.id"))
    organizer_id: Mapped[str] = mapped_column(ForeignKey("organizer.id", ondelete="CASCADE"), index=True)
    grant_id: Mapped[str] = mapped_column(ForeignKey("grant.id", ondelete="CASCADE"), index=True)
    redirect_uri: Mapped[str] = mapped_column(String(1000))
    is_offline: Mapped[bool]
    code_digest: Mapped[str] = mapped_column(String(64), unique=True)
    code_challenge: Mapped[str | None] = mapped_column(String(128))
    code_expires_at: Mapped[Instant]
    exchanged_at: Mapped[Instant | None]
    needs_secret: Mapped[bool | None]
    created_at: Mapped[Instant]
    expires_at: Mapped[Instant]
    last_used_at: Mapped[Instant | None]
    revoked_at: Mapped[Instant | None]

    application: Mapped[Application] = relationship(lazy="joined")
    organizer: Mapped[Organizer] = relationship(lazy="joined")
    grant: Mapped[Grant] = relationship(lazy="joined")


class Token(Model):
    """The program has the token, the row its sha256. `used_at`: when a refresh token was exchanged for the next."""

    __tablename__ = "oauth_token"

    id: Mapped[Id]
    authorization_id: Mapped[str] = mapped_column(
        ForeignKey("oauth_authorization.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str] = mapped_column(String(8))
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[Instant]
    expires_at: Mapped[Instant]
    used_at: Mapped[Instant | None]

    authorization: Mapped[Authorization] = relationship(lazy="joined")
