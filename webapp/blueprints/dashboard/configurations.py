"""The organizer's scheduling pages and their public addresses. They are edited over the API."""

from flask import render_template
from flask.typing import ResponseReturnValue

from webapp.blueprints.dashboard.access import organizer
from webapp.blueprints.dashboard.blueprint import blueprint
from webapp.blueprints.dashboard.presenters.configurations import scheduling_page
from webapp.models import Configuration
from webapp.services.configurations import configurations


@blueprint.get("/dashboard/pages")
def configuration_index() -> ResponseReturnValue:
    mine = configurations.of_organizer(organizer().id)
    pages = [scheduling_page(configuration) for configuration in mine]
    return render_template("dashboard/configurations/index.html", pages=pages)


def find_configuration(configuration_id: str) -> Configuration:
    """A scheduling page of the organizer who is signed in. Raises NotFound, for anybody else's too."""
    return configurations.find(configuration_id, organizer_id=organizer().id)
