"""Why a time is not offered on a scheduling page, in the organizer's own zone."""

import re
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from webapp import display, scheduling
from webapp.blueprints.dashboard.access import organizer
from webapp.blueprints.dashboard.blueprint import blueprint
from webapp.blueprints.dashboard.configurations import find_configuration
from webapp.lib import clock
from webapp.models import Configuration
from webapp.scheduling.clock_changes import instants_of
from webapp.services.availability import explanations, offers
from webapp.services.availability.explanations import Asker, Explanation
from webapp.services.availability.sentences import sentence

NEAREST_SHOWN = 6
FIRST_DATE, LAST_DATE = (
    "1970-01-03",
    "9999-12-20",
)  # a week around them has to lie within what instants can say
_CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)(?::[0-5]\d)?", re.ASCII)


@blueprint.get("/dashboard/pages/<configuration_id>/explanation")
def explanation_show(configuration_id: str) -> ResponseReturnValue:
    """The form to ask with; with a `date` and a `time` the answer too."""
    configuration = find_configuration(configuration_id)
    zone, now = organizer().timezone, clock.now()
    date, time = request.args.get("date", ""), request.args.get("time", "")
    day, complaint = day_asked(date), None
    answers: list[dict[str, Any]] = []
    if date or time:
        wall = _seconds_of(time)
        if day is None or wall is None:
            complaint = "Please enter a date and a time."
        else:
            answers = _answers(configuration, instants_of(day, wall=wall, zone=zone), now=now)
    page = render_template(
        "dashboard/configurations/explanation.html",
        configuration=configuration,
        date=date[:10] or display.date_label(now, zone),
        time=time[:8],
        complaint=complaint,
        skipped=bool(time) and not complaint and not answers,
        answers=answers,
        nearest=_nearest(configuration, day, answers, now=now) if day is not None and not complaint else None,
    )
    return page, 422 if complaint else 200


def day_asked(date: str) -> int | None:
    """The day number of a date like `2027-03-14`, or None for anything else."""
    try:
        day = scheduling.day_of(date)
    except ValueError:
        return None
    return day if scheduling.day_of(FIRST_DATE) <= day <= scheduling.day_of(LAST_DATE) else None


def _seconds_of(time: str) -> int | None:
    given = _CLOCK.fullmatch(time)
    return int(given[1]) * 3600 + int(given[2]) * 60 if given else None


def _answers(configuration: Configuration, instants: list[int], *, now: int) -> list[dict[str, Any]]:
    """One answer for each instant that was meant: a time that clocks show twice has two, told apart."""
    asker, zone = Asker.organizer(organizer()), organizer().timezone
    answers = []
    for at in instants:
        found = explanations.explained_at(configuration, start=at, now=now, asker=asker)
        told_apart = display.offset(at, zone) if len(instants) > 1 else ""
        answers.append({"found": found, "reasons": _reasons(found), "told_apart": told_apart})
    return answers


def _reasons(found: Explanation) -> list[dict[str, str | None]]:
    zone, locale = organizer().timezone, organizer().locale
    return [
        {"sentence": sentence(reason, zone=zone, locale=locale), "booking_id": reason.booking}
        for reason in found.reasons
    ]


def _nearest(configuration: Configuration, day: int, answers: list[dict[str, Any]], *, now: int) -> list[int]:
    """The offered starts of that day, the nearest to what was asked about, in order of time."""
    zone = organizer().timezone
    start, end = (scheduling.first_instant(one, zone=zone) for one in (day, day + 1))
    offered = offers.offered(configuration, start=start, end=end, now=now).starts
    around = answers[0]["found"].starts_at if answers else start
    asked_about = {answer["found"].starts_at for answer in answers}
    others = [at for at in offered if at not in asked_about]
    return sorted(sorted(others, key=lambda at: abs(at - around))[:NEAREST_SHOWN])
