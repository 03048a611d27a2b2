"""Asked too often: the form is shown again, filled but for passwords, and says how long to wait."""

import math
from http import HTTPStatus

from flask import make_response, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import TooManyRequests

from webapp import display
from webapp.blueprints.dashboard.access import signed_in
from webapp.blueprints.dashboard.blueprint import blueprint
from webapp.blueprints.dashboard.expired_forms import FORMS
from webapp.blueprints.dashboard.forms import SignInForm
from webapp.blueprints.dashboard.sign_in_codes import too_many_codes
from webapp.blueprints.dashboard.sign_in_steps import sign_in_page
from webapp.lib import clock
from webapp.rate_limits import limiter
from webapp.words import gettext

# These ask for the password once more, and only wrong ones count (`password_tries.py`).
ASK_FOR_PASSWORD = (
    "dashboard.password_update",
    "dashboard.api_key_create",
    "dashboard.webhook_secret_create",
    "dashboard.person_second_factor_destroy",
    "dashboard.second_factor_new",
    "dashboard.recovery_code_create",
)


@blueprint.errorhandler(TooManyRequests)
def too_many(refusal: TooManyRequests) -> ResponseReturnValue:
    endpoint, wait = str(request.endpoint), _wait()
    if endpoint == "dashboard.sign_in_code_create":
        return too_many_codes(wait)
    if signed_in() is None or endpoint not in FORMS:
        problem = gettext("Too many attempts to sign in. Please try again in %(wait)s.", wait=wait)
        return sign_in_page(SignInForm(), problem=problem, status=HTTPStatus.TOO_MANY_REQUESTS)
    problem = gettext("That was too often. Please try again in %(wait)s.", wait=wait)
    if endpoint in ASK_FOR_PASSWORD:
        problem = gettext("Too many wrong passwords. Please try again in %(wait)s.", wait=wait)
    answer = make_response(FORMS[endpoint](**(request.view_args or {}), problem=problem))
    answer.status_code = HTTPStatus.TOO_MANY_REQUESTS
    return answer


def _wait() -> str:
    over_at = limiter.current_limit.reset_at - 1 if limiter.current_limit else 0  # the library adds a second
    return display.duration(max(1, math.ceil((over_at - clock.now()) / 60)))
