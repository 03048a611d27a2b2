"""Blocking time in two taps: a half day or an hour of the week becomes an event. One more tap undoes it."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from webapp import refusals
from webapp.blueprints.dashboard import dates
from webapp.blueprints.dashboard.access import organizer
from webapp.blueprints.dashboard.blueprint import blueprint
from webapp.blueprints.dashboard.events import first_writable
from webapp.errors import InvalidInput, NotAllowedNow
from webapp.lib import clock
from webapp.scheduling import label_of
from webapp.scheduling.wall_clock import block_of
from webapp.services.calendars import entering
from webapp.services.configurations import counted_calendars
from webapp.words import gettext


@blueprint.post("/dashboard/calendar/blocks")
def block_create() -> ResponseReturnValue:
    """Block what the button says: a date, and the hours of it that are meant."""
    day, hours = _asked(request.form.get("block", ""))
    calendar, zone = first_writable(), organizer().timezone
    span = block_of(day, zone, *hours)
    if calendar is None or span is None:
        flash(gettext("This time cannot be blocked. Please enter an event instead."), "error")
        return redirect(url_for("dashboard.calendar_show", date=label_of(day)), 303)
    when = {
        "object": "timespan",
        "start_time": span[0],
        "end_time": span[1],
        "start_timezone": zone,
        "end_timezone": zone,
    }
    try:
        made = entering.create(calendar, {"title": gettext("Blocked"), "when": when}, now=clock.now())
    except NotAllowedNow as problem:
        flash(refusals.for_person(problem), "error")
        return redirect(url_for("dashboard.calendar_show", date=label_of(day)), 303)
    for name in _blind_to(calendar.id):
        flash(
            gettext("“%(page)s” does not count this calendar, so guests can still book there.", page=name),
            "warning",
        )
    return redirect(url_for("dashboard.calendar_show", date=label_of(day), blocked=made.id), 303)


def _asked(block: str) -> tuple[int, tuple[int, int]]:
    """The day and the hours of a button, such as `2027-01-04 09:00 12:00`. Raises InvalidInput."""
    date, start, end = (*block.split(" "), "", "", "")[:3]
    day, opens = dates.day_of(date), dates.wall_time_of(start)
    closes = 24 * 3600 if end == "24:00" else dates.wall_time_of(end)
    if day is None or opens is None or closes is None:
        raise InvalidInput("date.invalid", field="block")
    return day, (opens, closes)


def _blind_to(calendar_id: str) -> list[str]:
    """The pages that would not see what is in this calendar."""
    return [
        page.name
        for page in counted_calendars.of(organizer())
        if page.counted and calendar_id not in page.counted
    ]
