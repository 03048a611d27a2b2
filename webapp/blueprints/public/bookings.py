"""Booking a slot, and the page of a booking, which is also shown right after booking."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from flask import Response, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from webapp import refusals
from webapp.blueprints.public import (
    frames,
    length_choice,
    lookups,
    own_bookings,
    prefill,
    presenters,
    redirects,
    visitor,
)
from webapp.blueprints.public.about import about
from webapp.blueprints.public.blueprint import blueprint
from webapp.blueprints.public.forms import BookingForm, booking_form, slot_seconds
from webapp.blueprints.public.lookups import Entry
from webapp.blueprints.public.slot_choice import LostSlot, lost_slot, lost_slot_unless_free, other_times
from webapp.blueprints.public.visitor import Visitor
from webapp.errors import InvalidInput, ProviderError, TimeslotUnavailable
from webapp.lib import clock, form_origin, htmx, ics, links
from webapp.models import Booking, Configuration
from webapp.models.reference import guest_reference
from webapp.request_source import booking_writes
from webapp.services import bookings
from webapp.services.bookings.commands import GUEST


@blueprint.get("/<slug>/bookings/new")
def booking_new(slug: str) -> AnyResponse:
    """The form for a slot. Without a slot in the address: back to the times."""
    visit = _visit(slug)
    known = visit.entry.invitation
    values = prefill.form_values(visit.configuration, visit.guest.known)
    if known:
        values |= {"name": known.name or values["name"], "email": known.email or values["email"]}
    form = booking_form(visit.configuration, formdata=None, start=request.args.get("start", ""), **values)
    if not form.is_instant:
        return redirect(_times(visit, form), 303)
    own = own_bookings.booked_here(visit.configuration, start=form.starts_at)
    if own is not None:
        return _booked_already(visit, form, own)
    visit.entry.check_open(now=clock.now())
    lost = lost_slot_unless_free(visit.configuration, start=form.starts_at, now=clock.now())
    return _page(visit, form, lost=lost)


@blueprint.post("/<slug>/bookings")
@booking_writes
def booking_create(slug: str) -> AnyResponse:
    """Book, or show the filled-in form again, with what is wrong beside each field."""
    visit = _visit(slug)
    form = booking_form(visit.configuration)
    booked = None if form_origin.is_foreign() else bookings.of_form(visit.configuration, form.token)
    if booked is not None:
        return _result(visit, form, booked)
    visit.entry.check_open(now=clock.now())
    if "change_time" in request.form:
        others = other_times(visit.configuration, around=form.starts_at, now=clock.now())
        return _page(visit, form, others=others)
    if not form.validate():
        return _page(visit, form, status=422)
    return _booked(visit, form)


def form_again(say: Callable[[], str], slug: str) -> AnyResponse:
    """The form as it was sent, and why it has to wait."""
    visit = _visit(slug)
    form = booking_form(visit.configuration)
    form.wait = say()
    return _page(visit, form, status=429)


@blueprint.get("/bookings/<reference>")
def booking_show(reference: str) -> str:
    """What was booked, its status, and what the guest can do. The guest's reference opens it."""
    booking = lookups.guests_booking(reference)
    guest = visitor.of_request(zone=booking.guest_timezone)
    page = about(booking.configuration)
    return render_template(
        "public/booking.html",
        about=page,
        visitor=guest,
        booking=booking,
        shown=presenters.shown(booking, reader=GUEST, thanks=page.thanks, frame=guest.frame, now=clock.now()),
        reference=reference,
        told=_told_to_website(booking) if frames.JUST_BOOKED in request.args else None,
    )


@blueprint.get("/bookings/<reference>/calendar.ics")
def booking_calendar(reference: str) -> Response:
    """The booking as a file for the guest's own calendar."""
    booking = lookups.guests_booking(reference)
    answer = make_response(ics.invitation(presenters.calendar_entry(booking)))
    answer.content_type = "text/calendar; charset=utf-8; method=PUBLISH"
    answer.headers["Content-Disposition"] = "attachment; filename=booking.ics"
    return answer


@dataclass(frozen=True, slots=True)
class _Visit:
    """A guest at a scheduling page. `slug` is what the address has: a slug, or a configuration's id.

    `configuration`: of the length that the guest has chosen.
    """

    slug: str
    entry: Entry
    configuration: Configuration
    guest: Visitor


def _visit(slug: str) -> _Visit:
    entry = lookups.scheduling_page(slug)
    configuration, minutes = length_choice.chosen(entry.configuration)
    guest = visitor.of_request(
        zone=configuration.timezone, minutes=minutes, known=prefill.of_request(configuration)
    )
    return _Visit(slug, entry, configuration, guest)


def _booked(visit: _Visit, form: BookingForm) -> AnyResponse:
    now = clock.now()
    invitation = visit.entry.spent_by_booking(now=now)
    command = form.to_command(visit.configuration, visit.guest, invitation=invitation)
    try:
        length_choice.check(visit.entry.configuration)
        booking = bookings.book(visit.configuration, command, now=now)
    except TimeslotUnavailable:
        lost = lost_slot(visit.configuration, around=form.starts_at, now=now)
        return _page(visit, form, status=409, lost=lost)
    except InvalidInput as problem:
        form.complain(problem)
        return _page(visit, form, status=422)
    except ProviderError as problem:
        form.wait = refusals.for_person(problem)
        return _page(visit, form, status=409)
    return _result(visit, form, booking)


def _result(visit: _Visit, form: BookingForm, booking: Booking) -> AnyResponse:
    own_bookings.remember(form.token)
    return htmx.see_other(redirects.after_booking(booking, visit.configuration, visit.guest))


def _booked_already(visit: _Visit, form: BookingForm, booking: Booking) -> AnyResponse:
    page = render_template(
        "public/booked_already.html",
        about=about(visit.configuration),
        visitor=visit.guest,
        booking=booking,
        reference=guest_reference(booking),
        back=_times(visit, form),
    )
    return make_response(page)


def _times(visit: _Visit, form: BookingForm) -> str:
    """The address of the times to choose from, open at the day of the form's own time."""
    query = {**form.day_query(visit.guest, now=clock.now()), **visit.guest.query}
    return links.path("public.page_show", slug=visit.slug, **query)


def _page(
    visit: _Visit,
    form: BookingForm,
    *,
    status: int = 200,
    lost: LostSlot | None = None,
    others: list[tuple[int, int]] | None = None,
) -> AnyResponse:
    """`others`: the times to choose from, where the guest wants another."""
    redirects.allow_redirect_after_form(visit.configuration)
    template = "public/_booking_form.html" if htmx.wants_fragment() else "public/booking_form.html"
    page = render_template(
        template,
        about=about(visit.configuration),
        visitor=visit.guest,
        form=form,
        lost=lost,
        others=others,
        slug=visit.slug,
        ends_at=form.starts_at + slot_seconds(visit.configuration),
        back=_times(visit, form),
    )
    answer = make_response(page, status)
    return answer if status == HTTPStatus.OK else htmx.shown_from_top(answer)


def _told_to_website(booking: Booking) -> dict[str, Any]:
    """What the website around a frame hears of a new booking: neither who booked nor how to change it.

    `redirect_url` is the organizer's own page, and is told what it would be told without a frame.
    """
    return {
        "booking_id": booking.id,
        "status": booking.status,
        "starts_at": booking.starts_at,
        "ends_at": booking.ends_at,
        "redirect_url": redirects.page_elsewhere(booking, booking.configuration),
    }
