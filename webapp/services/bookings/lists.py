"""What an organizer's dashboard lists: bookings by kind, a page at a time, and what stands beside a request.

Reads only, and only what belongs to the organizer asked for: everything else is not found.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, func, select, union, union_all

from webapp.errors import NotFound
from webapp.extensions import db
from webapp.lib import counting, cursors
from webapp.lib.counting import Count
from webapp.lib.ids import is_id
from webapp.models import (
    CANCELLED,
    Booking,
    BookingChange,
    BookingHost,
    BusySpan,
    Calendar,
    Configuration,
    Event,
    Grant,
    Organizer,
)
from webapp.models.busy_span import overlapping
from webapp.services.bookings import hosts, lookup
from webapp.services.bookings.filters import EVERYTHING, Filter
from webapp.services.bookings.orders import START, STATUS, Order, is_of_kind, order_of, within_kind
from webapp.services.calendars import grants

KINDS = ("pending", "upcoming", "past", "cancelled")
PAGE_SIZE = 25
SEARCHED_AT_ONCE = 1000  # bookings that one page of a search looks through: see decision 0010
NEIGHBOURS_WITHIN_SECONDS = 4 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingPage:
    """Some bookings, and the mark at which the list goes on; None at its end.

    `is_unfinished`: a search has looked at so many, and the list goes on. `searched_until`: the start of the last of
    them, where the list is by start.
    """

    bookings: tuple[Booking, ...]
    next_cursor: str | None
    is_unfinished: bool = False
    searched_until: int | None = None


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
    only: Filter = EVERYTHING,
    cursor: str | None = None,
    limit: int = PAGE_SIZE,
    grant_ids: Collection[str] | None = None,
) -> BookingPage:
    """One page of the bookings of a kind (`KINDS`), in an order of `orders.py`.

    `only` says which of them, and the order. Of a long list, what is compared is looked for in `SEARCHED_AT_ONCE`
    bookings; the cursor leads to those that follow. `grant_ids`: the organizer's, if the caller has them; else they
    are asked for. Raises InvalidInput for a strange cursor.
    """
    order = order_of(only.order, kind, is_reversed=only.is_reversed)
    where, compares = _asked(kind, only, now=now), _compares(kind, only)
    if cursor:
        unpack = cursors.unpack if order.key_type is int else cursors.unpack_text
        where.append(order.beyond(*unpack(cursor, field="cursor")))
    grant_ids = grants.ids_of(organizer) if grant_ids is None else grant_ids
    many = (SEARCHED_AT_ONCE if compares else limit) + 1  # one more tells whether the list goes on
    rows = _first(grant_ids, where, order=order, limit=many, only=only)
    looked_at, goes_on = rows[: many - 1], len(rows) == many
    found = [row for row in looked_at if _is_meant(row._mapping, kind, only, now=now)]
    last = found[limit - 1] if len(found) > limit else looked_at[-1] if goes_on else None
    is_search = bool(last and compares and len(found) <= limit)
    return BookingPage(
        bookings=_bookings([row.id for row in found[:limit]]),
        next_cursor=cursors.pack(last.key, last.id) if last else None,
        is_unfinished=is_search,
        searched_until=last.starts_at if last and is_search and only.order == START else None,
    )


def _asked(kind: str, only: Filter, *, now: int) -> list[ColumnElement[bool]]:
    """What the index of an order answers."""
    if only.order == START:
        return [*within_kind(kind, now=now), *only.dates]
    return [BookingHost.status == STATUS[kind]]


def _compares(kind: str, only: Filter) -> bool:
    """Whether rows are read and compared, so that the list is looked through in steps."""
    of_times = kind in ("upcoming", "past") or bool(only.dates)
    return only.compares or (only.order != START and of_times)


def _is_meant(row: Mapping[str, Any], kind: str, only: Filter, *, now: int) -> bool:
    if only.order != START and not (is_of_kind(row, kind, now=now) and only.has_dates_of(row["starts_at"])):
        return False
    return not only.compares or only.matches(row)


def counts(organizer: Organizer, *, now: int, grant_ids: Collection[str] | None = None) -> dict[str, Count]:
    """How many bookings there are of each kind, counted up to 200. One query, or two without `grant_ids`."""
    grant_ids = grants.ids_of(organizer) if grant_ids is None else grant_ids
    if not grant_ids:
        return {kind: Count(0) for kind in KINDS}
    columns = [_count(grant_ids, within_kind(kind, now=now)) for kind in KINDS]
    row = db.session.execute(select(*columns)).one()
    return {kind: Count.of(number, at_most=counting.AT_MOST) for kind, number in zip(KINDS, row, strict=True)}


def next_starts(configuration_ids: Sequence[str], *, now: int) -> dict[str, int]:
    """When the next live booking of each scheduling page begins, by the page's id. One query."""
    soonest = (
        select(func.min(Booking.starts_at))
        .where(
            Booking.configuration_id == Configuration.id,
            Booking.starts_at > now,
            Booking.status != CANCELLED,
        )
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(Configuration.id, soonest).where(Configuration.id.in_(configuration_ids))
    )
    return {configuration_id: at for configuration_id, at in rows if at is not None}


