"""The only table that availability reads: a row for each busy span of a calendar.

Two exclusive spans of a calendar can never overlap, whatever the code does. PostgreSQL refuses by an exclusion
constraint, SQLite by two triggers. They are made by `migrations/versions/0002_no_overlap.py`.
"""

from typing import Any

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, and_, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.models.types import Instant, Model, Number

LONG_SECONDS = 24 * 3600
_IS_LONG = text(f"ends_at - starts_at > {LONG_SECONDS}")


class BusySpan(Model):
    """Half-open [starts_at, ends_at). A span with `expires_at` is a hold: never exclusive, free once expired."""

    __tablename__ = "busy_span"
    __table_args__ = (
        CheckConstraint("starts_at < ends_at", name="starts_before_end"),
        CheckConstraint("expires_at IS NULL OR NOT exclusive", name="hold_is_not_exclusive"),
        # `ends_at` comes first: a search for what has not ended skips the past, which only grows.
        Index("ix_busy_span_calendar", "calendar_id", "ends_at", "starts_at", "expires_at", "booking_id"),
        # The few that last longer than a day: see `overlapping`.
        Index(
            "ix_busy_span_long", "calendar_id", "ends_at", sqlite_where=_IS_LONG, postgresql_where=_IS_LONG
        ),
    )

    id: Mapped[Number]
    calendar_id: Mapped[str] = mapped_column(ForeignKey("calendar.id", ondelete="CASCADE"))
    starts_at: Mapped[Instant]
    ends_at: Mapped[Instant]
    event_id: Mapped[str | None] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    booking_id: Mapped[str | None] = mapped_column(ForeignKey("booking.id"), index=True)
    exclusive: Mapped[bool]
    expires_at: Mapped[Instant | None]


def overlapping(since: Any, until: Any) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """What is true of spans that overlap [since, until): of those up to a day long, and of the longer ones.

    Two conditions for two statements, because an index can find spans by their end alone. What ends long after `until`
    and overlaps must be long, and long ones have an index of their own: so no search goes through all that lies ahead.
    """
    overlap = and_(BusySpan.ends_at > since, BusySpan.starts_at < until)
    is_short = BusySpan.ends_at - BusySpan.starts_at <= LONG_SECONDS
    return and_(overlap, BusySpan.ends_at < until + LONG_SECONDS, is_short), and_(overlap, _IS_LONG)
