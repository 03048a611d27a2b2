"""The only table that availability reads: one row per busy stretch of a calendar.

Two exclusive spans of one calendar can never overlap, whatever the code does: PostgreSQL refuses by an exclusion
constraint, SQLite by two triggers, both named `busy_span_no_overlap` and both made by the first migration.
"""

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from webapp.models.types import Instant, Model, Number


class BusySpan(Model):
    """Half-open [starts_at, ends_at). A span with `expires_at` is a hold: never exclusive, free once expired."""

    __tablename__ = "busy_span"
    __table_args__ = (
        CheckConstraint("starts_at < ends_at", name="starts_before_end"),
        CheckConstraint("expires_at IS NULL OR NOT exclusive", name="hold_is_not_exclusive"),
        # By end, not by start: the past of a calendar grows for ever, what lies ahead does not.
        Index("ix_busy_span_calendar", "calendar_id", "ends_at", "starts_at", "expires_at", "booking_id"),
    )

    id: Mapped[Number]
    calendar_id: Mapped[str] = mapped_column(ForeignKey("calendar.id", ondelete="CASCADE"))
    starts_at: Mapped[Instant]
    ends_at: Mapped[Instant]
    event_id: Mapped[str | None] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    booking_id: Mapped[str | None] = mapped_column(ForeignKey("booking.id"), index=True)
    exclusive: Mapped[bool]
    expires_at: Mapped[Instant | None]
