"""Signing in and out, and the list of browsers that are signed in."""

from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import TooManyRequests

from webapp import refusals
from webapp.blueprints.dashboard.access import TOKEN, dashboard_path, organizer, signed_in
from webapp.blueprints.dashboard.blueprint import blueprint
from webapp.blueprints.dashboard.forms import SignInForm
from webapp.errors import Unauthorized
from webapp.lib import clock, signature
from webapp.rate_limits import limiter
from webapp.services.access import sign_ins
from webapp.words import gettext, lazy_gettext

TRIES_OF_A_GUESSER = "10 per 10 minutes"  # one account from one address
TRIES_FOR_AN_ACCOUNT = "100 per hour"  # from anywhere: generous, or a stranger could lock the organizer out
TRIES_FROM_AN_ADDRESS = "50 per 10 minutes"
TOO_MANY = lazy_gettext("Too many attempts to sign in. Please wait ten minutes and try again.")


def _account() -> str:
    return "account:" + signature.digest(request.form.get("email", "").strip().lower())


def _address() -> str:
    return f"address:{request.remote_addr}"


@blueprint.get("/login")
def sign_in_new() -> ResponseReturnValue:
    next_path = dashboard_path(request.args.get("next"))
    if signed_in() is not None:
        return redirect(next_path, 303)
    return sign_in_page(SignInForm(next=next_path))


@blueprint.post("/login")
@limiter.limit(TRIES_OF_A_GUESSER, key_func=lambda: f"{_account()}:{_address()}")
@limiter.limit(TRIES_FOR_AN_ACCOUNT, key_func=_account)
@limiter.limit(TRIES_FROM_AN_ADDRESS, key_func=_address)
def sign_in_create() -> ResponseReturnValue:
    form = SignInForm()
    if not form.validate_on_submit():
        return sign_in_page(form, status=422)
    try:
        token = sign_ins.sign_in(form.email.data, form.password.data, now=clock.now())
    except Unauthorized as refusal:
        return sign_in_page(form, problem=refusals.for_person(refusal), status=401)
    session.clear()  # nothing that was planted in this browser before outlives the sign-in
    session[TOKEN] = token
    session.permanent = True
    return redirect(dashboard_path(form.next.data), 303)


@blueprint.post("/logout")
def sign_in_destroy() -> ResponseReturnValue:
    sign_ins.sign_out(session[TOKEN], now=clock.now())
    return _signed_out(gettext("You are signed out."))


@blueprint.get("/dashboard/sign-ins")
def sign_in_index() -> ResponseReturnValue:
    present = signature.digest(session[TOKEN])
    live = sign_ins.listing(organizer(), now=clock.now())
    return render_template("dashboard/sign_ins/index.html", sign_ins=live, present=present)


@blueprint.post("/dashboard/sign-ins/delete")
def sign_in_destroy_all() -> ResponseReturnValue:
    sign_ins.sign_out_everywhere(organizer(), now=clock.now())
    return _signed_out(gettext("You are signed out everywhere."))


@blueprint.errorhandler(TooManyRequests)
def too_many(refusal: TooManyRequests) -> ResponseReturnValue:
    return sign_in_page(SignInForm(), problem=str(TOO_MANY), status=429)


def sign_in_page(form: SignInForm, *, problem: str | None = None, status: int = 200) -> ResponseReturnValue:
    """The sign-in form, filled but for the password."""
    return render_template("dashboard/sign_ins/new.html", form=form, problem=problem), status


def _signed_out(sentence: str) -> ResponseReturnValue:
    session.clear()
    flash(sentence, "success")
    return redirect(url_for("dashboard.sign_in_new"), 303)
