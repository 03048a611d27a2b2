"""What an organizer keeps and changes of one booking: a note, who else is invited, whether the guest came."""

from typing import Any

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from wtforms import EmailField, StringField, TextAreaField
from wtforms.validators import DataRequired

from webapp import refusals
from webapp.blueprints.dashboard.blueprint import blueprint
from webapp.blueprints.dashboard.bookings import booking_page, booking_to_decide, find_booking
from webapp.errors import InvalidInput, NotAllowedNow
from webapp.lib import clock
from webapp.lib.addresses import is_same
from webapp.lib.text import NAME_AT_MOST
from webapp.lib.text_form import TextForm
from webapp.models import Booking
from webapp.services import bookings
from webapp.services.bookings import notes
from webapp.services.bookings.commands import DASHBOARD, ORGANIZER, DecideBooking, Person, RescheduleBooking
from webapp.validators import Line, Lines, email_address
from webapp.words import gettext, lazy_gettext

BY_ORGANIZER = DecideBooking(actor=ORGANIZER, door=DASHBOARD)


class NoteForm(TextForm):
    note = TextAreaField(lazy_gettext("Note"), [Lines(notes.NOTE_AT_MOST)])


class AddedGuestForm(TextForm):
    """One more person to invite."""

    name = StringField(lazy_gettext("Name"), [Line(NAME_AT_MOST)], render_kw={"autocomplete": "off"})
    email = EmailField(
        lazy_gettext("E-mail"),
        [DataRequired(lazy_gettext("Please enter an e-mail address.")), email_address],
        render_kw={"autocomplete": "off"},
    )


@blueprint.post("/dashboard/bookings/<booking_id>/note")
def booking_note_update(booking_id: str) -> ResponseReturnValue:
    booking, form = booking_to_decide(booking_id), NoteForm()
    if not form.validate_on_submit():
        return booking_page(booking, note=form, status=422)
    notes.write(booking.id, form.note.data)
    return _done(booking, gettext("The note is saved."))


@blueprint.post("/dashboard/bookings/<booking_id>/no-show")
def booking_no_show_create(booking_id: str) -> ResponseReturnValue:
    return _marked(booking_id, came=False)


@blueprint.post("/dashboard/bookings/<booking_id>/no-show/undo")
def booking_no_show_destroy(booking_id: str) -> ResponseReturnValue:
    return _marked(booking_id, came=True)


@blueprint.post("/dashboard/bookings/<booking_id>/guests")
def booking_guest_create(booking_id: str) -> ResponseReturnValue:
    """Invite somebody else. They get an invitation, and everybody else hears of them."""
    booking, form = booking_to_decide(booking_id), AddedGuestForm()
    if not form.validate_on_submit():
        return booking_page(booking, guest=form, status=422)
    added = Person(name=form.name.data or "", email=form.email.data)
    if any(is_same(added.email, known) for known in (*booking.guest_addresses, *booking.participants)):
        form.email.errors = [gettext("This person takes part already.")]
        return booking_page(booking, guest=form, status=422)
    try:
        _with_guests(booking, (*_invited(booking), added))
    except InvalidInput as problem:
        form.email.errors = [refusals.for_person(problem)]
        return booking_page(find_booking(booking.id), guest=form, status=422)
    except NotAllowedNow as refusal:
        return _refused(booking, refusal, guest=form)
    return _done(booking, gettext("%(email)s is invited.", email=added.email))


@blueprint.post("/dashboard/bookings/<booking_id>/guests/strike")
def booking_guest_destroy(booking_id: str) -> ResponseReturnValue:
    """Invite somebody no longer. They are told; the booking goes on."""
    booking, form = booking_to_decide(booking_id), AddedGuestForm()
    if not form.validate_on_submit():
        return booking_page(booking, guest=form, status=422)
    struck = form.email.data
    try:
        _with_guests(booking, tuple(one for one in _invited(booking) if not is_same(one.email, struck)))
    except NotAllowedNow as refusal:
        return _refused(booking, refusal)
    return _done(booking, gettext("%(email)s is no longer invited.", email=struck))


def form_again(booking_id: str, *, problem: str, **sent: type[TextForm]) -> ResponseReturnValue:
    """The booking with what was typed, when the form's token ran out. `sent`: the form, as `booking_page` names it."""
    typed: dict[str, Any] = {name: form() for name, form in sent.items()}
    return booking_page(booking_to_decide(booking_id), problem=problem, status=400, **typed)


def _marked(booking_id: str, *, came: bool) -> ResponseReturnValue:
    booking = booking_to_decide(booking_id)
    try:
        notes.mark_no_show(booking.id, BY_ORGANIZER, came=came, now=clock.now())
    except NotAllowedNow as refusal:
        return _refused(booking, refusal)
    guest = booking.guest_name
    if came:
        return _done(booking, gettext("%(guest)s is no longer marked.", guest=guest))
    return _done(booking, gettext("%(guest)s is marked as not come.", guest=guest))


def _invited(booking: Booking) -> tuple[Person, ...]:
    return tuple(Person(name=guest["name"], email=guest["email"]) for guest in booking.additional_guests)


def _with_guests(booking: Booking, invited: tuple[Person, ...]) -> None:
    command = RescheduleBooking(
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        actor=ORGANIZER,
        door=DASHBOARD,
        additional_guests=invited,
    )
    bookings.reschedule(booking.id, command, now=clock.now())


def _done(booking: Booking, sentence: str) -> ResponseReturnValue:
    flash(sentence, "success")
    return redirect(url_for("dashboard.booking_show", booking_id=booking.id), 303)


def _refused(
    booking: Booking, refusal: NotAllowedNow, *, guest: AddedGuestForm | None = None
) -> ResponseReturnValue:
    said = refusals.for_person(refusal)
    return booking_page(find_booking(booking.id), problem=said, guest=guest, status=409)
