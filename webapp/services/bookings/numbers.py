"""The numbers of some weeks, made of what was counted. Reads nothing, knows no clock."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from webapp.services.bookings import tallies
from webapp.services.bookings.tallies import Counted

NEW = (tallies.REQUESTED, tallies.BOOKED)
ANSWERED = (tallies.CONFIRMED, tallies.DECLINED)
WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Week:
    """`begin`: its first day, in days since 1970-01-01. `made`: bookings and requests that were made in it."""

    begin: int
    made: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """`weeks`: all of them, in order. `leads`: from so many days before the start on -> how many were made.

    `lead_seconds`, `answer_seconds`: on average, None where there is nothing to measure. `refusals`: reason -> how
    many, the most frequent first. Of the requests that were made, some may be answered after these weeks.
    """

    weeks: tuple[Week, ...]
    leads: dict[int, int]
    lead_seconds: int | None
    made: int
    requested: int
    confirmed: int
    declined: int
    expired: int
    withdrawn: int
    answer_seconds: int | None
    cancelled: int
    rescheduled: int
    no_shows: int
    refusals: dict[str, int]

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all happened."""
        others = (
            self.confirmed,
            self.declined,
            self.expired,
            self.withdrawn,
            self.cancelled,
            self.rescheduled,
        )
        return not any((self.made, self.no_shows, *others, *self.refusals.values()))


def numbers_of(
    counted: Iterable[Counted], *, begins: Iterable[int], week_begin: Callable[[int], int]
) -> Numbers:
    """The numbers of the weeks that begin on these days. `week_begin`: the first day of the week of a day."""
    rows = list(counted)
    number, seconds, made_in = Counter[str](), Counter[str](), Counter[int]()
    for row in rows:
        number[row.kind] += row.number
        seconds[row.kind] += row.seconds
        if row.kind in NEW:
            made_in[week_begin(row.day)] += row.number
    reasons = {reason: number[tallies.REFUSED + reason] for reason in tallies.REASONS}
    return Numbers(
        weeks=tuple(Week(begin, made_in[begin]) for begin in begins),
        leads={days: number[f"{tallies.LEAD}{days}"] for days in tallies.LEAD_DAYS},
        lead_seconds=_average(NEW, number, seconds),
        made=sum(number[kind] for kind in NEW),
        requested=number[tallies.REQUESTED],
        confirmed=number[tallies.CONFIRMED],
        declined=number[tallies.DECLINED],
        expired=number[tallies.EXPIRED],
        withdrawn=number[WITHDRAWN],
        answer_seconds=_average(ANSWERED, number, seconds),
        cancelled=number[tallies.CANCELLED],
        rescheduled=number[tallies.RESCHEDULED],
        no_shows=number[tallies.NO_SHOW],
        refusals={reason: often for reason, often in Counter(reasons).most_common() if often},
    )


def _average(kinds: tuple[str, ...], number: Counter[str], seconds: Counter[str]) -> int | None:
    often = sum(number[kind] for kind in kinds)
    return sum(seconds[kind] for kind in kinds) // often if often else None
