"""The organizer's calendar: a week or a month of all that is in their calendars, built in and connected."""

from collections.abc import Sequence
from typing import Any

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from webapp.blueprints.dashboard import calendar_dates
from webapp.blueprints.dashboard.access import dashboard_path, decider, organizer
from webapp.blueprints.dashboard.blueprint import blueprint
from webapp.blueprints.dashboard.calendar_dates import MONTH, WEEK, Shown
from webapp.blueprints.dashboard.presenters import calendar_month, calendar_week
from webapp.blueprints.dashboard.presenters.calendar_items import Item, away, colour_of, items
from webapp.blueprints.dashboard.presenters.clock_changes import sentence
from webapp.blueprints.dashboard.presenters.event_edits import told
from webapp.lib import clock
from webapp.scheduling import DAY, first_instant
from webapp.scheduling.clock_changes import clock_changes
from webapp.services.bookings import held
from webapp.services.calendars import absences, edit_outcomes, own, spanning
from webapp.services.calendars.own import OwnCalendar

PATH = "/dashboard/calendar"


@blueprint.get(PATH)
def calendar_show() -> ResponseReturnValue:
    """The week of a date or its month; today's, if the address names none."""
    now, me = clock.now(), organizer()
    shown = calendar_dates.shown(
        request.args.get("view", WEEK),
        request.args.get("date", ""),
        zone=me.timezone,
        locale=me.locale,
        now=now,
    )
    page = render_template("dashboard/calendar/show.html", **_shown(shown, now=now))
    return page, 422 if shown.typed is not None else 200


@blueprint.post(f"{PATH}/shown")
def calendar_choose() -> ResponseReturnValue:
    """Show the calendars that are ticked, and leave out the others."""
    own.show(organizer(), request.form.getlist("calendars"))
    return redirect(dashboard_path(request.form.get("next")), 303)


@blueprint.post(f"{PATH}/edits/<edit>/dismiss")
def event_edit_dismiss(edit: str) -> ResponseReturnValue:
    """Take away the news of an edit that its provider has refused: it was read."""
    edit_outcomes.dismiss(organizer(), edit)
    return redirect(dashboard_path(request.form.get("next")), 303)


def _shown(shown: Shown, *, now: int) -> dict[str, Any]:
    me, calendars = organizer(), own.of(organizer())
    since, until = shown.instants(me.timezone)
    # Dates of a calendar are read in its own zone, which may be a day ahead or behind.
    spanned = spanning.entries(
        [each.calendar for each in calendars if not each.calendar.hidden],
        since=since - DAY,
        until=until + DAY,
    )
    bookings = held.between([each.calendar.id for each in calendars], since=since, until=until, now=now)
    found = [
        *away(absences.of(me, since=since, until=until), zone=me.timezone),
        *items(
            spanned.entries,
            bookings,
            calendars,
            zone=me.timezone,
            may_move=lambda booking: decider().decides(booking) and booking.ends_at > now,
        ),
    ]
    is_month = shown.view == MONTH
    return {
        "shown": shown,
        "month_at": first_instant(shown.day, zone=me.timezone),
        "weeks": calendar_month.month(shown.days, found, me, of=shown.day, now=now) if is_month else [],
        "week": None if is_month else calendar_week.week(shown.days, found, me, now=now),
        "choices": _choices(calendars),
        "blocked": _blocked(found),
        "is_whole": spanned.is_whole,
        "clock_changes": [] if is_month else _clock_changes(since, until),
        "lost_accounts": decider().lost,
        "edits": list(map(told, edit_outcomes.news(me, now=now))),
    }


def _clock_changes(since: int, until: int) -> list[str]:
    zone, locale = organizer().timezone, organizer().locale
    changes = clock_changes(since, end=until, zone=zone)
    return [sentence(change, zone=zone, locale=locale) for change in changes]


def _blocked(found: Sequence[Item]) -> Item | None:
    """What the organizer has just blocked, which can be undone."""
    asked = request.args.get("blocked", "")
    return next((item for item in found if item.event and item.event[1] == asked), None)


def _choices(calendars: Sequence[OwnCalendar]) -> list[tuple[OwnCalendar, int]]:
    """The calendars to choose from, each with its colour."""
    return [(each, colour_of(number)) for number, each in enumerate(calendars)]
