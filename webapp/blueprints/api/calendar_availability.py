"""When several people are free, without a configuration (wire contract section 11)."""

from flask import Response, g

from webapp.blueprints.api import envelope
from webapp.blueprints.api.blueprint import blueprint
from webapp.blueprints.api.callers import needs_api_key
from webapp.blueprints.api.payloads.base import read
from webapp.blueprints.api.payloads.calendar_availability import AvailabilityQuestion
from webapp.blueprints.api.presenters.availability import availability_object
from webapp.lib import clock
from webapp.services.availability import calendar_availability


@blueprint.post("/calendars/availability")
@needs_api_key
def calendar_availability_show() -> Response:
    """Free slots of several people, by the rules of a scheduling page."""
    asked = read(AvailabilityQuestion)
    offer = calendar_availability.offered(
        g.application_id, asked.document(), start=asked.start_time, end=asked.end_time, now=clock.now()
    )
    return envelope.answer(availability_object(offer))
