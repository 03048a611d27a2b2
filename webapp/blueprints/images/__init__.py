"""The pictures of pages and mails."""

from flask import Flask

from webapp.blueprints.images import images
from webapp.blueprints.images.blueprint import blueprint


def register(app: Flask) -> None:
    """Add the pictures to the application."""
    app.register_blueprint(blueprint)
