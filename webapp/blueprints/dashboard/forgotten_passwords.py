"""A forgotten password: a mail is asked for, and its link leads to a new one.

What is answered is the same for every address, so that nobody learns who has an account.
"""

from http import HTTPStatus

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp import refusals
from webapp.blueprints.dashboard.blueprint import blueprint
from webapp.blueprints.dashboard.people_forms import ForgottenPasswordForm, NewPasswordForm
from webapp.blueprints.dashboard.sign_ins import ADDRESS_AT_MOST
from webapp.errors import InvalidInput, NotFound
from webapp.lib import clock, signature
from webapp.lib.addresses import identity
from webapp.lib.networks import network_of
from webapp.rate_limits import limiter
from webapp.services.access import forgotten_passwords
from webapp.words import gettext

PATH = "/dashboard/forgotten"
ASKED_FOR_AN_ACCOUNT = "5 per hour"
ASKED_BY_A_VISITOR = "20 per hour"


def _account() -> str:
    return "forgotten:" + signature.digest(identity(request.form.get("email", "")[:ADDRESS_AT_MOST]))


def _visitor() -> str:
    return f"forgotten-by:{network_of(request.remote_addr)}"


@blueprint.get(PATH)
def forgotten_password_new() -> ResponseReturnValue:
    return forgotten_password_page(ForgottenPasswordForm(email=request.args.get("email", "")))


@blueprint.post(PATH)
@limiter.limit(ASKED_FOR_AN_ACCOUNT, key_func=_account)
@limiter.limit(ASKED_BY_A_VISITOR, key_func=_visitor)
def forgotten_password_create() -> ResponseReturnValue:
    form = ForgottenPasswordForm()
    if not form.validate_on_submit():
        return forgotten_password_page(form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    forgotten_passwords.ask(form.email.data or "", now=clock.now())
    flash(
        gettext("If there is an account with this address, a mail with a link is on its way to it."),
        "success",
    )
    return redirect(url_for("dashboard.sign_in_new"), 303)


@blueprint.get(f"{PATH}/<password_token>")
def forgotten_password_edit(password_token: str) -> ResponseReturnValue:
    return new_password_page(NewPasswordForm(), password_token=password_token)


@blueprint.post(f"{PATH}/<password_token>")
def forgotten_password_update(password_token: str) -> ResponseReturnValue:
    form = NewPasswordForm()
    if not form.validate_on_submit():
        return new_password_page(form, password_token=password_token, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        forgotten_passwords.choose(password_token, form.new.data or "", now=clock.now())
    except (InvalidInput, NotFound):
        return _over()
    flash(gettext("Your password is changed. Please sign in with it."), "success")
    return redirect(url_for("dashboard.sign_in_new"), 303)


def forgotten_password_page(
    form: ForgottenPasswordForm, *, problem: str | None = None, status: int = HTTPStatus.OK
) -> ResponseReturnValue:
    """The form that asks for the mail."""
    return render_template("dashboard/people/forgotten.html", form=form, problem=problem), status


def new_password_page(
    form: NewPasswordForm, *, password_token: str, problem: str | None = None, status: int = HTTPStatus.OK
) -> ResponseReturnValue:
    """The form for the new password; or that this link opens it no more."""
    try:
        forgotten_passwords.check(password_token, now=clock.now())
    except NotFound:
        return _over()
    page = render_template(
        "dashboard/people/new_password.html", form=form, password_token=password_token, problem=problem
    )
    return page, status


def _over() -> ResponseReturnValue:
    sentence = refusals.for_person(NotFound("account_link.over"))
    page = render_template("dashboard/people/over.html", sentence=sentence, asks_again=True)
    return page, HTTPStatus.GONE
