"""The API's blueprint: every route of it begins with /v3."""

from flask import Blueprint

from webapp.extensions import csrf

blueprint = Blueprint("api", __name__, url_prefix="/v3")
csrf.exempt(blueprint)  # a bearer token is no cookie: no other page can make a browser send it
