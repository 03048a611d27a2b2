"""The organizer's page of a request, opened by the organizer's reference: a button to accept, a button to decline.

Opening it changes nothing. A request that is decided already is shown with its outcome.
"""

from collections.abc import Callable

from flask import redirect, render_template
from flask.typing import ResponseReturnValue

from webapp import refusals, words
from webapp.blueprints.public import lookups, presenters, visitor
from webapp.blueprints.public.about import about
from webapp.blueprints.public.blueprint import blueprint
from webapp.blueprints.public.forms import REASON_WITHOUT_MAILS, DecisionForm
from webapp.errors import NotAllowedNow, OpenslotError, ProviderError, TimeslotUnavailable
from webapp.lib import clock, links
from webapp.models import Booking
from webapp.refusals.bookings import REQUEST_LOST
from webapp.request_source import booking_writes
from webapp.services import bookings
from webapp.services.access import organizers
from webapp.services.bookings.commands import ORGANIZER
from webapp.services.configurations.view import view_of


@blueprint.get("/bookings/<reference>/confirm")
def confirmation_new(reference: str) -> ResponseReturnValue:
    """Who requests which time, and the two buttons."""
    booking = _read_by_organizer(reference)
    return _page(reference, booking, DecisionForm(formdata=None))


@blueprint.post("/bookings/<reference>/confirm")
@booking_writes
def confirmation_create(reference: str) -> ResponseReturnValue:
    """Confirm the booking."""
    return _decided(reference, bookings.confirm)


@blueprint.post("/bookings/<reference>/decline")
@booking_writes
def declination_create(reference: str) -> ResponseReturnValue:
    """Decline the booking, with the reason given."""
    return _decided(reference, bookings.decline)


def _decided(reference: str, decide: Callable[..., Booking]) -> ResponseReturnValue:
    booking = _read_by_organizer(reference)
    form = DecisionForm()
    if not form.validate():
        return _page(reference, booking, form, status=422)
    try:
        decide(booking.id, form.to_command(), now=clock.now())
    except (NotAllowedNow, ProviderError, TimeslotUnavailable) as problem:
        current = lookups.organizers_booking(reference)  # read again: it has changed since it was read above
        return _page(reference, current, form, status=409, refusal=_why_not(problem))
    return redirect(links.path("public.confirmation_new", reference=reference), 303)


def _why_not(problem: OpenslotError) -> str:
    return str(REQUEST_LOST) if isinstance(problem, TimeslotUnavailable) else refusals.for_person(problem)


def form_again(say: Callable[[], str], reference: str) -> ResponseReturnValue:
    """The request and what was typed, and why it has to wait."""
    booking = _read_by_organizer(reference)
    return _page(reference, booking, DecisionForm(), status=429, refusal=say())


def _page(
    reference: str, booking: Booking, form: DecisionForm, *, status: int = 200, refusal: str | None = None
) -> ResponseReturnValue:
    if view_of(booking.configuration).event_booking.disable_emails:
        form.reason.description = REASON_WITHOUT_MAILS
    page = render_template(
        "public/confirmation.html",
        about=about(booking.configuration),
        visitor=visitor.of_request(zone=booking.organizer_timezone, locale=_locale(booking)),
        booking=booking,
        shown=presenters.shown(booking, reader=ORGANIZER, now=clock.now()),
        form=form,
        reference=reference,
        refusal=refusal,
    )
    return page, status


def _read_by_organizer(reference: str) -> Booking:
    """The booking, and from here on words in the organizer's language, as on the dashboard."""
    booking = lookups.organizers_booking(reference)
    words.speak(_locale(booking))
    return booking


def _locale(booking: Booking) -> str:
    organizer = organizers.of_grant(booking.configuration.grant)
    return visitor.locale_of_request(organizer.locale if organizer else None)
