"""The dashboard's blueprint. What locks all of its routes stands in `access.py`."""

from flask import Blueprint

blueprint = Blueprint("dashboard", __name__)
