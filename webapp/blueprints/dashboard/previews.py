"""A scheduling page as a guest in another zone sees it, a week at a time, with changes of clocks marked."""

from dataclasses import dataclass

from flask import render_template, request
from flask.typing import ResponseReturnValue

from webapp import display, scheduling
from webapp.blueprints.dashboard import dates, length_choice
from webapp.blueprints.dashboard.access import organizer
from webapp.blueprints.dashboard.blueprint import blueprint
from webapp.blueprints.dashboard.configurations import find_configuration
from webapp.blueprints.dashboard.presenters import clock_changes
from webapp.lib import clock, zone_names
from webapp.models import Configuration
from webapp.scheduling.clock_changes import clock_changes as changes_of_clocks
from webapp.services.availability import offers
from webapp.services.configurations.view import view_of


@dataclass(frozen=True, slots=True)
class PreviewSlot:
    """`offset`: its distance from GMT, where a change of clocks shows one time twice; else empty."""

    starts_at: int
    offset: str


@dataclass(frozen=True, slots=True)
class PreviewDay:
    """One day of the guest's week. `date` is its label; a date that a zone skipped has no day.

    `is_over`: it lies in the past for the guest.
    """

    date: str
    begins_at: int
    slots: list[PreviewSlot]
    is_over: bool


@dataclass(frozen=True, slots=True)
class Week:
    """The week that holds a date, in the guest's zone. `previous` and `following` are labels of dates.

    `clock_changes`: a sentence for each change of clocks in it, the guest's, the organizer's or the page's.
    """

    days: list[PreviewDay]
    clock_changes: list[str]
    previous: str
    following: str


@blueprint.get("/dashboard/pages/<configuration_id>/preview")
def preview_show(configuration_id: str) -> ResponseReturnValue:
    """The week of a `date` (this week without one) in a `timezone` (the page's own without one), for bookings of
    `duration_minutes` (the page's own without one).
    """
    configuration = length_choice.chosen(find_configuration(configuration_id))
    asked_zone, asked_date = request.args.get("timezone", ""), request.args.get("date", "")
    known_zone = zone_names.known(asked_zone)
    zone = zone_names.present(known_zone or configuration.timezone)
    today = scheduling.local_day(clock.now(), zone=zone)
    day = dates.day_of(asked_date)
    return render_template(
        "dashboard/configurations/preview.html",
        configuration=configuration,
        length=view_of(configuration).availability,
        zone=zone,
        unknown_zone=asked_zone[:64] if asked_zone and known_zone is None else None,
        unknown_date=asked_date[:10] if asked_date and day is None else None,
        date=scheduling.label_of(today if day is None else day),
        week=_week(configuration, today if day is None else day, zone=zone, now=clock.now()),
    )


def _week(configuration: Configuration, day: int, *, zone: str, now: int) -> Week:
    first = display.week_begin(day, organizer().locale)
    start, end = (scheduling.first_instant(each, zone=zone) for each in (first, first + 7))
    offered = offers.offered(configuration, start=start, end=end, now=now).starts
    by_day: dict[int, list[int]] = {}
    for at in offered:
        by_day.setdefault(scheduling.local_day(at, zone=zone), []).append(at)
    clocks = dict.fromkeys((zone, organizer().timezone, configuration.timezone))
    return Week(
        days=[
            _day(number, by_day.get(number, []), zone=zone, now=now) for number in _dates(first, zone=zone)
        ],
        clock_changes=[
            clock_changes.sentence(change, zone=name, locale=organizer().locale)
            for name in clocks
            for change in changes_of_clocks(start, end=end, zone=name)
        ],
        previous=scheduling.label_of(first - 7),
        following=scheduling.label_of(first + 7),
    )


def _dates(first: int, *, zone: str) -> list[int]:
    """The seven dates from `first`, without a date that the zone skipped."""
    week = range(first, first + 7)
    return [
        day
        for day in week
        if scheduling.local_day(scheduling.first_instant(day, zone=zone), zone=zone) == day
    ]


def _day(number: int, starts: list[int], *, zone: str, now: int) -> PreviewDay:
    shown = [display.time_of_day(at, zone, organizer().locale) for at in starts]
    return PreviewDay(
        date=scheduling.label_of(number),
        begins_at=scheduling.first_instant(number, zone=zone),
        slots=[
            PreviewSlot(at, display.offset(at, zone) if shown.count(label) > 1 else "")
            for at, label in zip(starts, shown, strict=True)
        ],
        is_over=number < scheduling.local_day(now, zone=zone),
    )
