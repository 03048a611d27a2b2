"""Whether a guest may still do what costs others something: pure judgements of counts. `allowance.py` has the counts.

Each raises TooMany, with the seconds after which it may be tried again where waiting helps. What the limits are is said
in `docs/operating.md`; they are settings, `config.Limits`.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from config import Limits
from webapp.errors import TooMany
from webapp.rate_limits import Count


@dataclass(frozen=True, slots=True, kw_only=True)
class Live:
    """Bookings that are neither cancelled nor over: how many there are, and when the first of them ends."""

    number: int
    first_ends_at: int | None


def check_bookings(*, of_address: Live, of_visitor: Live, limits: Limits, now: int) -> None:
    """Whether one more booking may be made on a page, for this guest and by this visitor."""
    if of_address.number >= limits.bookings_per_address:
        raise TooMany(
            "bookings.too_many_of_address",
            at_most=limits.bookings_per_address,
            seconds=_seconds_until(of_address.first_ends_at or now, now),
        )
    if of_visitor.number >= limits.bookings_per_visitor:
        raise TooMany(
            "bookings.too_many_of_visitor",
            at_most=limits.bookings_per_visitor,
            seconds=_seconds_until(of_visitor.first_ends_at or now, now),
        )


def check_changes(changes: int, *, limits: Limits) -> None:
    """Whether a booking that was changed so often may be changed once more. Waiting does not help."""
    if changes >= limits.changes_per_booking:
        raise TooMany("booking.changed_too_often", at_most=limits.changes_per_booking)


def check_addresses(count: Count, *, at_most: int, now: int) -> None:
    """Whether so many new addresses, those of this request included, may be written to within the hour."""
    if count.hits > at_most:
        raise TooMany("addresses.too_many", seconds=_seconds_until(count.ends_at, now))


def check_mails(counts: Iterable[Count], *, limits: Limits, now: int) -> None:
    """Whether each recipient may get so many mails, those of this request included, within the hour."""
    full = [count.ends_at for count in counts if count.hits > limits.mails_per_recipient]
    if full:
        raise TooMany("mails.too_many", seconds=_seconds_until(max(full), now))


def _seconds_until(instant: int, now: int) -> int:
    return max(1, instant - now)
