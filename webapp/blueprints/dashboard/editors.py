"""Editing a scheduling page: all of its settings on one page, in sections that can be folded."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp import security_headers
from webapp.blueprints.dashboard.blueprint import blueprint
from webapp.blueprints.dashboard.configurations import find_configuration
from webapp.blueprints.dashboard.editor import preview
from webapp.blueprints.dashboard.editor.form import EditorForm, editor_form, typed_texts
from webapp.blueprints.dashboard.presenters.configurations import scheduling_page
from webapp.blueprints.dashboard.presenters.logos import trouble_with
from webapp.errors import InvalidInput, NotFound, Outdated
from webapp.lib import clock
from webapp.models import Configuration
from webapp.request_bodies import takes_picture
from webapp.services.configurations import configurations, drafts, logos
from webapp.words import gettext


@blueprint.get("/dashboard/pages/<configuration_id>/edit")
def page_edit(configuration_id: str) -> ResponseReturnValue:
    """The editor. `section` in the query is opened."""
    configuration = find_configuration(configuration_id)
    return _editor(configuration, editor_form(configuration))


@blueprint.post("/dashboard/pages/<configuration_id>/edit")
@takes_picture
def page_update(configuration_id: str) -> ResponseReturnValue:
    """Save the page. A button with an `action` changes the form instead, such as by another row."""
    try:
        configuration = find_configuration(configuration_id)
    except NotFound:
        return _gone()
    form = editor_form(configuration)
    refused = form.take_uploads(now=clock.now())
    if action := request.form.get("action"):
        form.act(action)
        form.complain(refused)
        return _editor(configuration, form, opened=action.partition(".")[0])
    is_readable, draft = form.validate_on_submit(), form.draft_of(configuration.document)
    try:
        problems = drafts.complaints(draft)
        if is_readable and not problems and not refused:
            problems = _refused(configuration, draft, seen=form.opened_at)
    except Outdated:
        return _overtaken(configuration_id)
    if problems or refused or not is_readable:
        form.complain([*refused, *problems])
        return _editor(configuration, form, status=422)
    flash(gettext("Saved."), "success")
    return redirect(url_for("dashboard.page_edit", configuration_id=configuration.id), 303)


def show_again(configuration_id: str, *, problem: str) -> ResponseReturnValue:
    """The editor with all that was typed, and what kept it from being saved."""
    configuration = find_configuration(configuration_id)
    form = editor_form(configuration)
    form.problems.append(problem)
    return _editor(configuration, form, status=400)


def _refused(configuration: Configuration, draft: drafts.Draft, *, seen: int) -> list[InvalidInput]:
    try:
        configurations.update(
            configuration,
            drafts.changes(configuration.document, draft),
            now=clock.now(),
            expected_revision=seen,
        )
    except InvalidInput as problem:
        return [problem]
    return []


def _gone() -> ResponseReturnValue:
    """What was typed for a page that was deleted meanwhile. Going back would show nothing of it: no copy is stored."""
    return render_template("dashboard/editor/gone.html", texts=typed_texts()), 404


def _overtaken(configuration_id: str) -> ResponseReturnValue:
    """The form as it was typed, over what somebody else has saved meanwhile: sending it again replaces theirs."""
    configuration = find_configuration(configuration_id)
    form = editor_form(configuration)
    form.revision.data = str(configuration.revision)
    draft = form.draft_of(configuration.document)
    differing = [
        str(section.title) for section in form.sections if section.differs(configuration.document, draft)
    ]
    form.problems.append(
        gettext(
            "This page was changed elsewhere while you edited it. It differs from what you see here in: %(sections)s. "
            "Save again to replace that with yours, or open the page anew to see it first.",
            sections=", ".join(differing),
        )
    )
    return _editor(configuration, form, status=409)


def _editor(
    configuration: Configuration, form: EditorForm, *, opened: str | None = None, status: int = 200
) -> ResponseReturnValue:
    security_headers.allow("frame-src", "'self'")
    page = render_template(
        "dashboard/editor/edit.html",
        configuration=configuration,
        draft=form.draft_of(configuration.document),
        form=form,
        logo_troubles=list(filter(None, map(trouble_with, logos.states(configuration)))),
        opened=opened or request.args.get("section", ""),
        page=scheduling_page(configuration),
        preview=preview.choices(configuration.timezone),
    )
    return page, status
