"""The JSON API in the Nylas v3 wire format."""

from flask import Flask

from webapp.blueprints.api import (
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
    invitations,
    oauth,
    openapi,
    redirect_uris,
    sessions,
    ui_settings,
    webhooks,
)
from webapp.blueprints.api.blueprint import blueprint


def register(app: Flask) -> None:
    """Add the API to the application. Its errors are said in `webapp/error_pages.py`, by path."""
    cors.register(app)
    app.register_blueprint(blueprint)
