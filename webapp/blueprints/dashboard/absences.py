"""Away from date to date: entered, listed with the bookings that stay, and taken back."""

from collections.abc import Sequence

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import Field, StringField, TextAreaField
from wtforms.widgets import DateInput

from webapp import refusals
from webapp.blueprints.dashboard import dates
from webapp.blueprints.dashboard.access import decider, organizer
from webapp.blueprints.dashboard.blueprint import blueprint
from webapp.errors import InvalidInput, NotAllowedNow, NotFound
from webapp.lib import clock
from webapp.lib.text_form import TextForm
from webapp.models import Absence, Booking
from webapp.services.bookings import held
from webapp.services.calendars import absences, own
from webapp.services.configurations import configurations
from webapp.validators import Line, Lines
from webapp.words import gettext, lazy_gettext

PATH = "/dashboard/calendar/away"


class AbsenceForm(TextForm):
    first_day = StringField(lazy_gettext("First day"), widget=DateInput())
    last_day = StringField(lazy_gettext("Last day"), widget=DateInput())
    message = TextAreaField(
        lazy_gettext("Message"),
        [Lines(absences.MESSAGE_AT_MOST)],
        description=lazy_gettext("Optional. Guests read it on your pages until you are back."),
    )
    colleague = StringField(
        lazy_gettext("A colleague’s page"),
        [Line(300)],
        description=lazy_gettext("Optional. The address of a page here where guests can book somebody else."),
        render_kw={"autocomplete": "off"},
    )

    @property
    def slug(self) -> str:
        """The last part of the address that was typed."""
        return str(self.colleague.data or "").strip().rstrip("/").rpartition("/")[2].partition("?")[0]

    def is_readable(self) -> bool:
        """Whether the dates are dates, and the colleague has a page. If not, the fields say so."""
        for field in (self.first_day, self.last_day):
            if dates.day_of(str(field.data or "").strip()) is None:
                _refuse(field, gettext("Please give a date."))
        if self.slug and not _has_page(self.slug):
            _refuse(self.colleague, gettext("There is no page with this address here."))
        return not any(field.errors for field in self)


@blueprint.get(PATH)
def absence_index() -> ResponseReturnValue:
    return _page(AbsenceForm())


@blueprint.post(PATH)
def absence_create() -> ResponseReturnValue:
    form = AbsenceForm()
    if not form.validate() or not form.is_readable():
        return _page(form, status=422)
    try:
        absences.enter(
            organizer(),
            first_date=str(form.first_day.data).strip(),
            last_date=str(form.last_day.data).strip(),
            message=form.message.data or "",
            colleague=form.slug,
            now=clock.now(),
        )
    except InvalidInput as problem:
        _refuse(form.last_day, refusals.for_person(problem))
        return _page(form, status=422)
    except NotAllowedNow as problem:
        return _page(form, problem=refusals.for_person(problem), status=409)
    flash(gettext("Saved. Nobody can book you on these days. Bookings you already have stay."), "success")
    return redirect(url_for("dashboard.absence_index"), 303)


@blueprint.post(f"{PATH}/<absence_id>/delete")
def absence_destroy(absence_id: str) -> ResponseReturnValue:
    absences.forget(organizer(), absence_id)
    flash(gettext("Removed. These days can be booked again."), "success")
    return redirect(url_for("dashboard.absence_index"), 303)


def form_again(problem: str) -> ResponseReturnValue:
    """The form with all that was typed, and why nothing was saved."""
    return _page(AbsenceForm(), problem=problem, status=400)


def _page(form: AbsenceForm, *, problem: str = "", status: int = 200) -> ResponseReturnValue:
    listed = absences.of(organizer(), since=clock.now())
    page = render_template(
        "dashboard/calendar/away.html",
        form=form,
        problem=problem,
        absences=_with_bookings(listed),
        decides=decider().decides,
    )
    return page, status


def _with_bookings(listed: Sequence[Absence]) -> list[tuple[Absence, list[Booking]]]:
    """Each absence with the bookings that are in it, which nobody has cancelled."""
    if not listed:
        return []
    bookings = held.between(
        [each.calendar.id for each in own.of(organizer())],
        since=min(absence.starts_at for absence in listed),
        until=max(absence.ends_at for absence in listed),
        now=clock.now(),
    )
    return [
        (
            absence,
            [
                each
                for each in bookings
                if each.starts_at < absence.ends_at and each.ends_at > absence.starts_at
            ],
        )
        for absence in listed
    ]


def _has_page(slug: str) -> bool:
    try:
        configurations.id_by_slug(slug, application_id=organizer().application_id)
    except NotFound:
        return False
    return True


def _refuse(field: Field, sentence: str) -> None:
    field.errors = [*field.errors, sentence]
