"""Why a window has no free slot, as guests see it: fully booked, not open yet, or beyond the horizon.

The engine that makes the offer answers, with empty calendars. The result does not say whose time is taken, or by what.
"""

from dataclasses import dataclass
from functools import partial

from webapp import scheduling
from webapp.models import Booking, ConfigurationColumns
from webapp.scheduling import Rules
from webapp.services.availability.offers import SEARCH_AT_MOST, first_of, next_free
from webapp.services.availability.question import assigned_of
from webapp.services.configurations.rules import rules_of_page

FULLY_BOOKED, OPENS, BEYOND, CLOSED, PAUSED = "fully_booked", "opens", "beyond", "closed", "paused"


@dataclass(frozen=True, slots=True)
class Emptiness:
    """`kind`, and the instant that belongs to it, in Unix seconds, if any.

    `fully_booked`: the next free start (None: there is none up to the horizon). `opens`: the start of
    the first slot. `beyond`: the last instant for which times are offered. `closed`: nothing is open at all.
    `paused`: the page takes no bookings at the moment.
    """

    kind: str
    at: int | None = None


def why_empty(
    configuration: ConfigurationColumns, *, start: int, end: int, now: int, moving: Booking | None = None
) -> Emptiness:
    """Why nothing is free in [start, end), a window in which `availability.offered` found nothing."""
    rules = rules_of_page(configuration, now=now)
    if rules.is_paused:
        return Emptiness(PAUSED)
    first_open = partial(_first_open, rules, now=now, moving=moving)
    if first_open(start=start, end=end) is not None:
        return Emptiness(FULLY_BOOKED, next_free(configuration, after=end, now=now, moving=moving))

    horizon = min(scheduling.horizon_end(rules, now=now), now + SEARCH_AT_MOST)
    opens_at = first_open(start=end, end=horizon)
    if opens_at is not None:
        return Emptiness(OPENS, opens_at)
    if first_open(start=now, end=min(start, horizon)) is not None:
        return Emptiness(BEYOND, horizon - 1)
    return Emptiness(CLOSED)


def _first_open(rules: Rules, *, start: int, end: int, now: int, moving: Booking | None) -> int | None:
    """The first start that would be offered if nobody were busy."""
    participants = None if moving is None else assigned_of(moving)
    offers = partial(scheduling.offer, rules, {}, now=now, participants=participants)
    return first_of(offers, start=start, end=end)
