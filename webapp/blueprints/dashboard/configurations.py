"""The organizer's scheduling pages: a card for each, with its link and what can be done with it."""

from flask import render_template
from flask.typing import ResponseReturnValue

from webapp.blueprints.dashboard.access import organizer
from webapp.blueprints.dashboard.blueprint import blueprint
from webapp.blueprints.dashboard.presenters.configurations import scheduling_page
from webapp.lib import clock
from webapp.models import Configuration
from webapp.services.bookings import lists
from webapp.services.configurations import configurations


@blueprint.get("/dashboard/pages")
def configuration_index() -> ResponseReturnValue:
    mine = configurations.of_organizer(organizer().id)
    next_starts = lists.next_starts([configuration.id for configuration in mine], now=clock.now())
    pages = [
        scheduling_page(configuration, next_start=next_starts.get(configuration.id)) for configuration in mine
    ]
    return render_template("dashboard/configurations/index.html", pages=pages)


def find_configuration(configuration_id: str) -> Configuration:
    """A scheduling page of the organizer who is signed in. Raises NotFound, for anybody else's too."""
    return configurations.find(configuration_id, organizer_id=organizer().id)
