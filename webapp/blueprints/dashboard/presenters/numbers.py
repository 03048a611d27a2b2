"""Numbers as bars and tables."""

from collections.abc import Mapping
from dataclasses import dataclass

from webapp import display
from webapp.models import WITHDRAWN
from webapp.scheduling import DAY
from webapp.services.bookings import tallies
from webapp.services.bookings.numbers import NEW, Numbers
from webapp.words import gettext, lazy_gettext

LEADS = {
    0: lazy_gettext("Less than a day"),
    1: lazy_gettext("1 to 2 days"),
    3: lazy_gettext("3 to 6 days"),
    7: lazy_gettext("7 to 29 days"),
    30: lazy_gettext("30 days or more"),
}
REFUSALS = {
    tallies.TAKEN: lazy_gettext("The time was taken"),
    tallies.TOO_SHORT_NOTICE: lazy_gettext("Too soon before the start"),
    tallies.TOO_FAR_AHEAD: lazy_gettext("Too far ahead"),
    tallies.OUTSIDE_HOURS: lazy_gettext("Outside of the hours"),
    tallies.LIMIT: lazy_gettext("The page's limit was reached"),
    tallies.TOO_OFTEN: lazy_gettext("The same guest tried too often"),
    tallies.CLOSED: lazy_gettext("The page took no bookings"),
    tallies.ELSEWHERE: lazy_gettext("A calendar could not be reached"),
}


@dataclass(frozen=True, slots=True)
class Bar:
    """`share`: of the longest one, 0 to 100."""

    label: str
    number: int
    share: int


@dataclass(frozen=True, slots=True)
class PageRow:
    """What happened on one page."""

    name: str
    made: int
    cancelled: int
    no_shows: int


def week_bars(numbers: Numbers) -> list[Bar]:
    """A bar for each week, called by its first day."""
    return _bars([(display.short_day(week.begin * DAY, "UTC"), week.made) for week in numbers.weeks])


def lead_bars(numbers: Numbers) -> list[Bar]:
    """A bar for each stretch of time between booking and start."""
    return _bars([(str(LEADS[days]), number) for days, number in numbers.leads.items()])


def refusal_bars(numbers: Numbers) -> list[Bar]:
    """A bar for each reason that was given."""
    return _bars([(str(REFUSALS[reason]), number) for reason, number in numbers.refusals.items()])


def page_rows(counted: Mapping[str, Mapping[str, int]], names: Mapping[str, str]) -> list[PageRow]:
    """A row for each page on which something happened, the most booked first. A deleted page has no name."""
    rows = [
        PageRow(
            name=names.get(page_id) or gettext("A deleted page"),
            made=sum(kinds.get(kind, 0) for kind in NEW),
            cancelled=kinds.get(tallies.CANCELLED, 0) + kinds.get(WITHDRAWN, 0),
            no_shows=kinds.get(tallies.NO_SHOW, 0),
        )
        for page_id, kinds in counted.items()
    ]
    return sorted(rows, key=lambda row: (-row.made, row.name.casefold()))


def about(seconds: int | None) -> str:
    """A length of time as nobody counts it more exactly: days, hours below two days, minutes below two hours."""
    if seconds is None:
        return gettext("Nothing to measure yet")
    unit = next((unit for unit, least in ((1440, 2880), (60, 120)) if seconds >= least * 60), 1)
    return display.duration(round(seconds / 60 / unit) * unit)


def _bars(rows: list[tuple[str, int]]) -> list[Bar]:
    longest = max((number for _, number in rows), default=0)
    return [Bar(label, number, round(100 * number / longest) if longest > 0 else 0) for label, number in rows]
