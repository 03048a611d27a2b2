"""The organizer's working hours, which stand once and count in every page that follows them."""

import re

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import HiddenField

from webapp import display, refusals
from webapp.blueprints.dashboard.access import organizer
from webapp.blueprints.dashboard.blueprint import blueprint
from webapp.blueprints.dashboard.editor.weekly import WeekField, week_data
from webapp.blueprints.dashboard.editor.weekly_rows import as_input, grid_of, rows_of
from webapp.errors import InvalidInput, Outdated
from webapp.lib import clock, zone_names
from webapp.lib.long_select import LongSelectField
from webapp.lib.text_form import TextForm
from webapp.services.access import first_steps, working_hours
from webapp.services.access.working_hours import WorkingHours
from webapp.words import gettext, lazy_gettext

_ROW = re.compile(r"\[(\d+)\]\.?(\w*)")


class WorkingHoursForm(TextForm):
    """The hours of a week in one zone. `revision`: of the hours when the form was opened."""

    revision = HiddenField()
    zone = LongSelectField(lazy_gettext("Time zone"), options=display.zone_choices)
    week = WeekField(lazy_gettext("Weekly hours"))


@blueprint.get("/dashboard/settings/hours")
def working_hours_edit() -> str:
    return _page(_form(working_hours.load(organizer().id)))


@blueprint.post("/dashboard/settings/hours")
def working_hours_update() -> ResponseReturnValue:
    """Save the hours. A button with an `action` changes the form instead, such as by more hours on a day."""
    known = working_hours.load(organizer().id)
    form = _form(known)
    if action := request.form.get("action"):
        form.week.act(action.removeprefix("hours."))
        return _page(form)
    if problem := _refused(form, known):
        return _page(form, problem=problem), 422
    flash(gettext("Saved. Your hours count at once in every page that follows them."), "success")
    return redirect(url_for("dashboard.working_hours_edit"), 303)


def form_again(problem: str) -> ResponseReturnValue:
    """The form with all that was typed, and what kept it from being saved."""
    return _page(_form(working_hours.load(organizer().id)), problem=problem), 400


def _form(known: WorkingHours) -> WorkingHoursForm:
    return WorkingHoursForm(
        data={
            "revision": str(known.revision),
            "zone": zone_names.present(known.timezone),
            "week": week_data(grid_of(known.rows)),
        }
    )


def _refused(form: WorkingHoursForm, known: WorkingHours) -> str:
    """Save what was typed, or say why it cannot be saved."""
    if not form.validate():
        return gettext("This form cannot be used any more. Please open the page again.")
    rows = rows_of(form.week.typed, before=known.rows, timezone=None)
    if not rows:
        return gettext("Please give hours on at least one day.")
    zone = form.zone.data if form.zone.data != zone_names.present(known.timezone) else None
    opened_at = str(form.revision.data or "")
    try:
        working_hours.save(
            organizer().id,
            rows,
            timezone=zone,
            expected_revision=known.revision if opened_at == str(known.revision) else 0,
            now=clock.now(),
        )
    except Outdated as problem:
        return refusals.for_person(problem)
    except InvalidInput as problem:
        return _complained(form, rows, problem)
    return ""


def _complained(form: WorkingHoursForm, rows: list[dict[str, str]], problem: InvalidInput) -> str:
    """Show a refusal beside its input, and say that there is one."""
    field, place = form.zone, _ROW.search(problem.field)
    if place is not None:
        row = rows[int(place[1])]
        field = form.week.field_of(as_input(row["start"]), as_input(row["end"]), key=place[2]) or field
    field.errors = [refusals.for_person(problem, label=str(field.label.text))]
    return gettext(
        "Nothing was saved yet. Please look at the marked field. Everything you typed is still there."
    )


def _page(form: WorkingHoursForm, *, problem: str = "") -> str:
    steps = first_steps.of(organizer())
    return render_template(
        "dashboard/settings/working_hours.html", form=form, problem=problem, first_steps=steps
    )
