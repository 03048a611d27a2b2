"""Bookings over JSON (wire contract section 5)."""

from flask import Response, g

from webapp.blueprints.api import envelope, lookups
from webapp.blueprints.api.blueprint import blueprint
from webapp.blueprints.api.callers import for_booking, for_booking_page
from webapp.blueprints.api.payloads.bookings import (
    CONFIRM,
    BookingPayload,
    BookingQuery,
    CancellationPayload,
    DecisionPayload,
    ReschedulingPayload,
)
from webapp.blueprints.api.presenters.bookings import booking_object
from webapp.blueprints.api.takes import takes
from webapp.errors import InvalidInput
from webapp.lib import clock
from webapp.request_source import booking_writes, source, visitor
from webapp.services import bookings
from webapp.services.bookings.commands import API, ORGANIZER

PATH = "/scheduling/bookings"


@blueprint.post(PATH)
@booking_writes
@for_booking_page
@takes(query=BookingQuery, body=BookingPayload)
def booking_create(query: BookingQuery, body: BookingPayload) -> Response:
    """Book a slot; the answer is the booking, `booked` or `pending`."""
    command = body.to_command(timezone=query.timezone, source=_source(), invitation=g.invitation)
    return envelope.answer(booking_object(bookings.book(g.configuration, command, now=clock.now())))


@blueprint.get(f"{PATH}/<booking_id>")
@for_booking
def booking_show(booking_id: str) -> Response:
    """One booking of the configuration."""
    return envelope.answer(booking_object(lookups.booking(booking_id)))


@blueprint.patch(f"{PATH}/<booking_id>")
@booking_writes
@for_booking
@takes(body=ReschedulingPayload)
def booking_update(booking_id: str, body: ReschedulingPayload) -> Response:
    """Move a booking to another slot; it keeps its id and its status."""
    booking = lookups.booking(booking_id)
    command = body.to_command(actor=g.actor, source=_source())
    return envelope.answer(booking_object(bookings.reschedule(booking.id, command, now=clock.now())))


@blueprint.put(f"{PATH}/<booking_id>")
@booking_writes
@for_booking
@takes(body=DecisionPayload)
def decision_create(booking_id: str, body: DecisionPayload) -> Response:
    """The organizer's yes or no to a pending booking, proved by the salt of the organizer's reference."""
    booking = lookups.booking(booking_id)
    if not bookings.salt_opens(booking, body.salt, role=ORGANIZER):
        raise InvalidInput("salt.wrong", field="salt")
    decide = bookings.confirm if body.status == CONFIRM else bookings.decline
    return envelope.answer(booking_object(decide(booking.id, body.to_command(), now=clock.now())))


@blueprint.delete(f"{PATH}/<booking_id>")
@for_booking
@takes(body=CancellationPayload, body_is_optional=True)
def booking_destroy(booking_id: str, body: CancellationPayload) -> Response:
    """Cancel a booking, or withdraw a pending one."""
    booking = lookups.booking(booking_id)
    bookings.cancel(booking.id, body.to_command(actor=g.actor), now=clock.now())
    return envelope.deleted()


def _source() -> str | None:
    # A key counts by itself where it is the owner's. Whoever brings another application's is a visitor like any.
    return source() if g.actor == API else visitor()
