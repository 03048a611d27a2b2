"""Invitations: links that open one private page to whoever has them, for a number of bookings."""

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.models.types import Id, Instant, Model

LIVE, USED_UP, EXPIRED, REVOKED = "live", "used_up", "expired", "revoked"


class Invitation(Model):
    """The invited person has the token, the row its sha256.

    `uses_left`: how many bookings it still makes; one that is cancelled gives nothing back. `name`, `email`: what the
    guest's form is filled in with. `note`: for the organizer alone.
    """

    __tablename__ = "invitation"
    __table_args__ = (Index(None, "configuration_id", "created_at", "id"),)

    id: Mapped[Id]
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    configuration_id: Mapped[str] = mapped_column(ForeignKey("configuration.id", ondelete="CASCADE"))
    uses: Mapped[int]
    uses_left: Mapped[int]
    expires_at: Mapped[Instant | None]
    revoked_at: Mapped[Instant | None]
    name: Mapped[str] = mapped_column(String(200), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    note: Mapped[str] = mapped_column(String(500), default="")
    created_at: Mapped[Instant]

    def state(self, *, now: int) -> str:
        """`live`, or why it makes no booking: `revoked`, `expired`, `used_up`."""
        if self.revoked_at is not None:
            return REVOKED
        if self.expires_at is not None and self.expires_at <= now:
            return EXPIRED
        return LIVE if self.uses_left > 0 else USED_UP
