"""What a guest sees when the chosen time is taken or over: a sentence, and the nearest free times."""

from dataclasses import dataclass

from webapp import refusals
from webapp.errors import TimeslotUnavailable
from webapp.models import Booking, Configuration
from webapp.services.availability import offers
from webapp.words import gettext

OTHER_TIMES = 24


@dataclass(frozen=True, slots=True)
class LostSlot:
    """`nearest`: free slots to choose from, in order of time; empty when nothing is free within a week.

    `is_over`: the time lies in the past, where an address that was typed or is old may point to any year.
    """

    sentence: str
    nearest: list[tuple[int, int]]
    is_over: bool = False


def other_times(configuration: Configuration, *, around: int, now: int) -> list[tuple[int, int]]:
    """Free slots to choose from instead of one that may still be free, in order of time."""
    return offers.nearest(configuration, around=max(around, now), now=now, count=OTHER_TIMES)


def lost_slot(
    configuration: Configuration, *, around: int, now: int, moving: Booking | None = None
) -> LostSlot:
    """The sentence, and what to offer instead of a slot that is taken or over. `moving`: not to its own time."""
    nearest = offers.nearest(configuration, around=max(around, now), now=now, moving=moving)
    if around <= now:
        return LostSlot(gettext("This time is over. Please choose another time."), nearest, is_over=True)
    return LostSlot(refusals.for_person(TimeslotUnavailable()), nearest)


def lost_slot_unless_free(
    configuration: Configuration, *, start: int, now: int, moving: Booking | None = None
) -> LostSlot | None:
    """The same before the form is shown; None when the slot is free."""
    offer = offers.offered(configuration, start=start, end=start + 1, now=now, moving=moving)
    if offer.starts:
        return None
    return lost_slot(configuration, around=start, now=now, moving=moving)
