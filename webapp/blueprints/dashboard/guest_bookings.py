"""Booking for a guest: the organizer chooses a time as they do when they move one, and names the guest."""

from functools import partial
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import EmailField, SelectField, StringField
from wtforms.validators import DataRequired

from webapp import question_inputs, refusals
from webapp.blueprints.dashboard import length_choice, time_choice
from webapp.blueprints.dashboard.access import organizer
from webapp.blueprints.dashboard.blueprint import blueprint
from webapp.blueprints.dashboard.bookings import find_booking
from webapp.blueprints.dashboard.configurations import find_configuration
from webapp.blueprints.dashboard.presenters.bookings import MADE, outcome
from webapp.blueprints.dashboard.time_choice import ChosenTime
from webapp.errors import InvalidInput, NotAllowedNow, ProviderError, TimeslotUnavailable
from webapp.lib import clock, htmx, links
from webapp.lib.text import NAME_AT_MOST
from webapp.lib.text_form import OnceForm
from webapp.models import Configuration
from webapp.services import bookings
from webapp.services.bookings.commands import DASHBOARD, ORGANIZER, BookSlot, Person
from webapp.services.configurations.view import view_of
from webapp.validators import Line, email_address, time_zone
from webapp.words import gettext, language, lazy_gettext


class GuestForm(OnceForm):
    """Who is to come, on which clock they read, and what they say to the page's questions. Made by `guest_form`."""

    name = StringField(
        lazy_gettext("The guest’s name"),
        [Line(NAME_AT_MOST), DataRequired(lazy_gettext("Please enter a name."))],
        render_kw={"autocomplete": "off"},
    )
    email = EmailField(
        lazy_gettext("The guest’s e-mail address"),
        [DataRequired(lazy_gettext("Please enter an e-mail address.")), email_address],
        render_kw={"autocomplete": "off"},
    )
    timezone = SelectField(
        lazy_gettext("The guest’s time zone"),
        [DataRequired(lazy_gettext("Please choose a time zone.")), time_zone],
        choices=[],
        validate_choice=False,
    )

    @property
    def questions(self) -> list[Any]:
        """The inputs of the page's questions."""
        return [field for field in self if field.name.startswith(question_inputs.PREFIX)]

    def to_command(self, page: Configuration, start: int) -> BookSlot:
        return BookSlot(
            starts_at=start,
            ends_at=start + time_choice.seconds_of(page),
            guest=Person(name=self.name.data or "", email=self.email.data or ""),
            door=DASHBOARD,
            actor=ORGANIZER,
            timezone=self.timezone.data,
            language=language(),
            additional_fields=question_inputs.answers(self.questions),
            form_token=self.token,
            accepted=time_choice.accepted(),
        )


def guest_form(page: Configuration, **values: Any) -> GuestForm:
    """The form of one page, with its questions. The organizer may leave any of them open."""
    inputs = question_inputs.inputs_for_another(view_of(page).scheduler.additional_fields)
    form: GuestForm = type("GuestFormOfPage", (GuestForm,), inputs)(**values)
    return form


@blueprint.get("/dashboard/pages/<configuration_id>/book")
def page_booking_new(configuration_id: str) -> ResponseReturnValue:
    """The times to choose from. With a `start`, or a `date` and a `time`: who is to come."""
    configuration = find_configuration(configuration_id)
    chosen = time_choice.chosen_of_request(length_choice.chosen(configuration))
    if chosen is None:
        return _choosing(configuration)
    return _naming(
        configuration, guest_form(configuration, formdata=None, timezone=organizer().timezone), chosen
    )


@blueprint.post("/dashboard/pages/<configuration_id>/book")
def page_booking_create(configuration_id: str) -> ResponseReturnValue:
    """Book, or show the form with what was typed and what is against the time now."""
    configuration = find_configuration(configuration_id)
    page, start = length_choice.chosen(configuration), time_choice.start_of_request()
    form = guest_form(configuration)
    if start is None:
        return _choosing(configuration, status=422)
    if not form.validate_on_submit():
        return form_again(configuration_id, form=form, status=422)
    try:
        booking = bookings.book(page, form.to_command(page, start), now=clock.now())
    except TimeslotUnavailable:
        return form_again(configuration_id, form=form, status=409)
    except (ProviderError, NotAllowedNow) as problem:
        return form_again(configuration_id, form=form, problem=refusals.for_person(problem), status=409)
    except InvalidInput as problem:
        return form_again(configuration_id, form=form, problem=refusals.for_person(problem), status=422)
    flash(outcome(find_booking(booking.id), done=MADE), "success")
    return redirect(url_for("dashboard.booking_show", booking_id=booking.id), 303)


def form_again(
    configuration_id: str, *, form: GuestForm | None = None, problem: str = "", status: int
) -> ResponseReturnValue:
    """The form as it was filled in, with all that is against the time by now."""
    configuration = find_configuration(configuration_id)
    chosen = time_choice.chosen_of_request(length_choice.chosen(configuration))
    if chosen is None:
        return _choosing(configuration, status=status)
    if status == 409 and not problem:
        refused = gettext("Nothing was booked. Look at what is against this time now.")
        problem = time_choice.what_refused(chosen, refused)
    return _naming(configuration, form or guest_form(configuration), chosen, problem=problem, status=status)


def _choosing(configuration: Configuration, *, status: int = 200) -> ResponseReturnValue:
    page = length_choice.chosen(configuration)
    address = partial(links.path, "dashboard.page_booking_new", configuration_id=configuration.id)
    typed = time_choice.typed(around=clock.now())
    shown = render_template(
        "public/_picker_answer.html" if htmx.wants_fragment() else "dashboard/bookings/book.html",
        configuration=configuration,
        visitor=time_choice.chooser(),
        picker=time_choice.free_times(page, address),
        typed=typed,
    )
    return shown, 422 if typed.typed.is_unclear or typed.is_skipped else status


def _naming(
    configuration: Configuration,
    form: GuestForm,
    chosen: ChosenTime,
    *,
    problem: str = "",
    status: int = 200,
) -> ResponseReturnValue:
    shown = render_template(
        "dashboard/bookings/book_guest.html",
        configuration=configuration,
        chosen=chosen,
        chooser=time_choice.chooser(),
        form=form,
        problem=problem,
    )
    return shown, status
