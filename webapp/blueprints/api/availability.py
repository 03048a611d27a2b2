"""What is free, over JSON (wire contract sections 3.2 and 7)."""

from flask import Response, g, request

from webapp.blueprints.api import blueprint, envelope
from webapp.blueprints.api.callers import for_booking_page
from webapp.errors import InvalidInput, NotFound
from webapp.lib import clock
from webapp.lib.ids import is_id
from webapp.scheduling import Offer
from webapp.services import availability, bookings

LONGEST_NUMBER = 18


@blueprint.get("/scheduling/availability")
@for_booking_page
def availability_show() -> Response:
    """The free slots that start in a window of at most 100 days."""
    offer = availability.offered(
        g.configuration,
        start=_instant("start_time"),
        end=_instant("end_time"),
        now=clock.now(),
        booking_id=_moved_booking_id(),
    )
    return envelope.answer({"order": offer.order, "time_slots": _slots(offer)})


def _slots(offer: Offer) -> list[dict[str, object]]:
    return [{"emails": emails, "start_time": start, "end_time": end} for start, end, emails in offer.slots()]


def _instant(name: str) -> int:
    given = request.args.get(name, "")
    digits = given.removeprefix("-")
    if not (digits.isascii() and digits.isdigit()) or len(digits) > LONGEST_NUMBER:
        raise InvalidInput(name, f"`{name}` must be a time in Unix seconds.")
    return int(given)


def _moved_booking_id() -> str | None:
    booking_id = request.args.get("booking_id")
    if not booking_id:
        return None
    if not is_id(booking_id):
        raise NotFound("There is no such booking.")
    return bookings.find(booking_id, configuration=g.configuration).id
