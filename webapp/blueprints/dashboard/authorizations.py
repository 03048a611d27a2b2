"""A program asks an organizer to sign in: what it may do then is said here, and allowed or denied.

Its address was judged once at `/v3/connect/auth`. It is judged again here, because anybody can open this page.
"""

from http import HTTPStatus

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import RadioField

from webapp import refusals, security_headers
from webapp.blueprints.dashboard.access import organizer
from webapp.blueprints.dashboard.blueprint import blueprint
from webapp.errors import OAuthRefused
from webapp.lib import clock
from webapp.lib.text_form import TextForm
from webapp.services.oauth import authorizations, requests
from webapp.services.oauth.requests import Client, Request
from webapp.words import gettext, lazy_gettext

PATH = "/dashboard/connect"
DENIED = OAuthRefused("access_denied.by_organizer")
DENIED_STATUS = str(HTTPStatus.FORBIDDEN.value)
ALLOW = "allow"


class AuthorizationForm(TextForm):
    """Which grant, where there are several."""

    grant = RadioField(lazy_gettext("Calendars"), validate_choice=False)


@blueprint.get(PATH)
def authorization_new() -> ResponseReturnValue:
    return _page(_request())


@blueprint.post(PATH)
def authorization_create() -> ResponseReturnValue:
    asked, form = _request(), AuthorizationForm()
    if request.form.get("decision") != ALLOW:
        return redirect(_denied(asked.client), 303)
    offered = {grant.id: grant for grant in authorizations.offered(asked, organizer())}
    chosen = offered.get(form.grant.data or "") if len(offered) != 1 else next(iter(offered.values()))
    if chosen is None:
        form.grant.errors = [gettext("Please choose whose calendars the program may use.")]
        return _page(asked, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    code = authorizations.allow(asked, chosen, organizer(), now=clock.now())
    return redirect(asked.client.address(code=code), 303)


@blueprint.get("/dashboard/programs")
def program_index() -> ResponseReturnValue:
    """Which programs may use which calendars."""
    rows = authorizations.listing(organizer(), now=clock.now())
    return render_template("dashboard/settings/programs.html", rows=rows)


@blueprint.post("/dashboard/programs/<authorization_id>/delete")
def program_destroy(authorization_id: str) -> ResponseReturnValue:
    authorizations.end(organizer(), authorization_id, now=clock.now())
    flash(gettext("The program has no access any more."), "success")
    return redirect(url_for("dashboard.program_index"), 303)


def form_again(problem: str) -> ResponseReturnValue:
    """The page as it was, and why nothing was allowed yet."""
    return _page(_request(), AuthorizationForm(), problem=problem, status=HTTPStatus.BAD_REQUEST)


def _request() -> Request:
    return requests.read(requests.client_of(request.args), request.args)


def _denied(client: Client) -> str:
    said = refusals.for_program(DENIED)
    return client.address(error=DENIED.error, error_description=said, error_code=DENIED_STATUS)


def _page(
    asked: Request,
    form: AuthorizationForm | None = None,
    *,
    problem: str | None = None,
    status: int = HTTPStatus.OK,
) -> ResponseReturnValue:
    form = form or AuthorizationForm()
    offered = authorizations.offered(asked, organizer())
    form.grant.choices = [(grant.id, grant.email) for grant in offered]
    if form.grant.data is None and offered:
        form.grant.data = offered[0].id
    security_headers.allow("form-action", asked.client.origin_in_a_policy)
    page = render_template(
        "dashboard/settings/allow_program.html",
        form=form,
        client=asked.client,
        kind=asked.kind,
        offered=offered,
        problem=problem,
        address=f"{PATH}?{request.query_string.decode(errors='replace')}",
    )
    return page, status
