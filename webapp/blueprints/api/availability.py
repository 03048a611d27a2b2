"""What is free, over JSON (wire contract sections 3.2 and 7)."""

from flask import Response, g, request

from webapp.blueprints.api import envelope
from webapp.blueprints.api.blueprint import blueprint
from webapp.blueprints.api.callers import for_availability
from webapp.blueprints.api.presenters.availability import availability_object
from webapp.errors import InvalidInput, NotFound
from webapp.lib import clock
from webapp.lib.ids import is_id
from webapp.services import bookings
from webapp.services.availability import offers

LONGEST_NUMBER = 18


@blueprint.get("/scheduling/availability")
@for_availability
def availability_show() -> Response:
    """The free slots that start in a window of at most 100 days; 304 when nothing the answer depends on has changed."""
    question = offers.asked(
        g.configuration,
        start=instant("start_time"),
        end=instant("end_time"),
        now=clock.now(),
        booking_id=moved_booking_id(),
    )
    etag = question.fingerprint()
    if request.if_none_match.contains_weak(etag):
        return _marked(envelope.not_modified(), etag)
    return _marked(envelope.answer(availability_object(question.answer())), etag)


def _marked(response: Response, etag: str) -> Response:
    # Weak, because the request's id differs in every answer; private, because a session may have opened it.
    response.set_etag(etag, weak=True)
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def instant(name: str) -> int:
    """A bound of the window, from the query. Raises InvalidInput; whether it makes sense is the engine's to say."""
    given = request.args.get(name, "")
    digits = given.removeprefix("-")
    if not (digits.isascii() and digits.isdigit()) or len(digits) > LONGEST_NUMBER:
        raise InvalidInput("instant.invalid", field=name)
    return int(given)


def moved_booking_id() -> str | None:
    """The booking of `g.configuration` that is to be moved, if any. Raises NotFound."""
    booking_id = request.args.get("booking_id")
    if not booking_id:
        return None
    if not is_id(booking_id):
        raise NotFound("booking.unknown")
    return bookings.find(booking_id, configuration=g.configuration).id
