"""The blueprint of pictures. It is apart from the guest's pages: a picture is the same for everybody."""

from flask import Blueprint

blueprint = Blueprint("images", __name__)
