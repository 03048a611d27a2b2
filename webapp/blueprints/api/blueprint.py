"""The API's blueprint: every route of it begins with /v3."""

from flask import Blueprint

from webapp.extensions import csrf
from webapp.lib import doors

blueprint = Blueprint("api", __name__, url_prefix=f"/{doors.API}")
csrf.exempt(blueprint)  # a bearer token is no cookie: no other page can make a browser send it
