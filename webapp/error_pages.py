"""The pages that say what went wrong, for people. Under `/v3` the API answers instead, in JSON."""

from flask import Flask, current_app, render_template, request
from flask import Response as FlaskResponse
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadHost, HTTPException

from webapp import database_errors, refusals, words
from webapp.blueprints.api import errors as api_errors
from webapp.errors import InvalidSession, NotAllowedNow, OpenslotError
from webapp.extensions import refusal_of_database
from webapp.lib.doors import is_api
from webapp.reading_habits import browser_locale
from webapp.refusals import statuses

# As the API answers, but for what the wire contract makes a 400 there, and for invitations, which are no sign-ins.
STATUS = {kind: status for kind, (status, _) in api_errors.STATUS_AND_TYPE.items()} | {
    NotAllowedNow: 409,
    InvalidSession: 410,
}
RETRY_AFTER_SECONDS = 1  # a database that is restarted or busy is mostly back by then


def register(app: Flask) -> None:
    """One place for every error: the path decides whether a person or a program is told."""
    app.register_error_handler(Exception, _answer)
    app.after_request(_say_when_to_come_back)


def page(status: int, sentence: str | None = None) -> tuple[str, int]:
    """An error page. The sentence is shown as it is."""
    sentence = sentence or statuses.for_person(status)
    return render_template("errors/error.html", status=status, sentence=sentence), status


def _answer(problem: Exception) -> ResponseReturnValue:
    away = refusal_of_database(problem)
    if away is not None:
        # Without a stack trace: all requests end here until it is back.
        current_app.logger.warning("the database is away: %s", database_errors.in_one_line(problem))
        problem = away
    unforeseen = not isinstance(problem, HTTPException | OpenslotError)
    if unforeseen:
        current_app.logger.error("unforeseen error at %s", request.endpoint, exc_info=problem)
    # With a Host header that is no name, Flask can make no address, and a page of ours is full of them.
    if is_api() or isinstance(problem, BadHost):
        return api_errors.answer_for(problem)
    if not words.has_reader():  # no view was reached
        words.speak(browser_locale())
    if isinstance(problem, OpenslotError):
        return _refusal(problem)
    if isinstance(problem, HTTPException):
        return _http(problem)
    return page(500)


def _refusal(problem: OpenslotError) -> ResponseReturnValue:
    body, status = page(STATUS[type(problem)], refusals.for_person(problem))
    return body, status, refusals.headers(problem)


def _http(problem: HTTPException) -> ResponseReturnValue:
    # A redirect is no error, and an answer that somebody made on purpose is sent as it is.
    if problem.response is not None or (problem.code or 500) < 400:
        return problem.get_response()
    body, status = page(problem.code or 500)
    response = current_app.make_response((body, status))
    for name, value in problem.get_headers():
        if name.lower() in ("allow", "retry-after"):
            response.headers[name] = value
    return response


def _say_when_to_come_back(response: FlaskResponse) -> FlaskResponse:
    if response.status_code == 503:
        response.headers.setdefault("Retry-After", str(RETRY_AFTER_SECONDS))
    return response
