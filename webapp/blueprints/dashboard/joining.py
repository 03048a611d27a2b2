"""Whoever was invited makes an account with the link of the mail."""

from http import HTTPStatus

from flask import redirect, render_template
from flask.typing import ResponseReturnValue

from webapp import refusals
from webapp.blueprints.dashboard.blueprint import blueprint
from webapp.blueprints.dashboard.page_forms import new_page_address
from webapp.blueprints.dashboard.people_forms import JoinForm
from webapp.blueprints.dashboard.sign_in_steps import enter, this_browser
from webapp.errors import InvalidInput, NotFound, OpenslotError
from webapp.lib import clock
from webapp.reading_habits import browser_locale
from webapp.services.access import joining, sign_ins
from webapp.services.access.joining import Joining


@blueprint.get("/dashboard/join/<join_token>")
def join_new(join_token: str) -> ResponseReturnValue:
    return join_page(JoinForm(), join_token=join_token)


@blueprint.post("/dashboard/join/<join_token>")
def join_create(join_token: str) -> ResponseReturnValue:
    form = JoinForm()
    if not form.validate_on_submit():
        return join_page(form, join_token=join_token, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    who = Joining(
        name=form.name.data,
        timezone=form.timezone.data,
        password=form.password.data,
        language=browser_locale(),
    )
    try:
        organizer = joining.join(join_token, who, now=clock.now())
    except (InvalidInput, NotFound) as refusal:  # the address is taken now, or the link over
        return _over(refusal)
    enter(sign_ins.start(organizer, browser=this_browser(), now=clock.now()))
    return redirect(new_page_address(), 303)


def join_page(
    form: JoinForm, *, join_token: str, problem: str | None = None, status: int = HTTPStatus.OK
) -> ResponseReturnValue:
    """The form, filled but for the password; or why this link opens it no more."""
    try:
        link = joining.find(join_token, now=clock.now())
    except NotFound as refusal:
        return _over(refusal)
    page = render_template(
        "dashboard/people/join.html", form=form, join_token=join_token, email=link.email, problem=problem
    )
    return page, status


def _over(refusal: OpenslotError) -> ResponseReturnValue:
    sentence = refusals.for_person(refusal)
    return render_template("dashboard/people/over.html", sentence=sentence), HTTPStatus.GONE
