"""Refusals as the wire contract spells them (section 1). Called for every path under `/v3`, known or not."""

from flask import Response
from werkzeug.exceptions import HTTPException

from webapp import refusals
from webapp.blueprints.api import envelope, oauth_errors
from webapp.errors import (
    ChallengeFailed,
    DeadToken,
    InvalidInput,
    InvalidSession,
    NotAllowedNow,
    NotFound,
    NotPermitted,
    OAuthRefused,
    OpenslotError,
    Outdated,
    ProviderError,
    TimeslotUnavailable,
    TooMany,
    Unauthorized,
    Unavailable,
)
from webapp.refusals import statuses

INVALID_REQUEST = "invalid_request_error"
INTERNAL = "internal_error"
TOO_MANY = "rate_limit_error"
OUTDATED = "configuration.changed"  # beyond the contract: nothing else is changed by its tag
CHALLENGE_FAILED = "70005"  # the contract's type for an address that did not answer
STATUS_AND_TYPE: dict[type[OpenslotError], tuple[int, str]] = {
    InvalidInput: (400, INVALID_REQUEST),
    NotAllowedNow: (400, INVALID_REQUEST),
    ChallengeFailed: (400, CHALLENGE_FAILED),
    TimeslotUnavailable: (409, "timeslot_not_available"),
    Unauthorized: (401, "unauthorized"),
    NotPermitted: (403, "insufficient_scopes"),
    InvalidSession: (401, "invalid_session"),
    DeadToken: (401, "token.unauthorized_access"),  # the editor signs its user out (section 12)
    OAuthRefused: (400, INVALID_REQUEST),
    NotFound: (404, "not_found_error"),
    Outdated: (412, OUTDATED),
    TooMany: (429, TOO_MANY),
    Unavailable: (503, INTERNAL),
    ProviderError: (504, "provider_error"),
}
HTTP_TYPES = {401: "unauthorized", 404: "not_found_error", 429: TOO_MANY}


def answer_for(problem: Exception) -> Response:
    """The JSON answer to anything that was raised: never HTML, never a stack trace."""
    if oauth_errors.are_meant():
        return oauth_errors.answer_for(problem)
    if isinstance(problem, OpenslotError):
        return _refusal(problem)
    if isinstance(problem, HTTPException):
        return _http(problem)
    return envelope.error(INTERNAL, statuses.for_program(500), 500)


def _refusal(problem: OpenslotError) -> Response:
    status, type_ = STATUS_AND_TYPE[type(problem)]
    response = envelope.error(type_, refusals.for_program(problem), status)
    response.headers.update(refusals.headers(problem))
    return response


def _http(problem: HTTPException) -> Response:
    status = problem.code or 500
    type_ = HTTP_TYPES.get(status, INVALID_REQUEST if status < 500 else INTERNAL)
    response = envelope.error(type_, statuses.for_program(status, otherwise=problem.name), status)
    for name, value in problem.get_headers():
        if name.lower() in ("allow", "retry-after"):
            response.headers[name] = value
    return response
