"""What a guest is offered, asked of the same engine and the same facts that a booking is judged by."""

from webapp import scheduling
from webapp.errors import InvalidInput
from webapp.extensions import db
from webapp.models import Configuration
from webapp.scheduling import InvalidWindow, Offer, Rules
from webapp.services import participants
from webapp.services.facts import facts_for
from webapp.services.scheduling_rules import rules_for

DAY = 86_400
NEAREST_WITHIN = 7 * DAY
SEARCH_STEP = 31 * DAY
SEARCH_AT_MOST = 3650 * DAY


def offered(
    configuration: Configuration, *, start: int, end: int, now: int, booking_id: str | None = None
) -> Offer:
    """The free slots that start in [start, end). `booking_id`: a booking to be moved, whose own time counts as free.

    Raises InvalidInput for a window that is reversed, longer than 100 days, or no time in Unix seconds.
    """
    rules = rules_for(configuration.document, now=now)
    return _offered(configuration, rules, start=start, end=end, now=now, booking_id=booking_id)


def nearest(
    configuration: Configuration, *, around: int, now: int, count: int = 6, booking_id: str | None = None
) -> list[tuple[int, int]]:
    """The free slots that lie nearest to an instant, in order of time: what to show when a slot was lost."""
    offer = offered(
        configuration,
        start=max(0, around - NEAREST_WITHIN),
        end=around + NEAREST_WITHIN,
        now=now,
        booking_id=booking_id,
    )
    closest = sorted(offer.starts, key=lambda start: abs(start - around))[:count]
    return [(start, start + offer.duration) for start in sorted(closest)]


def next_free(configuration: Configuration, *, after: int, now: int) -> int | None:
    """The first free start at or after an instant within the horizon, or None."""
    rules = rules_for(configuration.document, now=now)
    start, last = max(after, now), min(scheduling.horizon_end(rules, now=now), now + SEARCH_AT_MOST)
    while start < last:
        end = min(start + SEARCH_STEP, last)
        starts = _offered(configuration, rules, start=start, end=end, now=now).starts
        if starts:
            return starts[0]
        start = end
    return None


def _offered(
    configuration: Configuration,
    rules: Rules,
    *,
    start: int,
    end: int,
    now: int,
    booking_id: str | None = None,
) -> Offer:
    try:
        scheduling.check_window(start, end=end)
    except InvalidWindow as problem:
        raise InvalidInput(problem.field, problem.sentence) from problem
    calendars = participants.calendars_of(
        db.session(), configuration.document, application_id=configuration.application_id
    )
    facts = facts_for(
        db.session(), configuration, rules, calendars, start=start, end=end, now=now, but_booking=booking_id
    )
    return scheduling.offer(
        rules, facts.busy, start=start, end=end, now=now, line=facts.line, caps_used=facts.booked
    )
