"""The pages that say what went wrong, for people. Under `/v3` the API answers instead, in JSON."""

from flask import Flask, current_app, render_template, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from webapp import words
from webapp.blueprints.api import errors as api_errors
from webapp.blueprints.api.cors import is_api
from webapp.blueprints.public import visitor
from webapp.errors import (
    InvalidInput,
    NotAllowedNow,
    NotFound,
    OpenslotError,
    ProviderError,
    TimeslotUnavailable,
    Unauthorized,
    Unavailable,
)
from webapp.extensions import BUSY_SENTENCE, is_busy_database

STATUS = {
    InvalidInput: 400,
    NotAllowedNow: 409,
    TimeslotUnavailable: 409,
    Unauthorized: 401,
    NotFound: 404,
    Unavailable: 503,
    ProviderError: 504,
}
SENTENCES = {
    400: "The request could not be understood.",
    404: "There is nothing at this address. Perhaps the link is old or incomplete.",
    405: "This address cannot be used in that way.",
    413: "That was too much to send at once.",
    429: "That was a little too often. Please wait a minute and try again.",
    500: "Something went wrong on our side. Nothing was changed; please try again.",
    503: "The server is busy. Please try again in a moment.",
}
Answer = tuple[str, int] | Response


def register(app: Flask) -> None:
    """One place for every error: the path decides whether a person or a program is told."""
    app.register_error_handler(Exception, _answer)


def page(status: int, sentence: str | None = None) -> tuple[str, int]:
    """An error page. The sentence is shown as it is."""
    sentence = sentence or SENTENCES.get(status) or SENTENCES[400]
    return render_template("errors/error.html", status=status, sentence=sentence), status


def _answer(problem: Exception) -> Answer:
    if is_busy_database(problem):
        problem = Unavailable(BUSY_SENTENCE)
    unforeseen = not isinstance(problem, HTTPException | OpenslotError)
    if unforeseen:
        current_app.logger.error("unforeseen error at %s", request.endpoint, exc_info=problem)
    if is_api():
        return api_errors.answer_for(problem)
    if not words.has_reader():  # no view was reached
        words.speak(visitor.browser_locale())
    if isinstance(problem, OpenslotError):
        return page(STATUS.get(type(problem), 400), problem.sentence)
    if isinstance(problem, HTTPException):
        return _http(problem)
    return page(500)


def _http(problem: HTTPException) -> Answer:
    # A redirect is no error, and an answer that somebody made on purpose is sent as it is.
    if problem.response is not None or (problem.code or 500) < 400:
        return problem.get_response()
    body, status = page(problem.code or 500)
    response = current_app.make_response((body, status))
    for name, value in problem.get_headers():
        if name.lower() in ("allow", "retry-after"):
            response.headers[name] = value
    return response
