"""Who has an account here, for administrators: invited by mail, listed."""

from http import HTTPStatus

from flask import flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from webapp import refusals
from webapp.blueprints.dashboard.access import administrator
from webapp.blueprints.dashboard.blueprint import blueprint
from webapp.blueprints.dashboard.people_forms import ColleagueForm
from webapp.errors import InvalidInput, NotAllowedNow
from webapp.lib import clock, links
from webapp.rate_limits import limiter
from webapp.services.access import joining, organizers
from webapp.words import gettext

PATH = "/dashboard/people"
NEW = "new_account_link"
INVITATIONS = "100 per hour"


@blueprint.get(PATH)
def person_index() -> ResponseReturnValue:
    """Everybody with an account, the open invitations, and the form for another one."""
    return _page(ColleagueForm())


@blueprint.post(PATH)
@limiter.limit(INVITATIONS, key_func=lambda: f"invited-by:{administrator().id}")
def person_create() -> ResponseReturnValue:
    owner, form = administrator(), ColleagueForm()
    if not form.validate_on_submit():
        return _page(form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        token = joining.invite(
            owner, form.email.data or "", is_admin=bool(form.is_admin.data), now=clock.now()
        )
    except InvalidInput as problem:
        form.email.errors = [refusals.for_person(problem)]
        return _page(form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    except NotAllowedNow as problem:
        return _page(form, problem=refusals.for_person(problem), status=HTTPStatus.CONFLICT)
    session[NEW] = token
    flash(gettext("The invitation is on its way to %(email)s.", email=form.email.data), "success")
    return redirect(url_for("dashboard.person_index"), 303)


@blueprint.post(f"{PATH}/invitations/<link_id>/revoke")
def person_invitation_destroy(link_id: str) -> ResponseReturnValue:
    """Let an invitation work no more."""
    joining.revoke(administrator(), link_id, now=clock.now())
    flash(gettext("The invitation is revoked."), "success")
    return redirect(url_for("dashboard.person_index"), 303)


def form_again(problem: str) -> ResponseReturnValue:
    """The form with what was typed, and why nobody was invited."""
    return _page(ColleagueForm(), problem=problem, status=HTTPStatus.BAD_REQUEST)


def _page(
    form: ColleagueForm, *, problem: str | None = None, status: int = HTTPStatus.OK
) -> ResponseReturnValue:
    owner, token = administrator(), session.pop(NEW, None)  # the link is shown this once
    page = render_template(
        "dashboard/people/index.html",
        form=form,
        problem=problem,
        new_link=links.absolute("dashboard.join_new", join_token=token) if token else None,
        people=organizers.of_application(owner.application_id),
        invitations=joining.listing(owner.application_id, now=clock.now()),
    )
    return page, status
