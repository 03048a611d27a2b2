"""When people are busy (wire contract section 11). The grant in the path only has to be the caller's."""

from flask import Response, g

from webapp.blueprints.api import envelope, granted
from webapp.blueprints.api.blueprint import blueprint
from webapp.blueprints.api.granted import for_grant
from webapp.blueprints.api.payloads.free_busy import FreeBusyQuestion
from webapp.blueprints.api.presenters.free_busy import free_busy_object
from webapp.blueprints.api.takes import takes
from webapp.lib import clock
from webapp.services.calendars import free_busy


@blueprint.post("/grants/<grant>/calendars/free-busy")
@for_grant
@takes(body=FreeBusyQuestion)
def free_busy_show(grant: str, body: FreeBusyQuestion) -> Response:
    """Busy stretches of several people, cut to a window of at most 100 days."""
    granted.grant(grant)
    answers = free_busy.of(
        g.application_id,
        body.emails,
        start=body.start_time,
        end=body.end_time,
        now=clock.now(),
        only=g.own_grant,
    )
    return envelope.listing([free_busy_object(answer) for answer in answers])
