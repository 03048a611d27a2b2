"""What the browser component asks for first; it is in no published document (section 0, rule 1)."""

from flask import Response, g, request

from webapp.blueprints.api import envelope
from webapp.blueprints.api.blueprint import blueprint
from webapp.blueprints.api.callers import for_booking_page
from webapp.blueprints.api.presenters.ui_settings import ui_settings_object
from webapp.errors import NotFound
from webapp.lib.ids import is_id
from webapp.models import Booking
from webapp.services import bookings


@blueprint.get("/scheduling/ui-settings")
@for_booking_page
def ui_settings_show() -> Response:
    """What the browser component asks for before it draws anything."""
    return envelope.answer(ui_settings_object(g.configuration, _rescheduled()))


def _rescheduled() -> Booking | None:
    booking_id = request.args.get("booking_id")
    if not booking_id:
        return None
    if not is_id(booking_id):
        raise NotFound("booking.unknown")
    return bookings.find(booking_id, configuration=g.configuration)