def find(organizer: Organizer, booking_id: str) -> Booking:
    """A booking that the organizer takes part in, or of a page of theirs. Raises NotFound for any other."""
    found = _bookings([booking_id]) if is_id(booking_id) else ()
    if not found or not hosts.is_seen_by(organizer, booking_id):
        raise NotFound("booking.unknown")
    return found[0]


def some(organizer: Organizer, ids: Sequence[str]) -> tuple[Booking, ...]:
    """Those of a few bookings that the organizer sees. Two queries."""
    return _bookings(hosts.seen_among(organizer, [id_ for id_ in ids if is_id(id_)]))


def changes(booking: Booking) -> list[BookingChange]:
    """What happened to a booking, in the order in which it happened."""
    mine = select(BookingChange).where(BookingChange.booking_id == booking.id)
    return list(db.session.scalars(mine.order_by(BookingChange.id)))


def neighbours(organizer: Organizer, bookings: Sequence[Booking], *, now: int) -> dict[str, list[Neighbour]]:
    """What else is busy in the organizer's calendars within 4 hours of each booking, by its id. Three queries."""
    if not bookings:
        return {}
    mine = select(Calendar.id).join(Calendar.grant).where(Grant.organizer_id == organizer.id)
    calendar_ids = list(db.session.scalars(mine))
    near = [
        part.where(BusySpan.calendar_id.in_(calendar_ids))
        for booking in bookings
        for part in _near(booking, now)
    ]
    spans = union_all(*near).subquery()
    found = db.session.execute(select(spans).order_by(spans.c.starts_at, spans.c.id).distinct()).all()
    titles = _titles({span.event_id for span in found if span.event_id})
    return {booking.id: list(_neighbours_of(booking, found, titles)) for booking in bookings}


def _titles(event_ids: Set[str]) -> dict[str, str]:
    # A question of its own: joined to the spans, of which PostgreSQL expects too many, it would read every event.
    rows = db.session.execute(select(Event.id, Event.title).where(Event.id.in_(event_ids)))
    return {row.id: row.title for row in rows}


def _near(booking: Booking, now: int) -> tuple[Select[Any], Select[Any]]:
    since = booking.starts_at - NEIGHBOURS_WITHIN_SECONDS
    until = booking.ends_at + NEIGHBOURS_WITHIN_SECONDS
    return overlapping(since, until, *BusySpan.__table__.columns, now=now)


def _neighbours_of(booking: Booking, spans: Iterable[Any], titles: Mapping[str, str]) -> Iterator[Neighbour]:
    earliest = booking.starts_at - NEIGHBOURS_WITHIN_SECONDS
    latest = booking.ends_at + NEIGHBOURS_WITHIN_SECONDS
    for span in spans:
        if span.booking_id != booking.id and span.ends_at > earliest and span.starts_at < latest:
            yield Neighbour(
                starts_at=span.starts_at,
                ends_at=span.ends_at,
                title=titles.get(span.event_id, ""),
                overlaps=span.starts_at < booking.ends_at and span.ends_at > booking.starts_at,
            )


def _first(
    grant_ids: Collection[str],
    where: Sequence[ColumnElement[bool]],
    *,
    order: Order,
    limit: int,
    only: Filter,
) -> Sequence[Any]:
    """The ids, places and times of the first bookings of a list, in its order; each with what it is compared by."""
    if not grant_ids:
        return []
    some = _firsts(grant_ids, where, order=order, limit=limit)
    ordered = select(some, *only.columns(some.c.id)).order_by(*order.of(some.c.key, some.c.id))
    return db.session.execute(ordered.limit(limit)).all()


def _firsts(
    grant_ids: Collection[str], where: Sequence[ColumnElement[bool]], *, order: Order, limit: int
) -> Subquery:
    # Each grant gives its own first ones, as its index has them: no index has an order across grants. Counting asks for
    # them in order, too, or PostgreSQL would go through the table until it has found enough.
    row = BookingHost
    firsts = [
        select(
            select(row.booking_id.label("id"), order.key.label("key"), row.starts_at, row.ends_at)
            .where(row.grant_id == grant_id, *where)
            .order_by(*order.of(order.key, row.booking_id))
            .limit(limit)
            .subquery()
        )
        for grant_id in grant_ids
    ]
    return union(*firsts).subquery()  # two grants of an organizer may host one booking


def _bookings(ids: Sequence[str]) -> tuple[Booking, ...]:
    """The bookings of these ids, with their pages and grants, in the order of the ids. One query."""
    query = lookup.with_configuration().where(Booking.id.in_(ids))
    found = {booking.id: booking for booking in db.session.scalars(query)}
    return tuple(found[id_] for id_ in ids if id_ in found)


def _count(grant_ids: Collection[str], of_kind: Sequence[ColumnElement[bool]]) -> Any:
    some = _firsts(grant_ids, of_kind, order=Order(START, ascends=True), limit=counting.AT_MOST + 1)
    return select(func.count()).select_from(some).scalar_subquery()
