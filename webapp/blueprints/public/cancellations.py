"""Cancelling a booking, or withdrawing a request: a page that asks for confirmation and for a reason."""

from contextlib import suppress

from flask import redirect, render_template
from flask.typing import ResponseReturnValue

from webapp.blueprints.public import frames, lookups, permissions, visitor
from webapp.blueprints.public.about import about
from webapp.blueprints.public.blueprint import blueprint
from webapp.blueprints.public.forms import CancellationForm
from webapp.errors import NotAllowedNow
from webapp.lib import clock, links
from webapp.models import PENDING, Booking
from webapp.services import bookings
from webapp.words import gettext


@blueprint.get("/bookings/<reference>/cancel")
def cancellation_new(reference: str) -> ResponseReturnValue:
    """Ask for confirmation. Opening the page changes nothing, because mail programs follow links."""
    booking = lookups.guests_booking(reference)
    try:
        permissions.check_may_cancel(booking, now=clock.now())
    except NotAllowedNow:
        return redirect(_shown(reference), 303)  # the booking's page says why not
    return _question(reference, booking, CancellationForm(formdata=None), status=200)


@blueprint.post("/bookings/<reference>/cancel")
def cancellation_create(reference: str) -> ResponseReturnValue:
    """Cancel with the reason given."""
    booking = lookups.guests_booking(reference)
    form = CancellationForm()
    if not form.validate():
        return _question(reference, booking, form, status=422)
    with suppress(NotAllowedNow):  # the booking's page says why not
        permissions.check_may_cancel(booking, now=clock.now())
        bookings.cancel(booking.id, form.to_command(), now=clock.now())
    return redirect(_shown(reference), 303)


def _question(
    reference: str, booking: Booking, form: CancellationForm, *, status: int
) -> ResponseReturnValue:
    if booking.status == PENDING:
        form.reason.label.text = gettext("Why are you withdrawing your request?")
    page = render_template(
        "public/cancellation.html",
        about=about(booking.configuration),
        visitor=visitor.of_request(zone=booking.guest_timezone),
        booking=booking,
        form=form,
        reference=reference,
    )
    return page, status


def _shown(reference: str) -> str:
    return links.path("public.booking_show", reference=reference, **frames.of_request().query)
