"""Moving a booking as its organizer: free times first, then any time whose conflicts are named and accepted."""

from functools import partial

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from webapp import refusals
from webapp.blueprints.dashboard import length_choice, time_choice
from webapp.blueprints.dashboard.access import organizer
from webapp.blueprints.dashboard.blueprint import blueprint
from webapp.blueprints.dashboard.bookings import booking_page, booking_to_decide, find_booking
from webapp.blueprints.dashboard.presenters.bookings import MOVED, guest_zone, outcome
from webapp.blueprints.dashboard.time_choice import ChosenTime
from webapp.errors import InvalidInput, NotAllowedNow, ProviderError, TimeslotUnavailable
from webapp.lib import clock, htmx, links
from webapp.lib.text_form import TextForm
from webapp.models import Booking
from webapp.services import bookings
from webapp.services.bookings import permissions
from webapp.services.bookings.commands import DASHBOARD, ORGANIZER, RescheduleBooking
from webapp.words import gettext


@blueprint.get("/dashboard/bookings/<booking_id>/move")
def booking_move_new(booking_id: str) -> ResponseReturnValue:
    """The times to choose from. With a `start`, or a `date` and a `time`: what is against it, and the button."""
    booking = booking_to_decide(booking_id)
    try:
        permissions.check_may_move(booking, booking.configuration, actor=ORGANIZER, now=clock.now())
    except NotAllowedNow as refusal:
        return booking_page(booking, problem=refusals.for_person(refusal), status=409)
    page = length_choice.chosen(booking.configuration, moving=booking)
    chosen = time_choice.chosen_of_request(page, moving=booking)
    return _choosing(booking) if chosen is None else _confirming(booking, chosen)


@blueprint.post("/dashboard/bookings/<booking_id>/move")
def booking_move_create(booking_id: str) -> ResponseReturnValue:
    """Move the booking, or say what is against it now."""
    booking = booking_to_decide(booking_id)
    page = length_choice.chosen(booking.configuration, moving=booking)
    start = time_choice.start_of_request()
    if start is None:
        return _choosing(booking, status=422)
    command = RescheduleBooking(
        starts_at=start,
        ends_at=start + time_choice.seconds_of(page),
        actor=ORGANIZER,
        door=DASHBOARD,
        accepted=time_choice.accepted(),
    )
    try:
        bookings.reschedule(booking.id, command, now=clock.now())
    except (TimeslotUnavailable, InvalidInput):
        return form_again(booking.id, status=409)
    except ProviderError as problem:
        return form_again(booking.id, problem=refusals.for_person(problem), status=409)
    except NotAllowedNow as refusal:
        return booking_page(find_booking(booking.id), problem=refusals.for_person(refusal), status=409)
    flash(outcome(find_booking(booking.id), done=MOVED), "success")
    return redirect(url_for("dashboard.booking_show", booking_id=booking.id), 303)


def form_again(booking_id: str, *, problem: str = "", status: int) -> ResponseReturnValue:
    """The question as it was answered, with all that is against the time by now."""
    booking = booking_to_decide(booking_id)
    page = length_choice.chosen(booking.configuration, moving=booking)
    chosen = time_choice.chosen_of_request(page, moving=booking)
    if chosen is None:
        return _choosing(booking, status=status)
    refused = gettext("The booking was not moved. Look at what is against this time now.")
    said = problem or time_choice.what_refused(chosen, refused)
    return _confirming(booking, chosen, problem=said, status=status)


def _choosing(booking: Booking, *, status: int = 200) -> ResponseReturnValue:
    page = length_choice.chosen(booking.configuration, moving=booking)
    address = partial(links.path, "dashboard.booking_move_new", booking_id=booking.id)
    typed = time_choice.typed(around=booking.starts_at)
    shown = render_template(
        "public/_picker_answer.html" if htmx.wants_fragment() else "dashboard/bookings/move.html",
        booking=booking,
        visitor=time_choice.chooser(),
        picker=time_choice.free_times(page, address, moving=booking),
        typed=typed,
    )
    return shown, 422 if typed.typed.is_unclear or typed.is_skipped else status


def _confirming(
    booking: Booking, chosen: ChosenTime, *, problem: str = "", status: int = 200
) -> ResponseReturnValue:
    shown = render_template(
        "dashboard/bookings/move_confirm.html",
        booking=booking,
        guest_zone=guest_zone(booking, organizer()),
        chosen=chosen,
        chooser=time_choice.chooser(),
        is_present=chosen.starts_at == booking.starts_at,
        problem=problem,
        form=TextForm(),
    )
    return shown, status
