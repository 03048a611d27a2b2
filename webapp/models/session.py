"""A short-lived key to a configuration. (Not a login: that is a sign-in, see `organizer.py`.)"""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.models.types import Id, Instant, Model


class SchedulerSession(Model):
    """The caller has the session id, the row its sha256."""

    __tablename__ = "scheduler_session"

    id: Mapped[Id]
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    configuration_id: Mapped[str] = mapped_column(
        ForeignKey("configuration.id", ondelete="CASCADE"), index=True
    )
    created_at: Mapped[Instant]
    expires_at: Mapped[Instant]
