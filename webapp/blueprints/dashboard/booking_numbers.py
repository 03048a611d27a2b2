"""The numbers of an organizer's pages: what was booked in some weeks, how early, how fast requests were answered."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from webapp import display
from webapp.blueprints.dashboard.access import organizer
from webapp.blueprints.dashboard.blueprint import blueprint
from webapp.blueprints.dashboard.presenters import numbers as presenters
from webapp.lib import clock
from webapp.scheduling import local_day
from webapp.services.bookings import tallies
from webapp.services.bookings.numbers import numbers_of
from webapp.services.bookings.tallies import Asked
from webapp.services.configurations import configurations

PERIODS = (4, 12, 52)  # weeks
USUAL = 12


@blueprint.get("/dashboard/bookings/numbers")
def booking_numbers_show() -> ResponseReturnValue:
    """The numbers of some weeks, the present one last. Four queries, whatever was booked."""
    owner = organizer()
    pages = sorted(
        ((page.id, page.name) for page in configurations.of_organizer(owner.id)),
        key=lambda page: page[1].casefold(),
    )
    weeks = next((each for each in PERIODS if str(each) == request.args.get("weeks")), USUAL)
    page = next((each for each, _ in pages if each == request.args.get("page")), None)
    today = local_day(clock.now(), zone=owner.timezone)
    last = display.week_begin(today, owner.locale)
    begins = range(last - 7 * (weeks - 1), last + 1, 7)
    asked = Asked(owner.id, since=begins[0], until=last + 6, configuration_id=page)
    numbers = numbers_of(
        tallies.by_day(asked), begins=begins, week_begin=lambda day: display.week_begin(day, owner.locale)
    )
    return render_template(
        "dashboard/bookings/numbers.html",
        numbers=numbers,
        weeks=presenters.week_bars(numbers),
        leads=presenters.lead_bars(numbers),
        refusals=presenters.refusal_bars(numbers),
        rows=presenters.page_rows(tallies.by_page(asked), dict(pages)),
        lead=presenters.about(numbers.lead_seconds),
        answer=presenters.about(numbers.answer_seconds),
        periods=PERIODS,
        chosen_weeks=weeks,
        pages=pages,
        chosen_page=page or "",
    )
