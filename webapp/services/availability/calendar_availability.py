"""When named people are free together, asked of the same engine as a scheduling page, without a configuration.

It knows no notice, horizon or booking: only calendars, hours and rules (wire contract section 11).
"""

from collections.abc import Mapping
from typing import Any

from webapp import scheduling
from webapp.errors import InvalidInput
from webapp.extensions import db
from webapp.models import Configuration, new_id
from webapp.scheduling import Offer, Rules
from webapp.services.availability.facts import facts_for
from webapp.services.configurations import participants
from webapp.services.configurations.participants import ParticipantCalendars
from webapp.services.configurations.rules import rules_for
from webapp.services.windows import check_window


def offered(application_id: str, document: Mapping[str, Any], *, start: int, end: int, now: int) -> Offer:
    """The free slots that start in [start, end) and lie ahead of now.

    `document` has `participants` and `availability` in the shape of a configuration's (section 6).
    Raises InvalidInput for senseless rules or window, and for a participant whose calendars are not there.
    """
    # Never added to a session: the engine's facts are asked for a configuration, and this stands in for one.
    configuration = Configuration(id=new_id(), application_id=application_id, document=dict(document))
    rules = _rules(configuration.document, now)
    check_window(start, end=end)
    calendars = participants.calendars_of(db.session(), configuration.document, application_id=application_id)
    _check_calendars(calendars)
    facts = facts_for(db.session(), configuration, rules, calendars, start=start, end=end, now=now)
    return scheduling.offer(rules, facts.busy, start=start, end=end, now=now, line=facts.line)


def _rules(document: dict[str, Any], now: int) -> Rules:
    try:
        return rules_for(document, now=now)
    except InvalidInput as problem:
        # In this question what a configuration has under `availability` stands one level higher.
        field = problem.field.replace("availability.", "", 1)
        raise InvalidInput(problem.code, field=field, **problem.values) from problem


def _check_calendars(calendars: list[ParticipantCalendars]) -> None:
    for at, one in enumerate(calendars):
        if one.missing:
            raise InvalidInput(
                "participant.calendar_missing",
                field=f"participants[{at}].calendar_ids",
                email=one.email,
                calendar=one.missing[0],
            )
