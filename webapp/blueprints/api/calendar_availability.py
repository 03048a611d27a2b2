"""When several people are free, without a configuration (wire contract section 11)."""

from flask import Response, g

from webapp.blueprints.api import envelope
from webapp.blueprints.api.blueprint import blueprint
from webapp.blueprints.api.callers import needs_api_key
from webapp.blueprints.api.payloads.calendar_availability import AvailabilityQuestion
from webapp.blueprints.api.presenters.availability import availability_object
from webapp.blueprints.api.takes import takes
from webapp.lib import clock
from webapp.services.availability import calendar_availability


@blueprint.post("/calendars/availability")
@needs_api_key
@takes(body=AvailabilityQuestion)
def calendar_availability_show(body: AvailabilityQuestion) -> Response:
    """Free slots of several people, by the rules of a scheduling page."""
    offer = calendar_availability.offered(
        g.application_id, body.document(), start=body.start_time, end=body.end_time, now=clock.now()
    )
    return envelope.answer(availability_object(offer))
