"""How far our copy of a calendar that is kept elsewhere has come.

The copy itself is in `event` and `busy_span`, as for any calendar: availability reads nothing else.
"""

from typing import Any

from sqlalchemy import Exists, ForeignKey, String, Text, exists
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.models.calendar import Calendar
from webapp.models.types import Instant, Model

GONE = "provider.gone"  # the failure of a calendar that its provider no longer has


class Mirror(Model):
    """`external_id`: what the provider calls the calendar. `cursor`: where the next reading of changes begins, None
    to read everything again.

    The copy holds what overlaps the time until `window_until`. `synced_at`: when it last was what the provider had;
    `whole_at`: when everything was last read; None while there is no copy that can be relied on. `due_at`: when it is
    read next. A worker that reads it has the `claim` until `lease_until`. `failure`: the code of the refusal that
    stopped the last reading, `failures` how many have followed each other. `troubles`: how many events could not be
    read as they stand, and count as busy.
    """

    __tablename__ = "mirror"

    calendar_id: Mapped[str] = mapped_column(
        String(36), ForeignKey("calendar.id", ondelete="CASCADE"), primary_key=True
    )
    external_id: Mapped[str] = mapped_column(Text)
    cursor: Mapped[str | None] = mapped_column(Text)
    window_until: Mapped[Instant | None]
    synced_at: Mapped[Instant | None]
    whole_at: Mapped[Instant | None]
    due_at: Mapped[Instant] = mapped_column(index=True)
    claim: Mapped[str | None] = mapped_column(String(36))
    lease_until: Mapped[Instant | None]
    failure: Mapped[str | None] = mapped_column(String(64))
    failed_at: Mapped[Instant | None]
    failures: Mapped[int] = mapped_column(default=0)
    troubles: Mapped[int] = mapped_column(default=0)

    calendar: Mapped[Calendar] = relationship()


def is_unread(calendar_id: Any) -> Exists:
    """A condition: this calendar is kept elsewhere, and there is no copy of it that can be relied on."""
    return exists().where(Mirror.calendar_id == calendar_id, Mirror.whole_at.is_(None))
