"""The first start: whoever has the link that `./run` printed becomes the first organizer."""

from http import HTTPStatus

from flask import redirect, render_template
from flask.typing import ResponseReturnValue

from webapp import refusals
from webapp.blueprints.dashboard.blueprint import blueprint
from webapp.blueprints.dashboard.forms import SetupForm
from webapp.blueprints.dashboard.page_forms import new_page_address
from webapp.blueprints.dashboard.sign_in_steps import enter, this_browser
from webapp.errors import NotAllowedNow, NotFound, OpenslotError
from webapp.lib import clock
from webapp.reading_habits import browser_locale
from webapp.services.access import setup_links, sign_ins


@blueprint.get("/setup/<token>")
def setup_new(token: str) -> ResponseReturnValue:
    return setup_page(SetupForm(), token=token)


@blueprint.post("/setup/<token>")
def setup_create(token: str) -> ResponseReturnValue:
    form = SetupForm()
    if not form.validate_on_submit():
        return setup_page(form, token=token, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        organizer = setup_links.use(
            token,
            email=form.email.data,
            name=form.name.data,
            timezone=form.timezone.data,
            password=form.password.data,
            language=browser_locale(),
            now=clock.now(),
        )
    except (NotAllowedNow, NotFound) as refusal:
        return _over(refusal)
    enter(sign_ins.start(organizer, browser=this_browser(), now=clock.now()))
    return redirect(new_page_address(), 303)


def setup_page(
    form: SetupForm, *, token: str, problem: str | None = None, status: int = HTTPStatus.OK
) -> ResponseReturnValue:
    """The form of the first organizer, filled but for the password; or why this link opens it no more."""
    try:
        setup_links.check(token, now=clock.now())
    except (NotAllowedNow, NotFound) as refusal:
        return _over(refusal)
    return render_template("dashboard/setups/new.html", form=form, token=token, problem=problem), status


def _over(refusal: OpenslotError) -> ResponseReturnValue:
    page = render_template(
        "dashboard/setups/over.html",
        sentence=refusals.for_person(refusal),
        can_sign_in=isinstance(refusal, NotAllowedNow),
    )
    return page, HTTPStatus.GONE
