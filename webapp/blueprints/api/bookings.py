"""Bookings over JSON (wire contract section 5)."""

from flask import Response, g, request

from webapp.blueprints.api import envelope
from webapp.blueprints.api.blueprint import blueprint
from webapp.blueprints.api.callers import for_booking_page
from webapp.blueprints.api.payloads import base
from webapp.blueprints.api.payloads.bookings import (
    CONFIRM,
    BookingPayload,
    CancellationPayload,
    DecisionPayload,
    ReschedulingPayload,
)
from webapp.blueprints.api.presenters.bookings import booking_object
from webapp.errors import InvalidInput, NotFound
from webapp.lib import clock, text
from webapp.lib.ids import is_id
from webapp.models import Booking
from webapp.rate_limits import booking_writes
from webapp.services import bookings
from webapp.services.bookings.commands import ORGANIZER

PATH = "/scheduling/bookings"


@blueprint.post(PATH)
@booking_writes
@for_booking_page
def booking_create() -> Response:
    """Book a slot; the answer is the booking, `booked` or `pending`."""
    command = base.read(BookingPayload).to_command(timezone=_asked_timezone())
    return envelope.answer(booking_object(bookings.book(g.configuration, command, now=clock.now())))


@blueprint.get(f"{PATH}/<booking_id>")
@for_booking_page
def booking_show(booking_id: str) -> Response:
    """One booking of the configuration."""
    return envelope.answer(booking_object(_booking(booking_id)))


@blueprint.patch(f"{PATH}/<booking_id>")
@booking_writes
@for_booking_page
def booking_update(booking_id: str) -> Response:
    """Move a booking to another slot; it keeps its id and its status."""
    booking = _booking(booking_id)
    command = base.read(ReschedulingPayload).to_command(actor=g.actor)
    return envelope.answer(booking_object(bookings.reschedule(booking.id, command, now=clock.now())))


@blueprint.put(f"{PATH}/<booking_id>")
@booking_writes
@for_booking_page
def decision_create(booking_id: str) -> Response:
    """The organizer's yes or no to a pending booking, proved by the salt of the organizer's reference."""
    booking, payload = _booking(booking_id), base.read(DecisionPayload)
    if not bookings.salt_opens(booking, payload.salt, role=ORGANIZER):
        raise InvalidInput("salt.wrong", field="salt")
    decide = bookings.confirm if payload.status == CONFIRM else bookings.decline
    return envelope.answer(booking_object(decide(booking.id, payload.to_command(), now=clock.now())))


@blueprint.delete(f"{PATH}/<booking_id>")
@booking_writes
@for_booking_page
def booking_destroy(booking_id: str) -> Response:
    """Cancel a booking, or withdraw a pending one."""
    booking = _booking(booking_id)
    command = base.read(CancellationPayload, optional=True).to_command(actor=g.actor)
    bookings.cancel(booking.id, command, now=clock.now())
    return envelope.deleted()


def _booking(booking_id: str) -> Booking:
    if not is_id(booking_id):
        raise NotFound("booking.unknown")
    return bookings.find(booking_id, configuration=g.configuration)


def _asked_timezone() -> str | None:
    given = request.args.get("timezone")
    return text.zone(given, field="timezone") if given else None
