"""What availability reads of calendars: a row for each busy span of one.

Two exclusive spans of a calendar can never overlap, whatever the code does. PostgreSQL refuses by an exclusion
constraint, SQLite by two triggers. `migrations/versions/0002_no_overlap.py` makes them;
`0029_nearest_span.py` lets the triggers read one span, however many lie ahead.
"""

from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, Select, and_, or_, select, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.models.types import Instant, Model, Number

LONG_SECONDS = 24 * 3600
_FOR_SEARCHES = ("calendar_id", "ends_at", "starts_at", "expires_at", "booking_id")
_FOR_THE_GUARD = ("calendar_id", "starts_at", "ends_at")
_IS_EXCLUSIVE = text("exclusive")
_IS_LONG = text(f"ends_at - starts_at > {LONG_SECONDS}")


class BusySpan(Model):
    """Half-open [starts_at, ends_at). A span with `expires_at` is a hold: never exclusive, free once expired."""

    __tablename__ = "busy_span"
    __table_args__ = (
        CheckConstraint("starts_at < ends_at", name="starts_before_end"),
        CheckConstraint("expires_at IS NULL OR NOT exclusive", name="hold_is_not_exclusive"),
        # `ends_at` comes first: a search for what has not ended skips the past, which only grows.
        Index("ix_busy_span_calendar", *_FOR_SEARCHES),
        # The few that last longer than a day: see `overlapping`. With the same columns as above, or SQLite would
        # prefer the large index.
        Index("ix_busy_span_long", *_FOR_SEARCHES, sqlite_where=_IS_LONG, postgresql_where=_IS_LONG),
        # SQLite's guard looks here for the last span that starts before the end of a new one.
        Index(
            "ix_busy_span_exclusive",
            *_FOR_THE_GUARD,
            sqlite_where=_IS_EXCLUSIVE,
            postgresql_where=_IS_EXCLUSIVE,
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


def overlapping(since: Any, until: Any, *columns: Any, now: Any) -> tuple[Select[Any], Select[Any]]:
    """These columns of the spans that overlap [since, until): of those up to a day long, and of the longer ones.

    A hold that has expired by `now` is left out.

    Two statements, to be put together by UNION ALL, because an index can find spans by their end alone. What overlaps
    and ends long after `until` must be long, and long ones have an index of their own. So no search goes through all
    that lies ahead.
    """
    table = BusySpan.__table__
    is_live = or_(table.c.expires_at.is_(None), table.c.expires_at > now)
    overlap = and_(table.c.ends_at > since, table.c.starts_at < until, is_live)
    is_short = table.c.ends_at - table.c.starts_at <= LONG_SECONDS
    return (
        select(*columns).where(overlap, table.c.ends_at < until + LONG_SECONDS, is_short),
        select(*columns).where(overlap, _IS_LONG),
    )
