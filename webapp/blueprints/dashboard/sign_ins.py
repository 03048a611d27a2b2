"""Signing in and out, and the list of browsers that are signed in."""

from http import HTTPStatus

from flask import Response, flash, make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from webapp import refusals
from webapp.blueprints.dashboard import kept_forms, known_devices
from webapp.blueprints.dashboard.access import TOKEN, dashboard_path, organizer, signed_in
from webapp.blueprints.dashboard.blueprint import blueprint
from webapp.blueprints.dashboard.forms import SignInForm
from webapp.errors import Unauthorized
from webapp.lib import browsers, clock, signature
from webapp.lib.addresses import identity
from webapp.lib.networks import network_of
from webapp.rate_limits import limiter
from webapp.services.access import organizers, sign_ins
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
    return "account:" + signature.digest(identity(request.form.get("email", "")[:ADDRESS_AT_MOST]))


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
    answer = make_response(_entered(token, form))
    enter(token)
    known_devices.remember(answer, _account())
    return answer


def _entered(token: str, form: SignInForm) -> ResponseReturnValue:
    """Where a sign-in leads: back to what the same person had typed when the one before had ended, or to a page."""
    person = sign_ins.organizer_of(token, now=clock.now())
    kept = kept_forms.opened(form.kept.data, organizer_id=person.id) if person else None
    if kept is not None:
        return render_template("dashboard/sign_ins/kept.html", kept=kept)
    return redirect(dashboard_path(form.next.data), 303)


def this_browser() -> str:
    """What the browser that asks is called in the list of sign-ins."""
    return browsers.named(request.user_agent.string)


def enter(token: str) -> None:
    """From here on this browser is signed in with this token."""
    session.clear()  # nothing that was planted in this browser before outlives the sign-in
    session[TOKEN] = token
    session.permanent = True


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


def sign_in_page(form: SignInForm, *, problem: str | None = None, status: int = 200) -> ResponseReturnValue:
    """The sign-in form, filled but for the password."""
    page = render_template(
        "dashboard/sign_ins/new.html", form=form, is_new=not organizers.is_anybody_there(), problem=problem
    )
    return page, status


def _signed_out(sentence: str) -> ResponseReturnValue:
    session.clear()
    flash(sentence, "success")
    return redirect(url_for("dashboard.sign_in_new"), 303)
