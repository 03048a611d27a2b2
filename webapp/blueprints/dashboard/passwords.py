"""A new password, for whoever knows the present one."""

from http import HTTPStatus

from flask import Response, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from webapp import refusals
from webapp.blueprints.dashboard.access import TOKEN, organizer, signed_in
from webapp.blueprints.dashboard.blueprint import blueprint
from webapp.blueprints.dashboard.forms import PasswordForm
from webapp.errors import InvalidInput
from webapp.lib import clock
from webapp.rate_limits import limiter
from webapp.services.access import passwords
from webapp.words import gettext

# As for a browser that knows the account: whoever found an unlocked one cannot guess on.
WRONG_PASSWORDS = "10 per 10 minutes"


def _account() -> str:
    reader = signed_in()
    return f"password:{reader.id if reader else ''}"


def _was_wrong(response: Response) -> bool:
    return response.status_code == HTTPStatus.FORBIDDEN


@blueprint.get("/dashboard/settings/password")
def password_edit() -> ResponseReturnValue:
    return password_page(PasswordForm())


@blueprint.post("/dashboard/settings/password")
@limiter.limit(
    WRONG_PASSWORDS, key_func=_account, exempt_when=lambda: signed_in() is None, deduct_when=_was_wrong
)
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
