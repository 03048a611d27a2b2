"""How mails fare, for administrators: where they go, what failed and why, and a test mail to oneself."""

from http import HTTPStatus

from flask import current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from webapp.blueprints.dashboard.access import administrator
from webapp.blueprints.dashboard.blueprint import blueprint
from webapp.blueprints.dashboard.presenters import mail_state as presenter
from webapp.blueprints.dashboard.presenters.mail_state import Trial
from webapp.lib import clock
from webapp.lib.text_form import TextForm
from webapp.rate_limits import limiter
from webapp.services.promises import mail_state

PATH = "/dashboard/settings/mail"
TESTS = "5 per 10 minutes"


@blueprint.get(PATH)
def mail_show() -> ResponseReturnValue:
    administrator()
    return _page()


@blueprint.post(f"{PATH}/test")
@limiter.limit(TESTS, key_func=lambda: f"mail-tested-by:{administrator().id}")
def mail_test_create() -> ResponseReturnValue:
    """Promise a test mail to whoever asks for it. The page tells what becomes of it."""
    mail_state.send_test(administrator(), now=clock.now())
    return redirect(url_for("dashboard.mail_show", _anchor="test-mail"), 303)


@blueprint.get(f"{PATH}/test")
def mail_test_show() -> ResponseReturnValue:
    """What has become of the test mail, for the page that waits for it."""
    return render_template("dashboard/mail/_test.html", trial=_trial())


def form_again(problem: str) -> ResponseReturnValue:
    """The page with its button, and why nothing was sent."""
    administrator()
    return _page(problem=problem, status=HTTPStatus.BAD_REQUEST)


def _trial() -> Trial | None:
    asked = mail_state.last_test(administrator())
    return None if asked is None else presenter.trial_of(asked)


def _page(*, problem: str | None = None, status: int = HTTPStatus.OK) -> ResponseReturnValue:
    page = render_template(
        "dashboard/mail/show.html",
        server=presenter.server_of(current_app.config),
        last_success=mail_state.last_success(),
        failures=[presenter.failure_of(delivery) for delivery in mail_state.failures()],
        waiting=mail_state.waiting(),
        trial=_trial(),
        form=TextForm(formdata=None),
        problem=problem,
    )
    return page, status
