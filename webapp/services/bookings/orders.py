"""In which orders a list of bookings can be read, each by an index of its own.

By start, an index knows the kind of a list and its dates as well. By all else it knows the status alone: what is only
ahead, or only past, or between two dates is then looked for among so many rows at once (decision 0010).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, literal, tuple_

from webapp.models import BOOKED, CANCELLED, PENDING, Booking, BookingHost

START, BOOKED_AT, GUEST = "start", "booked", "guest"
GUEST_AT_MOST = 40  # characters of a name that an order looks at
LONGEST_SECONDS = 24 * 3600  # of a booking: see `SlotMinutes` of the configuration's document
STATUS = {"pending": PENDING, "upcoming": BOOKED, "past": BOOKED, "cancelled": CANCELLED}
AHEAD = ("pending", "upcoming")
_KEYS: dict[str, Any] = {
    START: BookingHost.starts_at,
    BOOKED_AT: BookingHost.booked_at,
    GUEST: BookingHost.guest,
}


@dataclass(frozen=True, slots=True)
class Order:
    """`by`: START, BOOKED_AT or GUEST. `ascends`: soonest, oldest or A first."""

    by: str
    ascends: bool

    @property
    def key(self) -> Any:
        """The column that it reads by; the booking's id decides where two are equal."""
        return _KEYS[self.by]

    @property
    def key_type(self) -> type[int] | type[str]:
        return str if self.by == GUEST else int

    def of(self, key: Any, id_: Any) -> tuple[Any, Any]:
        """What `order_by` takes."""
        return (key, id_) if self.ascends else (key.desc(), id_.desc())

    def beyond(self, key: int | str, booking_id: str) -> ColumnElement[bool]:
        """What follows a row."""
        place, last = tuple_(self.key, BookingHost.booking_id), tuple_(literal(key), literal(booking_id))
        return place > last if self.ascends else place < last


def order_of(by: str, kind: str, *, is_reversed: bool) -> Order:
    """By start, what lies ahead goes soonest first, the rest latest first; by booking, newest first; guests from A."""
    ascends = {START: kind in AHEAD, BOOKED_AT: False, GUEST: True}[by]
    return Order(by, ascends != is_reversed)


def guest_key(booking: Booking) -> str:
    """By what a booking stands among others by their guests."""
    return booking.guest_name.casefold()[:GUEST_AT_MOST]


def within_kind(kind: str, *, now: int) -> tuple[ColumnElement[bool], ...]:
    """What makes a booking one of a kind. Each is a stretch of the index by start, but for a few rows around `now`."""
    row = BookingHost
    if kind == "upcoming":
        return (row.status == BOOKED, row.starts_at > now - LONGEST_SECONDS, row.ends_at > now)
    if kind == "past":
        return (row.status == BOOKED, row.starts_at < now, row.ends_at <= now)
    return (row.status == STATUS[kind],)


def is_of_kind(row: Mapping[str, Any], kind: str, *, now: int) -> bool:
    """The same of a row that has the right status."""
    if kind == "upcoming":
        return bool(row["ends_at"] > now)
    return kind != "past" or bool(row["ends_at"] <= now)
