"""Refusals as the wire contract spells them (section 1). Called for every path under `/v3`, known or not."""

from flask import Response
from werkzeug.exceptions import HTTPException

from webapp.blueprints.api import envelope
from webapp.errors import (
    InvalidInput,
    InvalidSession,
    NotAllowedNow,
    NotFound,
    OpenslotError,
    ProviderError,
    TimeslotUnavailable,
    Unauthorized,
    Unavailable,
)

INVALID_REQUEST = "invalid_request_error"
INTERNAL = "internal_error"
RETRY_AFTER_SECONDS = "1"
STATUS_AND_TYPE: dict[type[OpenslotError], tuple[int, str]] = {
    InvalidInput: (400, INVALID_REQUEST),
    NotAllowedNow: (400, INVALID_REQUEST),
    TimeslotUnavailable: (409, "timeslot_not_available"),
    Unauthorized: (401, "unauthorized"),
    InvalidSession: (401, "invalid_session"),
    NotFound: (404, "not_found_error"),
    Unavailable: (503, INTERNAL),
    ProviderError: (504, "provider_error"),
}
HTTP_TYPES = {401: "unauthorized", 404: "not_found_error", 429: "rate_limit_error"}
HTTP_SENTENCES = {
    400: "The request could not be understood.",
    404: "There is nothing at this address.",
    405: "This address does not take that method.",
    413: "The body is too large.",
    429: "Too many requests. Please wait before trying again.",
}
UNFORESEEN = "Something went wrong on our side. Nothing was changed."


def answer_for(problem: Exception) -> Response:
    """The JSON answer to anything that was raised: never HTML, never a stack trace."""
    if isinstance(problem, OpenslotError):
        return _refusal(problem)
    if isinstance(problem, HTTPException):
        return _http(problem)
    return envelope.error(INTERNAL, UNFORESEEN, 500)


def _refusal(problem: OpenslotError) -> Response:
    status, type_ = STATUS_AND_TYPE.get(type(problem), (400, INVALID_REQUEST))
    # A refusal may bring a type of its own, as the webhook challenge does.
    response = envelope.error(getattr(problem, "type", type_), _message(problem), status)
    if status == 503:
        response.headers["Retry-After"] = RETRY_AFTER_SECONDS
    return response


def _message(problem: OpenslotError) -> str:
    """The sentence, with the field's path before it when it does not name the field itself."""
    field = getattr(problem, "field", "")
    return f"`{field}`: {problem.sentence}" if field and field not in problem.sentence else problem.sentence


def _http(problem: HTTPException) -> Response:
    status = problem.code or 500
    type_ = HTTP_TYPES.get(status, INVALID_REQUEST if status < 500 else INTERNAL)
    response = envelope.error(type_, HTTP_SENTENCES.get(status, problem.name), status)
    for name, value in problem.get_headers():
        if name.lower() in ("allow", "retry-after"):
            response.headers[name] = value
    return response
