"""Signing in and out, and the list of browsers that are signed in."""

from http import HTTPStatus

from flask import Response, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from webapp import refusals
from webapp.blueprints.dashboard import known_devices
from webapp.blueprints.dashboard.access import TOKEN, dashboard_path, organizer, signed_in
from webapp.blueprints.dashboard.blueprint import blueprint
from webapp.blueprints.dashboard.forms import SignInForm
from webapp.blueprints.dashboard.sign_in_steps import ask_for_code, entered, sign_in_page, this_browser
from webapp.errors import Unauthorized
from webapp.lib import clock, signature
from webapp.lib.networks import network_of
from webapp.rate_limits import limiter
from webapp.services.access import sign_ins
from webapp.services.access.sign_ins import CodeNeeded
from webapp.words import gettext

# Only wrong passwords are counted. A browser that knows the account is counted by itself, so that nobody else's wrong
# passwords keep the organizer out of it. Requests at the same moment may pass together: no more than there are threads.
WRONG_FROM_A_VISITOR = "50 per 10 minutes"
WRONG_FOR_AN_ACCOUNT = "100 per hour"  # from all who are strangers to it
WRONG_FOR_AN_ACCOUNT_FROM_A_VISITOR = "10 per 10 minutes"
WRONG_FROM_A_KNOWN_DEVICE = "10 per 10 minutes"
# Characters, RFC 3696 errata 1690. What is longer is refused, and not normalised before.
ADDRESS_AT_MOST = 320


def _account() -> str:
    return known_devices.account(request.form.get("email", "")[:ADDRESS_AT_MOST])


def _visitor() -> str:
    return f"visitor:{network_of(request.remote_addr)}"


def _device() -> str:
    return f"device:{known_devices.device_of(_account())}"


def _is_known() -> bool:
    return known_devices.device_of(_account()) is not None


def _is_stranger() -> bool:
    return not _is_known()


def _was_wrong(response: Response) -> bool:
    return response.status_code == HTTPStatus.UNAUTHORIZED


@blueprint.get("/login")
def sign_in_new() -> ResponseReturnValue:
    next_path = dashboard_path(request.args.get("next"))
    if signed_in() is not None:
        return redirect(next_path, 303)
    return sign_in_page(SignInForm(next=next_path, email=request.args.get("login_hint", "")))


@blueprint.post("/login")
@limiter.limit(
    WRONG_FOR_AN_ACCOUNT_FROM_A_VISITOR,
    key_func=lambda: f"{_account()}:{_visitor()}",
    exempt_when=_is_known,
    deduct_when=_was_wrong,
)
@limiter.limit(WRONG_FOR_AN_ACCOUNT, key_func=_account, exempt_when=_is_known, deduct_when=_was_wrong)
@limiter.limit(WRONG_FROM_A_VISITOR, key_func=_visitor, exempt_when=_is_known, deduct_when=_was_wrong)
@limiter.limit(WRONG_FROM_A_KNOWN_DEVICE, key_func=_device, exempt_when=_is_stranger, deduct_when=_was_wrong)
def sign_in_create() -> ResponseReturnValue:
    form = SignInForm()
    if not form.validate_on_submit():
        return sign_in_page(form, status=422)
    try:
        token = sign_ins.sign_in(form.email.data, form.password.data, browser=this_browser(), now=clock.now())
    except Unauthorized as refusal:
        return sign_in_page(form, problem=refusals.for_person(refusal), status=401)
    except CodeNeeded as needed:
        return ask_for_code(needed.organizer, form)
    return entered(token, next_path=form.next.data, kept=form.kept.data)


@blueprint.post("/logout")
def sign_in_destroy() -> ResponseReturnValue:
    sign_ins.sign_out(session[TOKEN], now=clock.now())
    return _signed_out(gettext("You are signed out."))


@blueprint.get("/dashboard/sign-ins")
def sign_in_index() -> ResponseReturnValue:
    present = signature.digest(session[TOKEN])
    live = sign_ins.listing(organizer(), now=clock.now())
    return render_template("dashboard/sign_ins/index.html", sign_ins=live, present=present)


@blueprint.post("/dashboard/sign-ins/<sign_in_id>/revoke")
def sign_in_revoke(sign_in_id: str) -> ResponseReturnValue:
    """End the sign-in of one browser."""
    sign_ins.revoke(organizer(), sign_in_id, now=clock.now())
    flash(gettext("This browser is signed out."), "success")
    return redirect(url_for("dashboard.sign_in_index"), 303)


@blueprint.post("/dashboard/sign-ins/revoke-others")
def sign_in_revoke_others() -> ResponseReturnValue:
    """End the sign-ins of all other browsers."""
    sign_ins.sign_out_elsewhere(organizer(), but=session[TOKEN], now=clock.now())
    flash(gettext("All other browsers are signed out."), "success")
    return redirect(url_for("dashboard.sign_in_index"), 303)


@blueprint.post("/dashboard/sign-ins/delete")
def sign_in_destroy_all() -> ResponseReturnValue:
    sign_ins.sign_out_everywhere(organizer(), now=clock.now())
    return _signed_out(gettext("You are signed out everywhere."))


def _signed_out(sentence: str) -> ResponseReturnValue:
    session.clear()
    flash(sentence, "success")
    return redirect(url_for("dashboard.sign_in_new"), 303)
