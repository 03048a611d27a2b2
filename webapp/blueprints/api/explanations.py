"""Why each time is offered or not, over JSON, for those who own the configuration. Beyond the wire contract."""

from functools import cache, partial
from typing import Any

from flask import Response, g

from webapp.blueprints.api import envelope, lookups
from webapp.blueprints.api.blueprint import blueprint
from webapp.blueprints.api.owners import for_owner
from webapp.blueprints.api.payloads.availability import AvailabilityQuery
from webapp.blueprints.api.takes import takes
from webapp.lib import clock
from webapp.scheduling import Reason
from webapp.services.availability import explanations
from webapp.services.availability.explanations import Explanation
from webapp.services.availability.sentences import sentence
from webapp.services.configurations import lengths

# A booking's id is left out: it is a key to the booking (wire contract section 4).
FACTS = ("email", "kind", "calendar", "owner", "title", "limit", "date")


@blueprint.get("/scheduling/availability/explain")
@for_owner
@takes(query=AvailabilityQuery)
def explanation_show(query: AvailabilityQuery) -> Response:
    """Every candidate start of a window of at most 31 days: offered, or all reasons why not."""
    moving = lookups.moved_booking(query.booking_id)
    found = explanations.explained(
        lengths.of_length(g.configuration, query.duration_minutes, moving=moving),
        start=query.start_time,
        end=query.end_time,
        now=clock.now(),
        asker=g.asker,
        moving=moving,
    )
    response = envelope.answer({"starts": _starts(found, zone=g.configuration.timezone)})
    response.headers["Cache-Control"] = "no-store"  # it holds the titles of somebody's events
    return response


def _starts(found: list[Explanation], *, zone: str) -> list[dict[str, Any]]:
    reason_object = cache(partial(_reason, zone=zone))  # one event is in the way of many starts
    return [
        {
            "start_time": explanation.starts_at,
            "end_time": explanation.ends_at,
            "offered": explanation.offered,
            "reasons": [reason_object(reason) for reason in explanation.reasons],
        }
        for explanation in found
    ]


def _reason(reason: Reason, *, zone: str) -> dict[str, Any]:
    facts = {name: getattr(reason, name) for name in FACTS}
    facts |= {"start_time": reason.start, "end_time": reason.end}
    known = {name: fact for name, fact in facts.items() if fact is not None}
    return {"code": reason.code, "message": sentence(reason, zone=zone), **known}
