"""Leaving out the first steps, one or all of them, and taking them up again."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from webapp.blueprints.dashboard.access import organizer
from webapp.blueprints.dashboard.blueprint import blueprint
from webapp.services.access import first_steps
from webapp.words import gettext


@blueprint.post("/dashboard/first-steps/<step>/skip")
def first_step_skip(step: str) -> ResponseReturnValue:
    first_steps.skip(organizer(), step)
    return _today()


@blueprint.post("/dashboard/first-steps/hide")
def first_steps_hide() -> ResponseReturnValue:
    first_steps.hide(organizer())
    flash(gettext("The first steps are hidden. You find them again in the settings."), "success")
    return _today()


@blueprint.post("/dashboard/first-steps/show")
def first_steps_show() -> ResponseReturnValue:
    first_steps.bring_back(organizer())
    return _today()


def _today() -> ResponseReturnValue:
    return redirect(url_for("dashboard.index"), 303)
