"""The guest's pages: no login, a reference is the key."""

from flask import Flask

from webapp.blueprints.public import bookings, cancellations, confirmations, pages, reschedules
from webapp.blueprints.public.blueprint import blueprint


def register(app: Flask) -> None:
    """Add the guest's pages to the application."""
    app.register_blueprint(blueprint)
