"""Mails and webhooks that could not be delivered so far, so that silence does not pass for success."""

from flask import render_template
from flask.typing import ResponseReturnValue

from webapp.blueprints.dashboard.access import organizer
from webapp.blueprints.dashboard.blueprint import blueprint
from webapp.blueprints.dashboard.presenters.deliveries import delivery_rows
from webapp.services.promises import deliveries


@blueprint.get("/dashboard/deliveries")
def delivery_index() -> ResponseReturnValue:
    rows = delivery_rows(deliveries.undelivered(organizer()))
    return render_template("dashboard/deliveries/index.html", deliveries=rows)
