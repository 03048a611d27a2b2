"""When the time a guest wanted is gone: the sentence, and the nearest times that are free."""

from dataclasses import dataclass

from webapp import refusals
from webapp.errors import TimeslotUnavailable
from webapp.models import Configuration
from webapp.services.availability import offers


@dataclass(frozen=True, slots=True)
class LostSlot:
    """`nearest`: spans to choose from instead, in order of time; none when nothing is free a week around."""

    sentence: str
    nearest: list[tuple[int, int]]


def lost_slot(
    configuration: Configuration, *, around: int, now: int, booking_id: str | None = None
) -> LostSlot:
    """What to say and to offer instead of a slot that cannot be had."""
    nearest = offers.nearest(configuration, around=max(around, now), now=now, booking_id=booking_id)
    return LostSlot(refusals.for_person(TimeslotUnavailable()), nearest)


def lost_before_asked(
    configuration: Configuration, *, start: int, now: int, booking_id: str | None = None
) -> LostSlot | None:
    """The same, found out before the form is filled in; None when the slot is free."""
    offer = offers.offered(configuration, start=start, end=start + 1, now=now, booking_id=booking_id)
    if offer.starts:
        return None
    return lost_slot(configuration, around=start, now=now, booking_id=booking_id)
