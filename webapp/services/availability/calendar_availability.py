"""When named people are free together: the same engine as for a scheduling page, without a configuration.

No notice, horizon or bookings of a page count: only calendars, hours and rules (wire contract section 11).
"""

from collections.abc import Mapping
from typing import Any

from webapp import scheduling
from webapp.errors import InvalidInput
from webapp.extensions import db
from webapp.scheduling import Offer
from webapp.services.availability.facts import facts_for
from webapp.services.availability.question import without_page
from webapp.services.configurations.participants import ParticipantCalendars
from webapp.services.windows import check_window


def offered(application_id: str, document: Mapping[str, Any], *, start: int, end: int, now: int) -> Offer:
    """The free slots that start in [start, end) and lie ahead of now.

    `document` has `participants` and `availability` in the shape of a configuration's (section 6).
    Raises InvalidInput for an invalid window or rules, and for a participant with a missing calendar.
    """
    check_window(start, end=end)
    try:
        question = without_page(
            dict(document), db.session(), application_id=application_id, start=start, end=end, now=now
        )
    except InvalidInput as problem:
        # What a configuration has under `availability` is at the top level here.
        field = problem.field.replace("availability.", "", 1)
        raise InvalidInput(problem.code, field=field, **problem.values) from problem
    _check_calendars(question.calendars)
    facts = facts_for(question)
    return scheduling.offer(question.rules, facts.busy, start=start, end=end, now=now, queue=facts.queue)


def _check_calendars(calendars: list[ParticipantCalendars]) -> None:
    for index, participant in enumerate(calendars):
        if participant.missing:
            raise InvalidInput(
                "participant.calendar_missing",
                field=f"participants[{index}].calendar_ids",
                email=participant.email,
                calendar=participant.missing[0],
            )
