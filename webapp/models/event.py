"""An entry in a calendar. The time that it makes busy is in `busy_span`: availability reads only that table."""

from sqlalchemy import ColumnElement, ForeignKey, Index, String, Text, and_, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.models.calendar import Calendar
from webapp.models.types import Document, Id, Instant, Model, Rows

LONG_SECONDS = 24 * 3600
# Written out, because SQLite uses a partial index only where a query repeats its condition word for word.
_IS_LONG = text(f"ends_at - starts_at > {LONG_SECONDS}")
_RECURS = text("CAST(recurrence AS TEXT) <> '[]'")
_IS_OF_BOOKING = text("booking_id IS NOT NULL")
_IS_ELSEWHERE = text("provider_event_id IS NOT NULL")
_HAPPENS_ONCE = text("CAST(recurrence AS TEXT) = '[]'")
_IN_ORDER = ("calendar_id", "starts_at", "id")
_BY_END = ("calendar_id", "over_at", "starts_at")

CONFIRMED, MAYBE, EVENT_CANCELLED = "confirmed", "maybe", "cancelled"


class Event(Model):
    """`when` is the contract's object as it was sent; `starts_at` and `ends_at` are the instants that it means.

    An event with a `booking_id` belongs to a booking, and is `pending` while it is a placeholder. A booking can have
    several events, one for each participant, all with the same iCalendar UID. An event with a `master_id` is an
    occurrence that differs from the rest of its series; `recurrence_id` is the start that the series gave it, as
    `20270104T090000Z` or `20270104`. `over_at`: when the last time of a series is over, at most two days late; None for
    one without an end, and for what happens once.

    An event of a calendar that is kept elsewhere has the provider's name in `provider_event_id`. A series has a row for
    each occurrence there, all with this name. `written_at`: when an event of a booking was last written to a provider.
    """

    __tablename__ = "event"
    __table_args__ = (
        Index("uq_event_master_id", "master_id", "recurrence_id", unique=True),
        # Only of these: else PostgreSQL may look for all others by it.
        Index(
            "ix_event_booking_id", "booking_id", sqlite_where=_IS_OF_BOOKING, postgresql_where=_IS_OF_BOOKING
        ),
        Index(
            "ix_event_provider",
            "calendar_id",
            "provider_event_id",
            sqlite_where=_IS_ELSEWHERE,
            postgresql_where=_IS_ELSEWHERE,
        ),
        # The order of the list, and the same order for the few that a search would have to look for among all others:
        # see `ending_after`. That few recur, PostgreSQL knows by statistics that a migration makes.
        Index("ix_event_list", *_IN_ORDER),
        Index("ix_event_long", *_IN_ORDER, "ends_at", sqlite_where=_IS_LONG, postgresql_where=_IS_LONG),
        Index("ix_event_recurring", *_IN_ORDER, sqlite_where=_RECURS, postgresql_where=_RECURS),
        # For `going_on`: those that are over are many, and none of them is read.
        Index("ix_event_over", *_BY_END, sqlite_where=_RECURS, postgresql_where=_RECURS),
    )

    id: Mapped[Id]
    calendar_id: Mapped[str] = mapped_column(ForeignKey("calendar.id", ondelete="CASCADE"))
    booking_id: Mapped[str | None] = mapped_column(ForeignKey("booking.id"))
    master_id: Mapped[str | None] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    recurrence_id: Mapped[str | None] = mapped_column(String(16))
    ical_uid: Mapped[str] = mapped_column(String(255), index=True)
    sequence: Mapped[int] = mapped_column(default=0)
    title: Mapped[str] = mapped_column(String(1024), default="")
    description: Mapped[str | None] = mapped_column(Text)
    location: Mapped[str | None] = mapped_column(Text)
    when: Mapped[Document]
    starts_at: Mapped[Instant] = mapped_column(index=True)
    ends_at: Mapped[Instant]
    over_at: Mapped[Instant | None]
    busy: Mapped[bool] = mapped_column(default=True)
    status: Mapped[str] = mapped_column(String(16), default=CONFIRMED)
    pending: Mapped[bool] = mapped_column(default=False)
    participants: Mapped[Rows] = mapped_column(default=list)
    recurrence: Mapped[Rows] = mapped_column(default=list)
    fields: Mapped[Document] = mapped_column(default=dict)  # the contract's `metadata`
    # What programs send and read again, and we do nothing with: conferencing, reminders and the like.
    extras: Mapped[Document] = mapped_column(default=dict)
    provider_event_id: Mapped[str | None] = mapped_column(String(1024))
    etag: Mapped[str | None] = mapped_column(String(255))
    written_at: Mapped[Instant | None]
    created_at: Mapped[Instant]
    updated_at: Mapped[Instant]

    calendar: Mapped[Calendar] = relationship()


def ending_after(since: int) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Two conditions, each for an index of its own: which events, or first occurrences, end after `since`.

    An index in the order of starts cannot find ends. But whatever ends after `since` began within the day before it or
    later, which the first condition finds, or it is long, which few are.
    """
    ends, earliest = Event.ends_at > since, since - LONG_SECONDS
    return and_(Event.starts_at > earliest, ends), and_(Event.starts_at <= earliest, ends, _IS_LONG)


def recurring() -> ColumnElement[bool]:
    """A condition: which events come again."""
    return and_(_RECURS)


def going_on(since: int) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Two conditions that exclude each other: which series can have a time after `since`."""
    return and_(_RECURS, Event.over_at.is_(None)), and_(_RECURS, Event.over_at > since)


def happening_once() -> ColumnElement[bool]:
    """A condition: which events do not come again. Occurrences that have rows of their own are among them."""
    return and_(_HAPPENS_ONCE)
