"""What an organizer's dashboard lists: bookings by kind, a page at a time, and what stands beside a request.

Reads only, and only what belongs to the organizer asked for: everything else is not found.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select
from sqlalchemy.orm import contains_eager

from webapp.errors import NotFound
from webapp.extensions import db
from webapp.lib import cursors
from webapp.lib.ids import is_id
from webapp.models import (
    BOOKED,
    CANCELLED,
    PENDING,
    Booking,
    BookingChange,
    BusySpan,
    Calendar,
    Configuration,
    Event,
    Grant,
    Organizer,
)

KINDS = ("pending", "upcoming", "past", "cancelled")
PAGE_SIZE = 25
NEIGHBOURS_WITHIN_SECONDS = 4 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingPage:
    """Some bookings, and the mark at which the list goes on; None at its end."""

    bookings: tuple[Booking, ...]
    next_cursor: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """A busy stretch near a booking in the organizer's calendars. `title` is empty when no event tells it."""

    starts_at: int
    ends_at: int
    title: str
    overlaps: bool


def page(
    organizer: Organizer,
    *,
    kind: str,
    now: int,
    search: str = "",
    cursor: str | None = None,
    limit: int = PAGE_SIZE,
) -> BookingPage:
    """One page of the bookings of a kind (`KINDS`): what lies ahead soonest first, the rest latest first.

    `search` is part of a guest's name or e-mail address. Raises InvalidInput for a strange cursor.
    """
    soonest_first = kind in ("pending", "upcoming")
    wanted = _belonging_to(organizer).where(_is_of_kind(kind, now=now))
    if search:
        wanted = wanted.where(_is_of_guest(search))
    if cursor:
        wanted = wanted.where(_beyond(*cursors.unpack(cursor, field="cursor"), soonest_first=soonest_first))
    order = (
        (Booking.starts_at, Booking.id) if soonest_first else (Booking.starts_at.desc(), Booking.id.desc())
    )
    found = db.session.scalars(wanted.order_by(*order).limit(limit + 1)).all()
    shown = tuple(found[:limit])
    more = len(found) > limit
    return BookingPage(
        bookings=shown, next_cursor=cursors.pack(shown[-1].starts_at, shown[-1].id) if more else None
    )


def counts(organizer: Organizer, *, now: int) -> dict[str, int]:
    """How many bookings there are of each kind. One query."""
    columns = [func.count(Booking.id).filter(_is_of_kind(kind, now=now)) for kind in KINDS]
    row = db.session.execute(_belonging_to(organizer).with_only_columns(*columns)).one()
    return dict(zip(KINDS, row, strict=True))


def one(organizer: Organizer, booking_id: str) -> Booking:
    """A booking of the organizer. Raises NotFound, for another organizer's booking too."""
    mine = _belonging_to(organizer).where(Booking.id == booking_id)
    found = db.session.scalar(mine) if is_id(booking_id) else None
    if found is None:
        raise NotFound("booking.unknown")
    return found


def changes(booking: Booking) -> list[BookingChange]:
    """What happened to a booking, in the order in which it happened."""
    mine = select(BookingChange).where(BookingChange.booking_id == booking.id)
    return list(db.session.scalars(mine.order_by(BookingChange.id)))


def neighbours(organizer: Organizer, bookings: Sequence[Booking], *, now: int) -> dict[str, list[Neighbour]]:
    """What else is busy in the organizer's calendars within 4 hours of each booking, by its id. One query."""
    spans = (
        select(BusySpan.starts_at, BusySpan.ends_at, func.coalesce(Event.title, ""), BusySpan.booking_id)
        .join(Calendar, Calendar.id == BusySpan.calendar_id)
        .join(Grant, Grant.id == Calendar.grant_id)
        .outerjoin(Event, Event.id == BusySpan.event_id)
        .where(Grant.organizer_id == organizer.id)
        .where(or_(false(), *(and_(*_is_near(booking)) for booking in bookings)))
        .where(or_(BusySpan.expires_at.is_(None), BusySpan.expires_at > now))
        .order_by(BusySpan.starts_at, BusySpan.id)
    )
    found = db.session.execute(spans).all()
    return {booking.id: list(_neighbours_of(booking, found)) for booking in bookings}


def _is_near(booking: Booking) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return (
        BusySpan.ends_at > booking.starts_at - NEIGHBOURS_WITHIN_SECONDS,
        BusySpan.starts_at < booking.ends_at + NEIGHBOURS_WITHIN_SECONDS,
    )


def _neighbours_of(booking: Booking, spans: Iterable[Any]) -> Iterator[Neighbour]:
    earliest = booking.starts_at - NEIGHBOURS_WITHIN_SECONDS
    latest = booking.ends_at + NEIGHBOURS_WITHIN_SECONDS
    for starts_at, ends_at, title, booking_id in spans:
        if booking_id != booking.id and ends_at > earliest and starts_at < latest:
            overlaps = starts_at < booking.ends_at and ends_at > booking.starts_at
            yield Neighbour(starts_at=starts_at, ends_at=ends_at, title=title, overlaps=overlaps)


def _belonging_to(organizer: Organizer) -> Select[Booking]:
    return (
        select(Booking)
        .join(Booking.configuration)
        .join(Configuration.grant)
        .where(Grant.organizer_id == organizer.id)
        .options(contains_eager(Booking.configuration).contains_eager(Configuration.grant))
    )


def _is_of_kind(kind: str, *, now: int) -> ColumnElement[bool]:
    if kind == "pending":
        return Booking.status == PENDING
    if kind == "upcoming":
        return and_(Booking.status == BOOKED, Booking.ends_at > now)
    if kind == "past":
        return and_(Booking.status == BOOKED, Booking.ends_at <= now)
    return Booking.status == CANCELLED


def _is_of_guest(search: str) -> ColumnElement[bool]:
    # SQLite folds the case of A to Z only, so the other letters are tried as people write them.
    spellings = {search, search.lower(), search.upper(), search.title()}
    columns = (Booking.guest_name, Booking.guest_email)
    return or_(*(column.icontains(one, autoescape=True) for column in columns for one in sorted(spellings)))


def _beyond(starts_at: int, booking_id: str, *, soonest_first: bool) -> ColumnElement[bool]:
    same_start = Booking.starts_at == starts_at
    if soonest_first:
        return or_(Booking.starts_at > starts_at, and_(same_start, Booking.id > booking_id))
    return or_(Booking.starts_at < starts_at, and_(same_start, Booking.id < booking_id))
