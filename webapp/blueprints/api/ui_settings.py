"""What the browser component asks for first; it is in no published document (section 0, rule 1)."""

from flask import Response, g

from webapp.blueprints.api import envelope, lookups
from webapp.blueprints.api.blueprint import blueprint
from webapp.blueprints.api.callers import for_booking_page
from webapp.blueprints.api.payloads.ui_settings import UiSettingsQuery
from webapp.blueprints.api.presenters.ui_settings import ui_settings_object
from webapp.blueprints.api.takes import takes


@blueprint.get("/scheduling/ui-settings")
@for_booking_page
@takes(query=UiSettingsQuery)
def ui_settings_show(query: UiSettingsQuery) -> Response:
    """What the browser component asks for before it draws anything."""
    moved = lookups.moved_booking(query.booking_id)
    return envelope.answer(ui_settings_object(g.configuration, moved))
