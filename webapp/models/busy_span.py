"""The only table that availability reads: a row for each busy span of a calendar.

Two exclusive spans of a calendar can never overlap, whatever the code does. PostgreSQL refuses by an exclusion
constraint, SQLite by two triggers. They are made by `migrations/versions/0002_no_overlap.py`.
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
        # `ends_at` comes first: a search for what has not ended skips the past, which only grows.
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
