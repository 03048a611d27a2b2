"""The second step of a sign-in: the code of an app, or a recovery code.

Nobody comes here who has not typed the right password: nothing else tells whether an account has a second factor.
"""

from http import HTTPStatus

from flask import Response, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from webapp import refusals
from webapp.blueprints.dashboard import known_devices
from webapp.blueprints.dashboard.access import dashboard_path
from webapp.blueprints.dashboard.blueprint import blueprint
from webapp.blueprints.dashboard.second_factor_forms import AppCodeForm, RecoveryCodeForm
from webapp.blueprints.dashboard.sign_in_steps import (
    ATTEMPT,
    code_form,
    code_page,
    entered,
    start_again,
    this_browser,
    waiting,
)
from webapp.errors import InvalidInput, NotFound, Unauthorized
from webapp.lib import clock, recovery_codes
from webapp.rate_limits import limiter
from webapp.services.access import sign_in_attempts
from webapp.words import gettext

PATH = "/login/code"
# Whoever is here has the password. Each attempt takes five codes; these are for many attempts. A browser that knows the
# account is counted by itself, and a recovery code, which nobody guesses, is not counted: so the person gets in.
WRONG_FOR_AN_ACCOUNT = "20 per day"  # from all who are strangers to it
WRONG_FROM_A_KNOWN_DEVICE = "20 per day"


def _account() -> str:
    person = waiting()
    return known_devices.account(person.email) if person else ""


def _is_no_guess() -> bool:
    return waiting() is None or bool(recovery_codes.normal(request.form.get("code", "")[:100]))


def _is_known() -> bool:
    return known_devices.device_of(_account()) is not None


def _was_wrong(response: Response) -> bool:
    return response.status_code == HTTPStatus.UNAUTHORIZED


@blueprint.get(PATH)
def sign_in_code_new() -> ResponseReturnValue:
    """The form; for whoever has typed no password, the sign-in form."""
    next_path = dashboard_path(request.args.get("next"))
    if waiting() is None:
        return redirect(url_for("dashboard.sign_in_new", next=next_path), 303)
    return code_page(AppCodeForm(next=next_path))


@blueprint.post(PATH)
@limiter.limit(
    WRONG_FOR_AN_ACCOUNT,
    key_func=lambda: f"code:{_account()}",
    exempt_when=lambda: _is_no_guess() or _is_known(),
    deduct_when=_was_wrong,
)
@limiter.limit(
    WRONG_FROM_A_KNOWN_DEVICE,
    key_func=lambda: f"code:device:{known_devices.device_of(_account())}",
    exempt_when=lambda: _is_no_guess() or not _is_known(),
    deduct_when=_was_wrong,
)
def sign_in_code_create() -> ResponseReturnValue:
    if "other" in request.form:  # with the other kind of code
        return code_page(_other_form())
    form = code_form()
    if not form.validate_on_submit():
        return code_page(form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        token = sign_in_attempts.finish(
            str(session.get(ATTEMPT, "")), form.code.data or "", browser=this_browser(), now=clock.now()
        )
    except InvalidInput as wrong:
        form.code.errors = [refusals.for_person(wrong)]
        return code_page(form, status=HTTPStatus.UNAUTHORIZED)
    except Unauthorized as ended:
        return start_again(form, problem=refusals.for_person(ended), status=HTTPStatus.UNAUTHORIZED)
    except NotFound as over:
        return start_again(form, problem=refusals.for_person(over), status=HTTPStatus.GONE)
    return entered(token, next_path=form.next.data, kept=form.kept.data)


def code_form_again(problem: str) -> ResponseReturnValue:
    """The form after its forgery token ran out."""
    form = code_form()
    if waiting() is None:
        return start_again(form, problem=problem, status=HTTPStatus.BAD_REQUEST)
    return code_page(form, problem=problem, status=HTTPStatus.BAD_REQUEST)


def too_many_codes(wait: str) -> ResponseReturnValue:
    """Said of too many wrong codes. A recovery code is taken all the same."""
    sent = code_form()
    form = RecoveryCodeForm(formdata=None, next=sent.next.data, kept=sent.kept.data)
    problem = gettext(
        "Too many wrong codes. Please try again in %(wait)s, or use a recovery code.", wait=wait
    )
    return code_page(form, problem=problem, status=HTTPStatus.TOO_MANY_REQUESTS)


def _other_form() -> AppCodeForm:
    sent = code_form()
    other = AppCodeForm if isinstance(sent, RecoveryCodeForm) else RecoveryCodeForm
    return other(formdata=None, next=sent.next.data, kept=sent.kept.data)
