"""The API keys of the installation, for administrators: made, listed, revoked. A new one is shown once."""

from http import HTTPStatus
from typing import Any

from flask import flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from webapp import refusals
from webapp.blueprints.dashboard.access import administrator
from webapp.blueprints.dashboard.api_key_forms import ApiKeyForm
from webapp.blueprints.dashboard.blueprint import blueprint
from webapp.blueprints.dashboard.password_tries import few_wrong_passwords
from webapp.blueprints.dashboard.presenters.api_keys import key_row
from webapp.errors import InvalidInput, NotAllowedNow
from webapp.lib import clock
from webapp.services.access import api_keys, sign_ins
from webapp.words import gettext

PATH = "/dashboard/settings/keys"
NEW = "new_api_key"


@blueprint.get(PATH)
def api_key_index() -> ResponseReturnValue:
    """All keys, and the form for another one."""
    administrator()
    return _page(ApiKeyForm())


@blueprint.post(PATH)
@few_wrong_passwords
def api_key_create() -> ResponseReturnValue:
    owner, form = administrator(), ApiKeyForm()
    if not form.validate_on_submit():
        return _page(form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if not sign_ins.is_password(form.password.data or "", of=owner):
        form.complain(InvalidInput("password.wrong", field="password"))
        return _page(form, status=HTTPStatus.FORBIDDEN)
    try:
        session[NEW] = api_keys.create(
            owner.application_id,
            name=form.name.data or "",
            allowed=form.scopes(),
            expires_at=form.expires_at(zone=owner.timezone),
            form_token=form.token,
            by=owner,
            now=clock.now(),
        )
    except InvalidInput as problem:
        form.complain(problem)
        return _page(form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    except NotAllowedNow as problem:
        return _page(form, problem=refusals.for_person(problem), status=HTTPStatus.CONFLICT)
    return redirect(url_for("dashboard.api_key_index"), 303)


@blueprint.post(f"{PATH}/<key_id>/revoke")
def api_key_destroy(key_id: str) -> ResponseReturnValue:
    """End a key. Programs that use it are refused from now on."""
    owner = administrator()
    api_keys.revoke(owner.application_id, key_id, by=owner, now=clock.now())
    flash(gettext("The key is revoked. Programs that use it are refused from now on."), "success")
    return redirect(url_for("dashboard.api_key_index"), 303)


def form_again(problem: str) -> ResponseReturnValue:
    """The form with all that was typed but the password, and why no key was made."""
    administrator()
    return _page(ApiKeyForm(), problem=problem, status=HTTPStatus.BAD_REQUEST)


def _page(
    form: ApiKeyForm, *, problem: str | None = None, status: int = HTTPStatus.OK
) -> ResponseReturnValue:
    made: Any = session.pop(NEW, None)  # shown this once
    now, keys = clock.now(), api_keys.newest(administrator().application_id)
    page = render_template(
        "dashboard/settings/api_keys.html",
        form=form,
        problem=problem,
        new_key=made,
        rows=[key_row(key, now=now) for key in keys],
    )
    return page, status
