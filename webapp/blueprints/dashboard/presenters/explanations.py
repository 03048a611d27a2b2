"""Why a start is offered or not, in the organizer's words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from webapp import display, scheduling
from webapp.blueprints.dashboard.priorities import PRIORITIES
from webapp.models import Organizer
from webapp.services.availability.explanations import Explanation
from webapp.services.availability.sentences import sentence
from webapp.services.availability.turns import Turn
from webapp.words import gettext, ngettext


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """What is against a start. `booking_id` is set where a booking is in the way that the organizer may open."""

    sentence: str
    booking_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedStart:
    """`offset`: the start's distance from GMT, where the organizer's clocks show its time twice; else empty.

    `taker`: the name of whoever would take it, where people take turns.
    """

    starts_at: int
    offered: bool
    offset: str
    taker: str | None
    reasons: list[Reason]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Somebody's place in the queue. `said`: what put them there."""

    name: str
    said: str


def places(standing: list[Turn]) -> list[Place]:
    """The queue of a page in words. Weight and priority are told where they make a difference."""
    by_weight = len({turn.weight for turn in standing}) > 1
    by_priority = len({turn.priority for turn in standing}) > 1
    return [
        Place(name=turn.name, said=_said(turn, by_weight=by_weight, by_priority=by_priority))
        for turn in standing
    ]


def _said(turn: Turn, *, by_weight: bool, by_priority: bool) -> str:
    priority = PRIORITIES[str(turn.priority)]
    facts = [
        gettext("Priority: %(priority)s", priority=priority) if by_priority else "",
        gettext("Weight: %(weight)s", weight=turn.weight) if by_weight else "",
        ngettext("%(num)s booking", "%(num)s bookings", turn.bookings),
    ]
    return " · ".join(filter(None, facts))


def answer(
    found: Explanation, organizer: Organizer, *, shown_twice: bool, names: Mapping[str, str]
) -> ExplainedStart:
    """An explanation for its organizer, in whose zone and language dates are written. `names`: of those in turn."""
    return ExplainedStart(
        starts_at=found.starts_at,
        offered=found.offered,
        offset=display.offset(found.starts_at, organizer.timezone) if shown_twice else "",
        taker=names.get(found.taker) if found.taker else None,
        reasons=told(found.reasons, organizer),
    )


def told(reasons: Iterable[scheduling.Reason], organizer: Organizer) -> list[Reason]:
    """Each reason in a sentence, and the booking that it is about."""
    zone, locale = organizer.timezone, organizer.locale
    return [
        Reason(sentence=sentence(reason, zone=zone, locale=locale), booking_id=reason.booking)
        for reason in reasons
    ]
