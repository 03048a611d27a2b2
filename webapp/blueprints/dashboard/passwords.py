"""A new password, for whoever knows the present one."""

from http import HTTPStatus

from flask import flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from webapp import refusals
from webapp.blueprints.dashboard.access import TOKEN, organizer
from webapp.blueprints.dashboard.blueprint import blueprint
from webapp.blueprints.dashboard.forms import PasswordForm
from webapp.blueprints.dashboard.password_tries import few_wrong_passwords
from webapp.errors import InvalidInput
from webapp.lib import clock
from webapp.services.access import passwords
from webapp.words import gettext


@blueprint.get("/dashboard/settings/password")
def password_edit() -> ResponseReturnValue:
    return password_page(PasswordForm())


@blueprint.post("/dashboard/settings/password")
@few_wrong_passwords
def password_update() -> ResponseReturnValue:
    form = PasswordForm()
    if not form.validate_on_submit():
        return password_page(form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        passwords.change(
            organizer(),
            current=form.current.data,
            new=form.new.data,
            token=session[TOKEN],
            now=clock.now(),
        )
    except InvalidInput as problem:
        form[problem.field].errors = [refusals.for_person(problem)]
        return password_page(form, status=HTTPStatus.FORBIDDEN)
    flash(gettext("Your password is changed. Other browsers are signed out."), "success")
    return redirect(url_for("dashboard.password_edit"), 303)


def password_page(
    form: PasswordForm, *, problem: str | None = None, status: int = HTTPStatus.OK
) -> ResponseReturnValue:
    """The form, empty but for what is wrong with it."""
    return render_template("dashboard/settings/password.html", form=form, problem=problem), status
