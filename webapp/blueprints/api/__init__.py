"""The JSON API in the Nylas v3 wire format."""

from flask import Blueprint

blueprint = Blueprint("api", __name__, url_prefix="/v3")
