"""Where calendar providers tell us that a calendar has changed. What they send asks for a reading, and nothing more.

A request that is wrong in any way gets the same answer, so that it tells nothing.
"""

from flask import Blueprint, Flask, Response, current_app, request
from werkzeug.exceptions import HTTPException, NotFound

from webapp import providers
from webapp.errors import OpenslotError
from webapp.extensions import csrf, refusal_of_database
from webapp.lib import clock
from webapp.lib.external import Push
from webapp.rate_limits import limiter
from webapp.services.calendars import channel_rows

PUSHES = "600 per minute"  # from one network; what is refused is noticed by the next reading
BYTES_AT_MOST = 64 * 1024

blueprint = Blueprint("pushes", __name__)
csrf.exempt(blueprint)  # no browser is signed in here: a channel's own token is asked for


def register(app: Flask) -> None:
    app.register_blueprint(blueprint)


@blueprint.post("/pushes/<kind>/<channel_id>")
@limiter.limit(lambda: PUSHES)
def push_create(kind: str, channel_id: str) -> Response:
    """Let a calendar be read soon. A provider that asks who is there is told what it wants to hear."""
    request.max_content_length = BYTES_AT_MOST
    push = _push(kind)
    if push is None or not channel_rows.hear(kind, channel_id, push, now=clock.now()):
        raise NotFound
    return _answer(202) if push.greeting is None else _answer(200, push.greeting)


@blueprint.errorhandler(Exception)
def refused(problem: Exception) -> Response:
    """A program reads this: no page, and no word more than the status."""
    if refusal_of_database(problem) is not None or isinstance(problem, OpenslotError):
        return _answer(503)
    if not isinstance(problem, HTTPException):
        current_app.logger.error("unforeseen error at %s", request.endpoint, exc_info=problem)
        return _answer(500)
    return _answer(problem.code or 500)


def _push(kind: str) -> Push | None:
    provider = providers.registry().get(kind)
    if provider is None or not providers.is_pushing(provider):
        return None
    headers = {name.lower(): value for name, value in request.headers.items()}
    return provider.push_in(request.args, headers, request.get_data())


def _answer(status: int, text: str = "") -> Response:
    return Response(text, status, content_type="text/plain; charset=utf-8")
