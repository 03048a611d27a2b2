"""The JSON API in the Nylas v3 wire format."""

from flask import Blueprint, Flask

from webapp.extensions import csrf

blueprint = Blueprint("api", __name__, url_prefix="/v3")
csrf.exempt(blueprint)  # a bearer token is no cookie: no other page can make a browser send it

from webapp.blueprints.api import (  # noqa: E402, F401  the views register themselves on the blueprint above
    availability,
    bookings,
    calendar_availability,
    calendars,
    configurations,
    cors,
    events,
    explanations,
    free_busy,
    grants,
    openapi,
    sessions,
    ui_settings,
    webhooks,
)


def register(app: Flask) -> None:
    """Add the API to the application. Errors are told in `webapp/error_pages.py`, by path."""
    app.url_map.merge_slashes = False  # a redirect would turn a POST into a GET
    cors.register(app)
    app.register_blueprint(blueprint)
