"""Why a start is offered or not, in the organizer's words."""

from dataclasses import dataclass

from webapp import display
from webapp.models import Organizer
from webapp.services.availability.explanations import Explanation
from webapp.services.availability.sentences import sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """What is against a start. `booking_id` is set where a booking is in the way that the organizer may open."""

    sentence: str
    booking_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedStart:
    """`offset`: the start's distance from GMT, where the organizer's clocks show its time twice; else empty."""

    starts_at: int
    offered: bool
    offset: str
    reasons: list[Reason]


def answer(found: Explanation, organizer: Organizer, *, shown_twice: bool) -> ExplainedStart:
    """An explanation for its organizer, in whose zone and language dates are written."""
    zone, locale = organizer.timezone, organizer.locale
    return ExplainedStart(
        starts_at=found.starts_at,
        offered=found.offered,
        offset=display.offset(found.starts_at, zone) if shown_twice else "",
        reasons=[
            Reason(sentence=sentence(reason, zone=zone, locale=locale), booking_id=reason.booking)
            for reason in found.reasons
        ],
    )
