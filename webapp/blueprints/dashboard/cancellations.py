"""Cancelling from the dashboard: the organizer may at any time, with a reason that the guest reads."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from webapp import refusals
from webapp.blueprints.dashboard.blueprint import blueprint
from webapp.blueprints.dashboard.bookings import booking_page, booking_to_decide, find_booking
from webapp.blueprints.dashboard.forms import ReasonForm
from webapp.blueprints.dashboard.presenters.bookings import CALLED_OFF, outcome
from webapp.errors import NotAllowedNow
from webapp.lib import clock
from webapp.services import bookings
from webapp.services.bookings.commands import DASHBOARD, ORGANIZER, CancelBooking


@blueprint.post("/dashboard/bookings/<booking_id>/cancel")
def cancellation_create(booking_id: str) -> ResponseReturnValue:
    booking = booking_to_decide(booking_id)
    form = ReasonForm()
    if not form.validate_on_submit():
        return booking_page(booking, form=form, status=422)
    command = CancelBooking(reason=form.reason.data, actor=ORGANIZER, door=DASHBOARD)
    try:
        bookings.cancel(booking.id, command, now=clock.now())
    except NotAllowedNow as refusal:
        return booking_page(find_booking(booking.id), problem=refusals.for_person(refusal), status=409)
    flash(outcome(booking, done=CALLED_OFF), "success")
    return redirect(url_for("dashboard.booking_show", booking_id=booking.id), 303)
