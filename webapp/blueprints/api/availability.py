"""What is free, over JSON (wire contract sections 3.2 and 7)."""

from flask import Response, g
from werkzeug.datastructures import ETags

from webapp.blueprints.api import envelope, lookups
from webapp.blueprints.api.blueprint import blueprint
from webapp.blueprints.api.callers import for_availability
from webapp.blueprints.api.payloads.availability import AvailabilityQuery
from webapp.blueprints.api.presenters.availability import availability_object
from webapp.blueprints.api.takes import takes
from webapp.lib import clock
from webapp.services.availability import offers
from webapp.services.configurations import lengths


@blueprint.get("/scheduling/availability")
@for_availability
@takes(query=AvailabilityQuery, if_none_match=True)
def availability_show(query: AvailabilityQuery, if_none_match: ETags) -> Response:
    """The free slots that start in a window of at most 100 days; 304 when nothing the answer depends on has changed."""
    moving = lookups.moved_booking(query.booking_id)
    question = offers.load_question(
        lengths.of_length(g.configuration, query.duration_minutes, moving=moving),
        start=query.start_time,
        end=query.end_time,
        now=clock.now(),
        moving=moving,
    )
    etag = question.etag()
    if if_none_match.contains_weak(etag):
        return _marked(envelope.not_modified(), etag)
    return _marked(envelope.answer(availability_object(question.answer())), etag)


def _marked(response: Response, etag: str) -> Response:
    # Weak, because the request's id differs in every answer; private, because a session may have opened it.
    response.set_etag(etag, weak=True)
    response.headers["Cache-Control"] = "private, no-cache"
    return response
