"""The list of one organizer's public pages."""

from flask import render_template

from webapp.blueprints.public import visitor
from webapp.blueprints.public.blueprint import blueprint
from webapp.services import images
from webapp.services.configurations import profile_pages


@blueprint.get("/people/<public_name>")
def profile_show(public_name: str) -> str:
    """Who they are, and what can be booked with them."""
    profile = profile_pages.find(public_name)
    return render_template(
        "public/profile.html",
        profile=profile,
        photo=images.path(profile.photo_id) if profile.photo_id else None,
        visitor=visitor.of_request(zone="UTC"),
    )
