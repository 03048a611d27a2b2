"""Making a scheduling page, sharing its link, copying and deleting it."""

from typing import Any

from flask import Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from webapp.blueprints.dashboard.access import organizer
from webapp.blueprints.dashboard.blueprint import blueprint
from webapp.blueprints.dashboard.configurations import find_configuration
from webapp.blueprints.dashboard.page_forms import OTHER_HOURS, NewPageForm, new_page_address
from webapp.blueprints.dashboard.presenters import open_hours, snippets
from webapp.blueprints.dashboard.presenters.configurations import scheduling_page
from webapp.errors import InvalidInput
from webapp.lib import clock, colours, qr
from webapp.lib.text import NAME_AT_MOST
from webapp.lib.text_form import TextForm
from webapp.services.access import first_steps, working_hours
from webapp.services.configurations import configurations, pausing, starting
from webapp.services.configurations.view import view_of
from webapp.words import gettext


@blueprint.context_processor
def links() -> dict[str, Any]:
    """What leads to the form for a new page, on every page."""
    return {"new_page_address": new_page_address}


@blueprint.get("/dashboard/pages/new")
def page_new() -> ResponseReturnValue:
    return new_page(NewPageForm())


@blueprint.post("/dashboard/pages/new")
def page_create() -> ResponseReturnValue:
    form = NewPageForm()
    if not form.validate_on_submit():
        return new_page(form, status=422)
    try:
        made = starting.start(
            organizer(), name=form.name.data, minutes=form.length, form_token=form.token, now=clock.now()
        )
    except InvalidInput as problem:
        form.complain(problem)
        return new_page(form, status=422)
    if form.hours.data == OTHER_HOURS:
        return redirect(url_for("dashboard.page_edit", configuration_id=made.id, section="hours"), 303)
    flash(gettext("Your page is ready. Share its link."), "success")
    return redirect(url_for("dashboard.page_share", configuration_id=made.id), 303)


@blueprint.get("/dashboard/pages/<configuration_id>/share")
def page_share(configuration_id: str) -> ResponseReturnValue:
    """The link in every form in which it is passed on: to copy, as a QR code, in a website, in a mail."""
    configuration = find_configuration(configuration_id)
    page = scheduling_page(configuration)
    address, view = page.address or "", view_of(configuration)
    colour = colours.parsed(view.appearance.get("color", ""))
    return render_template(
        "dashboard/pages/share.html",
        page=page,
        link_html=snippets.link(page.name, address),
        button_html=snippets.button(page.name, address, colour=colour),
        inline_html=snippets.inline(page.name, address),
        popup_html=snippets.popup(page.name, address),
        corner_html=snippets.corner_button(page.name, address, colour=colour),
        websites=view.embed_origins,
        first_steps=first_steps.of(organizer()),
    )


@blueprint.get("/dashboard/pages/<configuration_id>/qr.svg")
def page_qr(configuration_id: str) -> ResponseReturnValue:
    """The public address as a QR code. A private page has none."""
    page = scheduling_page(find_configuration(configuration_id))
    return Response(qr.svg(page.public_address), content_type="image/svg+xml")


@blueprint.post("/dashboard/pages/<configuration_id>/copy")
def page_copy(configuration_id: str) -> ResponseReturnValue:
    configuration = find_configuration(configuration_id)
    name = gettext("Copy of %(page)s", page=configuration.name)[:NAME_AT_MOST]
    made = starting.copy(configuration, name=name, now=clock.now())
    flash(gettext("This is the copy. Its link is a new one."), "success")
    return redirect(url_for("dashboard.page_edit", configuration_id=made.id), 303)


@blueprint.post("/dashboard/pages/<configuration_id>/pause")
def page_pause(configuration_id: str) -> ResponseReturnValue:
    pausing.pause(find_configuration(configuration_id), now=clock.now())
    return _switched(gettext("The page is paused. Nobody can book on it now."))


@blueprint.post("/dashboard/pages/<configuration_id>/resume")
def page_resume(configuration_id: str) -> ResponseReturnValue:
    pausing.resume(find_configuration(configuration_id), now=clock.now())
    return _switched(gettext("The page takes bookings again."))


@blueprint.get("/dashboard/pages/<configuration_id>/delete")
def page_delete(configuration_id: str) -> ResponseReturnValue:
    """What deleting means, and the button that does it."""
    page = scheduling_page(find_configuration(configuration_id))
    return render_template("dashboard/pages/delete.html", page=page, form=TextForm())


@blueprint.post("/dashboard/pages/<configuration_id>/delete")
def page_destroy(configuration_id: str) -> ResponseReturnValue:
    configuration = find_configuration(configuration_id)
    name = configuration.name
    configurations.destroy(configuration, now=clock.now(), ends_sessions=True)
    flash(gettext("“%(page)s” is deleted. Its bookings stay.", page=name), "success")
    return redirect(url_for("dashboard.configuration_index"), 303)


def new_page(form: NewPageForm, *, status: int = 200) -> ResponseReturnValue:
    """The form for a new page, with all that was typed."""
    hours = working_hours.load(organizer().id)
    form.offer_hours(open_hours.in_words(hours.rows, organizer().locale))
    steps = first_steps.of(organizer())
    return render_template("dashboard/pages/new.html", form=form, first_steps=steps), status


def _switched(sentence: str) -> ResponseReturnValue:
    flash(sentence, "success")
    return redirect(url_for("dashboard.configuration_index"), 303)
