"""Yes or no to a pending request: a confirmation, or a declination with its reason."""

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue

from webapp import refusals
from webapp.blueprints.dashboard.access import dashboard_path
from webapp.blueprints.dashboard.blueprint import blueprint
from webapp.blueprints.dashboard.bookings import (
    booking_page,
    booking_to_decide,
    find_booking,
    request_fragment,
)
from webapp.blueprints.dashboard.forms import ReasonForm
from webapp.blueprints.dashboard.presenters.bookings import CONFIRMED, DECLINED, outcome
from webapp.errors import NotAllowedNow, ProviderError, TimeslotUnavailable
from webapp.lib import clock, htmx
from webapp.models import Booking
from webapp.refusals.bookings import REQUEST_LOST
from webapp.services import bookings
from webapp.services.bookings.commands import DASHBOARD, ORGANIZER, DecideBooking


@blueprint.post("/dashboard/bookings/<booking_id>/confirm")
def confirmation_create(booking_id: str) -> ResponseReturnValue:
    booking = booking_to_decide(booking_id)
    try:
        bookings.confirm(booking.id, _decision(), now=clock.now())
    except (NotAllowedNow, ProviderError) as refusal:
        return _refused(booking, refusals.for_person(refusal))
    except TimeslotUnavailable:
        return _refused(booking, str(REQUEST_LOST))
    return _decided(find_booking(booking.id), done=CONFIRMED)


@blueprint.post("/dashboard/bookings/<booking_id>/decline")
def declination_create(booking_id: str) -> ResponseReturnValue:
    booking = booking_to_decide(booking_id)
    form = ReasonForm()
    if not form.validate_on_submit():
        return _shown_again(booking, form=form, status=422)
    try:
        bookings.decline(booking.id, _decision(form.reason.data), now=clock.now())
    except NotAllowedNow as refusal:
        return _refused(booking, refusals.for_person(refusal))
    return _decided(find_booking(booking.id), done=DECLINED)


def _decision(reason: str | None = None) -> DecideBooking:
    return DecideBooking(reason=reason or "", actor=ORGANIZER, door=DASHBOARD)


def _decided(booking: Booking, *, done: str) -> ResponseReturnValue:
    sentence = outcome(booking, done=done)
    if htmx.is_asking():
        return request_fragment(booking, sentence=sentence)
    flash(sentence, "success")
    return redirect(dashboard_path(request.form.get("next")), 303)


def _refused(booking: Booking, sentence: str) -> ResponseReturnValue:
    return _shown_again(find_booking(booking.id), problem=sentence, status=409)


def _shown_again(
    booking: Booking, *, form: ReasonForm | None = None, problem: str | None = None, status: int
) -> ResponseReturnValue:
    page = request_fragment if htmx.is_asking() else booking_page
    return page(booking, form=form, problem=problem, status=status)
