"""Why a time is not offered on a scheduling page, in the organizer's own zone."""

from flask import render_template
from flask.typing import ResponseReturnValue

from webapp import display, scheduling
from webapp.blueprints.dashboard import dates, length_choice
from webapp.blueprints.dashboard.access import organizer
from webapp.blueprints.dashboard.blueprint import blueprint
from webapp.blueprints.dashboard.configurations import find_configuration
from webapp.blueprints.dashboard.presenters.explanations import ExplainedStart, answer, places
from webapp.lib import clock
from webapp.models import Configuration
from webapp.services.availability import explanations, offers, turns
from webapp.services.availability.explanations import Asker
from webapp.services.availability.turns import Turn
from webapp.services.configurations.view import view_of

NEAREST_SHOWN = 6


@blueprint.get("/dashboard/pages/<configuration_id>/explanation")
def explanation_show(configuration_id: str) -> ResponseReturnValue:
    """The form to ask with; with a `date` and a `time` the answer too, for one of the page's lengths."""
    configuration = length_choice.chosen(find_configuration(configuration_id))
    question, now = dates.typed_time(), clock.now()
    standing = turns.standing(configuration, now=now)
    answers = _answers(configuration, question, standing, now=now)
    page = render_template(
        "dashboard/configurations/explanation.html",
        configuration=configuration,
        length=view_of(configuration).availability,
        question=question,
        date=question.date[:10] or display.date_label(now, organizer().timezone),
        time=question.time[:8],
        answers=answers,
        places=places(standing),
        nearest=_nearest(configuration, question, answers, now=now),
    )
    return page, 422 if question.is_unclear else 200


def _answers(
    configuration: Configuration, question: dates.TypedTime, standing: list[Turn], *, now: int
) -> list[ExplainedStart]:
    """One answer for each instant that is meant: none where clocks skip the time, two where they show it twice."""
    zone, asker = organizer().timezone, Asker.organizer(organizer())
    instants = question.instants(zone)
    names = {turn.email: turn.name for turn in standing}
    return [
        answer(
            explanations.explained_at(configuration, start=at, now=now, asker=asker),
            organizer(),
            shown_twice=len(instants) > 1,
            names=names,
        )
        for at in instants
    ]


def _nearest(
    configuration: Configuration, question: dates.TypedTime, answers: list[ExplainedStart], *, now: int
) -> list[int]:
    """The other offered starts of that day, the nearest to what was asked about, in order of time."""
    if question.day is None or question.wall is None:
        return []
    zone = organizer().timezone
    start, end = (scheduling.first_instant(day, zone=zone) for day in (question.day, question.day + 1))
    answered = [found.starts_at for found in answers]
    around = answered[0] if answered else start
    offered = offers.offered(configuration, start=start, end=end, now=now).starts
    others = [at for at in offered if at not in answered]
    return sorted(sorted(others, key=lambda at: abs(at - around))[:NEAREST_SHOWN])
