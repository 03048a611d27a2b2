"""The organizer's scheduling pages and their public addresses. They are edited over the API."""

from flask import render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from webapp.blueprints.dashboard import blueprint
from webapp.blueprints.dashboard.access import organizer
from webapp.blueprints.dashboard.presenters import scheduling_page
from webapp.extensions import db
from webapp.models import Configuration, Grant


@blueprint.get("/dashboard/pages")
def configuration_index() -> ResponseReturnValue:
    mine = (
        select(Configuration)
        .join(Configuration.grant)
        .where(Grant.organizer_id == organizer().id, Configuration.deleted_at.is_(None))
        .order_by(Configuration.created_at, Configuration.id)
    )
    found = db.session.scalars(mine)
    return render_template(
        "dashboard/configurations/index.html", pages=[scheduling_page(one) for one in found]
    )
