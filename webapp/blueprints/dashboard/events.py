"""Events of the organizer's calendars: entered, changed, moved and deleted, one of a series or all of it.

What is done to those of connected calendars is written to their providers. Where that is not possible the page says so.
"""

from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms.fields.choices import SelectChoice

from webapp import refusals
from webapp.blueprints.dashboard import calendar_dates, dates
from webapp.blueprints.dashboard.access import organizer
from webapp.blueprints.dashboard.blueprint import blueprint
from webapp.blueprints.dashboard.event_forms import (
    KEPT,
    NOTES_AT_MOST,
    EventForm,
    Suggested,
    data_of,
    data_of_span,
    data_of_wanted,
)
from webapp.errors import InvalidInput, NotAllowedNow, NotFound, Outdated
from webapp.lib import clock
from webapp.models import Calendar
from webapp.scheduling import label_of, local_day
from webapp.services.calendars import edit_outcomes, entering, entries, own, times
from webapp.services.calendars.listing import Entry
from webapp.services.calendars.own import OwnCalendar
from webapp.words import gettext

PATH = "/dashboard/calendar/events"
OF_EVENT = f"{PATH}/<calendar>/<event>"


@dataclass(frozen=True, slots=True)
class Found:
    """An event of the organizer. `is_series`: whether it stands for all times of a recurring event."""

    owner: OwnCalendar
    entry: Entry

    @property
    def is_series(self) -> bool:
        return bool(self.entry.event.recurrence) and not self.entry.is_occurrence

    @property
    def zone(self) -> str:
        """Whose clocks its times are read from: a series stays with its own."""
        of_event = times.clock_of(self.entry.event.when, zone=organizer().timezone)
        return of_event if self.entry.event.recurrence else organizer().timezone

    @property
    def may_change(self) -> bool:
        return self.owner.takes_changes_of(self.entry.event)

    @property
    def is_one_elsewhere(self) -> bool:
        """Whether this is one time of an event that its provider keeps as a series."""
        return self.owner.is_elsewhere and self.entry.event.recurrence_id is not None

    @property
    def is_one_of_unchanged_series(self) -> bool:
        return self.owner.keeps_series_whole(self.entry.event)

    @property
    def may_change_notes(self) -> bool:
        """Whether all of the notes are here, so that a change of them loses nothing."""
        provider = self.owner.provider
        return provider is None or (
            provider.tells_whole_notes and len(self.entry.event.description or "") <= NOTES_AT_MOST
        )


@blueprint.get(f"{PATH}/new")
def event_new() -> ResponseReturnValue:
    """The form of a new event, on the day that the address names."""
    edit = edit_outcomes.refused(organizer(), request.args.get("again", ""))
    if edit is not None:
        return _new_page(
            EventForm(data=data_of_wanted(edit.wanted, at=edit.starts_at, zone=organizer().timezone))
        )
    day = dates.day_of(request.args.get("date", ""))
    return _new_page(EventForm(data=Suggested(_today() if day is None else day).data()))


@blueprint.post(PATH)
def event_create() -> ResponseReturnValue:
    form = EventForm()
    target = next((each for each in _writable() if each.calendar.id == form.calendar.data), None)
    if target is None:
        form.validate()
        form.calendar.errors = [gettext("Please choose one of your calendars.")]
        return _new_page(form, status=422)
    columns = form.to_columns(zone=organizer().timezone, with_rule=True) if form.validate() else None
    if columns is None:
        return _new_page(form, status=422)
    try:
        event = entering.create(target.calendar, columns, now=clock.now())
    except InvalidInput as problem:
        form.complain(problem.field or "", refusals.for_person(problem))
        return _new_page(form, status=422)
    except (NotAllowedNow, NotFound) as problem:
        return _new_page(form, problem=refusals.for_person(problem), status=409)
    flash(gettext("The event is in your calendar."), "success")
    return _to_week(event.starts_at)


@blueprint.get(OF_EVENT)
def event_edit(calendar: str, event: str) -> ResponseReturnValue:
    """One event, or one time of a recurring one: to be changed, or to be read where it cannot be.

    With a `date` and a `time` the form has that start, to which it was dragged, and nothing is saved yet.
    """
    found = _find(calendar, event)
    data = data_of(found.entry, zone=found.zone, zone_of_dates=times.zone_of(found.owner.calendar))
    dragged = dates.typed_time().instants(organizer().timezone) if not data["whole_days"] else ()
    if dragged:
        length = found.entry.ends_at - found.entry.starts_at
        data |= data_of_span(dragged[0], dragged[0] + length, zone=found.zone)
    return _page(found, EventForm(data=data), is_dragged=bool(dragged))


