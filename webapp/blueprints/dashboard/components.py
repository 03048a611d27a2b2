"""All parts of the pages in all their states, for whoever builds or changes one. Not there in production."""

from flask import abort, current_app, render_template, request
from flask.typing import ResponseReturnValue

from webapp.blueprints.dashboard.blueprint import blueprint

SIDES = {"dashboard": "dashboard/components/dashboard.html", "guest": "dashboard/components/guest.html"}


@blueprint.get("/dashboard/components")
def component_index() -> ResponseReturnValue:
    """The parts of the organizer's pages, or with `side=guest` those of the guest's."""
    side = request.args.get("side", "dashboard")
    if current_app.config["OPENSLOT_ENV"] == "production" or side not in SIDES:
        abort(404)
    return render_template(SIDES[side])
