"""The guest's pages. There is no login: whoever has a booking's reference has access to it."""

from flask import Flask

from webapp.blueprints.public import (
    accents,
    bookings,
    cancellations,
    confirmations,
    embed_scripts,
    feeds,
    invitations,
    pages,
    plain_pages,
    profiles,
    reschedules,
    too_many,
)
from webapp.blueprints.public.blueprint import blueprint


def register(app: Flask) -> None:
    """Add the guest's pages to the application."""
    app.register_blueprint(blueprint)
