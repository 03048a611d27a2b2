"""Two-step sign-in in the settings: turned on with an app, turned off, and new recovery codes."""

from http import HTTPStatus

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from webapp import refusals
from webapp.blueprints.dashboard.access import organizer
from webapp.blueprints.dashboard.blueprint import blueprint
from webapp.blueprints.dashboard.password_tries import few_wrong_codes, few_wrong_passwords
from webapp.blueprints.dashboard.second_factor_forms import (
    NewCodesForm,
    PasswordAgainForm,
    SetUpForm,
    TurnOffForm,
    TurnOnForm,
)
from webapp.errors import InvalidInput, NotAllowedNow
from webapp.lib import clock, qr, totp
from webapp.services.access import second_factors, sign_ins
from webapp.words import gettext

PATH = "/dashboard/settings/two-steps"


@blueprint.get(PATH)
def second_factor_show() -> ResponseReturnValue:
    """Whether it is on, and what can be done about it."""
    return second_factor_page()


@blueprint.post(f"{PATH}/app")
@few_wrong_passwords
def second_factor_new() -> ResponseReturnValue:
    """Show the secret of an app, to whoever has typed the password once more."""
    form = SetUpForm()
    if refused := wrong_password(form):
        return second_factor_page(set_up=form, status=refused)
    if second_factors.of(organizer()) is not None:
        return _not_now(NotAllowedNow("second_factor.on_already"))
    setup = second_factors.prepare(organizer(), now=clock.now())
    return _app_page(TurnOnForm(formdata=None, setup=setup))


@blueprint.post(PATH)
def second_factor_create() -> ResponseReturnValue:
    """Turn it on, with the first code of the app."""
    form = TurnOnForm()
    if not form.validate_on_submit():
        return _app_page(form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        codes = second_factors.turn_on(
            organizer(), form.setup.data or "", form.code.data or "", now=clock.now()
        )
    except InvalidInput as problem:
        form.code.errors = [refusals.for_person(problem)]
        return _app_page(form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    except NotAllowedNow as problem:
        return _not_now(problem)
    return _codes_page(codes, is_new=True)


@blueprint.post(f"{PATH}/delete")
@few_wrong_passwords
@few_wrong_codes
def second_factor_destroy() -> ResponseReturnValue:
    """Turn it off."""
    form = TurnOffForm()
    if refused := wrong_password(form):
        return second_factor_page(turn_off=form, status=refused)
    try:
        second_factors.turn_off(organizer(), form.code.data or "", now=clock.now())
    except InvalidInput as problem:
        form.code.errors = [refusals.for_person(problem)]
        return second_factor_page(turn_off=form, status=HTTPStatus.FORBIDDEN)
    except NotAllowedNow as problem:
        return _not_now(problem)
    flash(gettext("Two-step sign-in is off."), "success")
    return redirect(url_for("dashboard.second_factor_show"), 303)


@blueprint.post(f"{PATH}/recovery-codes")
@few_wrong_passwords
def recovery_code_create() -> ResponseReturnValue:
    """New recovery codes in place of the earlier ones."""
    form = NewCodesForm()
    if refused := wrong_password(form):
        return second_factor_page(new_codes=form, status=refused)
    try:
        codes = second_factors.renew_codes(organizer(), now=clock.now())
    except NotAllowedNow as problem:
        return _not_now(problem)
    return _codes_page(codes, is_new=False)


def second_factor_page(
    *,
    set_up: SetUpForm | None = None,
    turn_off: TurnOffForm | None = None,
    new_codes: NewCodesForm | None = None,
    problem: str | None = None,
    status: int = HTTPStatus.OK,
) -> ResponseReturnValue:
    """The page, with the forms that fit; no password is ever filled in."""
    factor = second_factors.of(organizer())
    page = render_template(
        "dashboard/settings/second_factor.html",
        factor=factor,
        codes_left=second_factors.codes_left(factor.id) if factor else 0,
        set_up=set_up or SetUpForm(formdata=None),
        turn_off=turn_off or TurnOffForm(formdata=None),
        new_codes=new_codes or NewCodesForm(formdata=None),
        problem=problem,
    )
    return page, status


def turn_on_again(problem: str) -> ResponseReturnValue:
    """The page with the QR code and what was typed, and why nothing was turned on."""
    return _app_page(TurnOnForm(), problem=problem, status=HTTPStatus.BAD_REQUEST)


def wrong_password(form: PasswordAgainForm) -> int:
    """The status of a form that is not filled, or whose password is wrong; 0 where it may go on."""
    if not form.validate_on_submit():
        return HTTPStatus.UNPROCESSABLE_ENTITY
    if not sign_ins.is_password(form.password.data or "", of=organizer()):
        form.password.errors = [refusals.for_person(InvalidInput("password.wrong", field="password"))]
        return HTTPStatus.FORBIDDEN
    return 0


def _app_page(
    form: TurnOnForm, *, problem: str | None = None, status: int = HTTPStatus.OK
) -> ResponseReturnValue:
    try:
        secret = second_factors.secret_in(form.setup.data or "", organizer(), now=clock.now())
    except InvalidInput as over:
        return second_factor_page(problem=refusals.for_person(over), status=HTTPStatus.UNPROCESSABLE_ENTITY)
    page = render_template(
        "dashboard/settings/second_factor_app.html",
        form=form,
        problem=problem,
        secret=" ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        # Our own drawing of our own text.
        drawn=Markup(qr.inline_svg(totp.address(secret, account=organizer().email))),  # noqa: S704
    )
    return page, status


def _codes_page(codes: list[str], *, is_new: bool) -> ResponseReturnValue:
    return render_template("dashboard/settings/recovery_codes.html", codes=codes, is_new=is_new)


def _not_now(problem: NotAllowedNow) -> ResponseReturnValue:
    return second_factor_page(problem=refusals.for_person(problem), status=HTTPStatus.CONFLICT)