@blueprint.post(OF_EVENT)
def event_update(calendar: str, event: str) -> ResponseReturnValue:
    found, form = _find(calendar, event), EventForm()
    is_whole = not found.entry.is_occurrence and not found.owner.is_elsewhere
    present = found.entry.starts_at, found.entry.ends_at
    columns = (
        form.to_columns(zone=found.zone, with_rule=is_whole, present=present) if form.validate() else None
    )
    if columns is None:
        return _page(found, form, status=422)
    if not found.may_change_notes:
        del columns["description"]
    try:
        changed = _changed(found, form, columns)
    except InvalidInput as problem:
        form.complain(problem.field or "", refusals.for_person(problem))
        return _page(found, form, status=422)
    except (NotAllowedNow, Outdated) as problem:
        return _page(found, form, problem=refusals.for_person(problem), status=409)
    flash(gettext("Saved."), "success")
    return _to_week(changed)


def _changed(found: Found, form: EventForm, columns: dict[str, Any]) -> int:
    """Save the event, perhaps in another calendar. Returns when it begins."""
    now, into = clock.now(), str(form.calendar.data or found.owner.calendar.id)
    if into == found.owner.calendar.id or found.entry.is_occurrence or found.owner.is_elsewhere:
        return entering.update(found.entry, columns, now=now, expected=form.seen).starts_at
    target = next((each for each in _targets(found) if each.calendar.id == into), None)
    if target is None:
        raise InvalidInput("calendar.unknown", field="calendar")
    return entering.move(found.entry, target.calendar, columns, now=now, expected=form.seen).starts_at


@blueprint.post(f"{OF_EVENT}/delete")
def event_destroy(calendar: str, event: str) -> ResponseReturnValue:
    found = _find(calendar, event)
    seen = EventForm().seen
    try:
        entering.destroy(found.entry, now=clock.now(), expected=seen)
    except (NotAllowedNow, Outdated) as problem:
        flash(refusals.for_person(problem), "error")
        return redirect(url_for("dashboard.event_edit", calendar=calendar, event=event), 303)
    flash(gettext("Deleted. The time is free again."), "success")
    return _to_week(found.entry.starts_at)


def form_again(problem: str, calendar: str | None = None, event: str | None = None) -> ResponseReturnValue:
    """The form with all that was typed, and why nothing was saved."""
    if calendar is None or event is None:
        return _new_page(EventForm(), problem=problem, status=400)
    return _page(_find(calendar, event), EventForm(), problem=problem, status=400)


def first_writable() -> Calendar | None:
    """The calendar that takes what is entered without a choice: the first one, those of our own before others."""
    return next((each.calendar for each in _writable()), None)


def _find(calendar_id: str, entry_id: str) -> Found:
    """Raises NotFound, for the calendars of others too."""
    for each in own.of(organizer()):
        if each.calendar.id == calendar_id:
            return Found(each, entries.find(each.calendar, entry_id))
    raise NotFound("calendar.unknown")


def _writable() -> list[OwnCalendar]:
    return [each for each in own.of(organizer()) if each.is_writable]


def _targets(found: Found) -> list[OwnCalendar]:
    """The calendars in which the event can be. One that a provider keeps stays where it is."""
    if found.owner.is_elsewhere or found.entry.is_occurrence:
        return [found.owner]
    return [each for each in _writable() if not (each.is_elsewhere and found.entry.event.recurrence)]


def _choice_of(own_calendar: OwnCalendar) -> SelectChoice:
    name, account = own_calendar.calendar.name, own_calendar.account
    return SelectChoice(
        own_calendar.calendar.id, f"{name} ({account})" if own_calendar.is_elsewhere else name
    )


def _today() -> int:
    return local_day(clock.now(), zone=organizer().timezone)


def _to_week(at: int) -> ResponseReturnValue:
    day = local_day(at, zone=organizer().timezone)
    if not calendar_dates.FIRST <= day <= calendar_dates.LAST:
        return redirect(url_for("dashboard.calendar_show"), 303)
    return redirect(url_for("dashboard.calendar_show", date=label_of(day)), 303)


def _new_page(form: EventForm, *, problem: str = "", status: int = 200) -> ResponseReturnValue:
    form.offer_rules(kept=False)
    targets = _writable()
    form.calendar.choices = list(map(_choice_of, targets))
    page = render_template(
        "dashboard/calendar/event_new.html",
        form=form,
        problem=problem,
        zone=organizer().timezone,
        some_elsewhere=any(each.is_elsewhere for each in targets),
    )
    return page, status


def _page(
    found: Found, form: EventForm, *, problem: str = "", status: int = 200, is_dragged: bool = False
) -> ResponseReturnValue:
    form.offer_rules(kept=form.repeats.data == KEPT or found.is_series)
    targets = _targets(found)
    form.calendar.choices = list(map(_choice_of, targets))
    form.calendar.data = form.calendar.data or found.owner.calendar.id
    page = render_template(
        "dashboard/calendar/event.html",
        form=form,
        found=found,
        problem=problem,
        zone=found.zone,
        series_id=found.entry.master_id if found.entry.is_occurrence else None,
        some_elsewhere=any(each.is_elsewhere for each in targets),
        is_dragged=is_dragged,
        is_waiting=found.owner.is_elsewhere and edit_outcomes.is_waiting(found.entry.event),
    )
    return page, status
