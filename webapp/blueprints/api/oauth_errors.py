"""Refusals in OAuth's own form (RFC 6749 section 5.2), which the contract asks of two addresses (section 1)."""

import orjson
from flask import Response, request
from werkzeug.exceptions import HTTPException

from webapp import refusals
from webapp.blueprints.api import envelope
from webapp.errors import OAuthRefused, OpenslotError, Unavailable
from webapp.lib import links
from webapp.refusals import statuses

PATHS = ("/v3/connect/token", "/v3/connect/revoke")
INVALID_CLIENT = "invalid_client"
SERVER_ERROR, BUSY, INVALID_REQUEST = "server_error", "temporarily_unavailable", "invalid_request"


def are_meant() -> bool:
    """Whether this request's refusals have OAuth's form."""
    return request.path.rstrip("/") in PATHS


def answer_for(problem: Exception) -> Response:
    """The JSON answer to anything that was raised. The SDKs read all four keys of the contract."""
    status, error = _status_and_error(problem)
    body = {
        "request_id": envelope.request_id(),
        "error": error,
        "error_code": status,
        "error_description": _description(problem, status),
        "error_uri": links.absolute("api.openapi_show"),
    }
    response = Response(orjson.dumps(body), status=status, headers=envelope.headers(envelope.request_id()))
    if isinstance(problem, OpenslotError):
        response.headers.update(refusals.headers(problem))
    if error == INVALID_CLIENT and request.authorization and request.authorization.type == "basic":
        response.headers["WWW-Authenticate"] = 'Basic realm="Openslot"'
    return response


def parameters(refusal: OAuthRefused) -> dict[str, str]:
    """The refusal as an address carries it (section 4.1.2.1). The editor passes over one without `error_code`."""
    return {
        "error": refusal.error,
        "error_description": refusals.for_program(refusal),
        "error_code": str(_status_and_error(refusal)[0]),
    }


def _status_and_error(problem: Exception) -> tuple[int, str]:
    if isinstance(problem, OAuthRefused):
        return 401 if problem.error == INVALID_CLIENT else 400, problem.error
    if isinstance(problem, Unavailable):
        return 503, BUSY
    if isinstance(problem, OpenslotError):
        return 400, INVALID_REQUEST
    if isinstance(problem, HTTPException):
        status = problem.code or 500
        return status, BUSY if status == 429 else INVALID_REQUEST if status < 500 else SERVER_ERROR
    return 500, SERVER_ERROR


def _description(problem: Exception, status: int) -> str:
    if isinstance(problem, OpenslotError):
        return refusals.for_program(problem)
    return statuses.for_program(
        status, otherwise=problem.name if isinstance(problem, HTTPException) else None
    )
