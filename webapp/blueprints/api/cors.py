"""The component calls from other origins and preflights every request (section 0, rule 14; section 3)."""

from flask import Flask, Response, request

from webapp.lib.doors import is_api

ON_EVERY_ANSWER = {
    "Access-Control-Allow-Origin": "*",  # any origin may ask: browsers send no cookies to a `*`
    "Access-Control-Expose-Headers": "x-request-id, Retry-After, ETag",
}
ON_PREFLIGHTS = {
    "Access-Control-Allow-Methods": "GET, POST, PUT, PATCH, DELETE, OPTIONS",
    "Access-Control-Allow-Headers": (
        "Authorization, Content-Type, If-Match, If-None-Match, X-Source, X-Nylas-Connect, X-Nylas-Web-Elements-Version,"
        " X-Nylas-Application-Public-Id, *"  # `*`: those of releases to come, in browsers that know it
    ),
    "Access-Control-Max-Age": "86400",
}


def register(app: Flask) -> None:
    """Answer OPTIONS on every path under `/v3`, unknown ones too, and mark every answer, errors too."""
    # In front of everybody else's: a preflight must not count as one of the writes an address may do.
    app.before_request_funcs.setdefault(None, []).insert(0, _answer_preflight)
    app.after_request(_mark)


def _answer_preflight() -> Response | None:
    if request.method != "OPTIONS" or not is_api():
        return None
    return Response(status=204, headers=ON_PREFLIGHTS)


def _mark(response: Response) -> Response:
    if is_api():
        response.headers.update(ON_EVERY_ANSWER)
    return response
