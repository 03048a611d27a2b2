"""The organizer's pages: signed in, except for the sign-in itself."""

from flask import Blueprint

blueprint = Blueprint("dashboard", __name__)
