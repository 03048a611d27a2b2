"""Who does something too often gets the form again, as it was filled in, and reads when to try again."""

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import current_app, request
from werkzeug.exceptions import TooManyRequests
from werkzeug.wrappers import Response

from webapp import refusals
from webapp.blueprints.public import bookings, confirmations, reschedules
from webapp.blueprints.public.blueprint import blueprint
from webapp.errors import TooMany
from webapp.refusals import statuses

FORMS: dict[str, Callable[..., Any]] = {
    "public.booking_create": bookings.form_again,
    "public.reschedule_create": reschedules.form_again,
    "public.confirmation_create": confirmations.form_again,
    "public.declination_create": confirmations.form_again,
}


@blueprint.errorhandler(TooManyRequests)
def too_many_requests(_problem: TooManyRequests) -> Response:
    """More requests than `request_source.booking_writes` allows; `rate_limits.py` adds when to come back."""
    return _form_again(partial(statuses.for_person, 429))


@blueprint.errorhandler(TooMany)
def too_many(problem: TooMany) -> Response:
    """More than a use case allows."""
    answer = _form_again(partial(refusals.for_person, problem))
    answer.headers.update(refusals.headers(problem))
    return answer


def _form_again(say: Callable[[], str]) -> Response:
    """`say`: the sentence in the language of the page, which each form chooses by itself."""
    form_again = FORMS[str(request.endpoint)]
    return current_app.make_response(form_again(say, **(request.view_args or {})))
