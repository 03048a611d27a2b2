"""Moving a booking: choose a new time, compare both times, confirm."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from webapp import refusals
from webapp.blueprints.public import frames, length_choice, lookups, permissions, visitor
from webapp.blueprints.public.about import about
from webapp.blueprints.public.blueprint import blueprint
from webapp.blueprints.public.forms import RescheduleForm, slot_seconds
from webapp.blueprints.public.slot_choice import LostSlot, lost_slot, lost_slot_unless_free
from webapp.blueprints.public.visitor import Visitor
from webapp.errors import NotAllowedNow, ProviderError, TimeslotUnavailable
from webapp.lib import clock, htmx, links
from webapp.models import Booking, Configuration
from webapp.picker import PickerContext, Wish, picker
from webapp.request_source import booking_writes
from webapp.services import bookings


@blueprint.get("/bookings/<reference>/reschedule")
def reschedule_new(reference: str) -> ResponseReturnValue:
    """The times to choose from. With `start` in the query: the page to confirm that time."""
    booking = lookups.guests_booking(reference)
    guest = _guest(booking)
    form = RescheduleForm(formdata=None, start=request.args.get("start", ""))
    try:
        permissions.check_may_reschedule(booking, now=clock.now())
    except NotAllowedNow:
        return redirect(_shown(reference), 303)  # the booking's page says why not
    if form.is_at(booking):
        return redirect(_shown(reference), 303)  # moved already: somebody came back to this address
    return (
        _confirming(reference, booking, guest, form)
        if form.is_instant
        else _choosing(reference, booking, guest)
    )


@blueprint.post("/bookings/<reference>/reschedule")
@booking_writes
def reschedule_create(reference: str) -> ResponseReturnValue:
    """Move the booking, or show what is free instead."""
    booking = lookups.guests_booking(reference)
    guest = _guest(booking)
    form, now = RescheduleForm(), clock.now()
    if not form.validate():
        return _question(reference, booking, guest, form, status=422)
    if form.is_at(booking):
        return htmx.see_other(_shown(reference))
    try:
        with suppress(NotAllowedNow):  # the booking's page says why not
            permissions.check_may_reschedule(booking, now=now)
            length_choice.check(booking.configuration, moving=booking)
            bookings.reschedule(booking.id, form.to_command(_page(booking), guest), now=now)
    except TimeslotUnavailable:
        lost = lost_slot(_page(booking), around=form.starts_at, now=now, moving=booking)
        return _question(reference, booking, guest, form, status=409, lost=lost)
    except ProviderError as problem:
        form.wait = refusals.for_person(problem)
        return _question(reference, booking, guest, form, status=409)
    return htmx.see_other(_shown(reference))


def form_again(say: Callable[[], str], reference: str) -> ResponseReturnValue:
    """The question as it was answered, and why it has to wait."""
    booking = lookups.guests_booking(reference)
    form = RescheduleForm()
    form.wait = say()
    return _question(reference, booking, _guest(booking), form, status=429)


def _choosing(reference: str, booking: Booking, guest: Visitor) -> str:
    address = partial(links.path, "public.reschedule_new", reference=reference)
    context = PickerContext(_page(booking), guest, clock.now(), address, address, moving=booking)
    return render_template(
        "public/_picker_answer.html" if htmx.wants_fragment() else "public/reschedule_times.html",
        about=about(_page(booking)),
        visitor=guest,
        booking=booking,
        reference=reference,
        picker=picker(context, Wish.of_request()),
    )


def _confirming(
    reference: str, booking: Booking, guest: Visitor, form: RescheduleForm
) -> ResponseReturnValue:
    lost = lost_slot_unless_free(_page(booking), start=form.starts_at, now=clock.now(), moving=booking)
    return _question(reference, booking, guest, form, lost=lost)


def _question(
    reference: str,
    booking: Booking,
    guest: Visitor,
    form: RescheduleForm,
    *,
    status: int = 200,
    lost: LostSlot | None = None,
) -> ResponseReturnValue:
    page = render_template(
        "public/reschedule_form.html",
        about=about(_page(booking)),
        visitor=guest,
        booking=booking,
        form=form,
        lost=lost,
        reference=reference,
        ends_at=form.starts_at + slot_seconds(_page(booking)),
        back=links.path(
            "public.reschedule_new",
            reference=reference,
            **form.day_query(guest, now=clock.now()),
            **guest.query,
        ),
    )
    return page, status


def _shown(reference: str) -> str:
    return links.path("public.booking_show", reference=reference, **frames.of_request().query)


def _page(booking: Booking) -> Configuration:
    """The booking's page, of the length that is chosen for it: its own until the guest chooses another."""
    return length_choice.chosen(booking.configuration, moving=booking)[0]


def _guest(booking: Booking) -> Visitor:
    _, minutes = length_choice.chosen(booking.configuration, moving=booking)
    return visitor.of_request(zone=booking.guest_timezone, minutes=minutes)
