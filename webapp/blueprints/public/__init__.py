"""The guest's pages: no login, a reference is the key."""

from flask import Blueprint

blueprint = Blueprint("public", __name__)
