"""Which week or month of the calendar is asked for, and which ones lie beside it."""

from dataclasses import dataclass

from webapp import display, scheduling
from webapp.scheduling import first_instant, label_of, local_day

WEEK, MONTH = "week", "month"
FIRST, LAST = scheduling.day_of("1971-01-01"), scheduling.day_of("9998-12-31")  # whole months fit around them


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """`day`: the one that was asked for. `typed`: what was typed instead of a date, None when all was well."""

    view: str
    day: int
    days: range
    typed: str | None = None

    @property
    def date(self) -> str:
        return label_of(self.day)

    @property
    def earlier(self) -> str | None:
        """A date of the week or the month before; None where time begins."""
        before = _month_of(self.day)[0] - 1 if self.view == MONTH else self.day - 7
        return label_of(before) if before >= FIRST else None

    @property
    def later(self) -> str | None:
        after = _month_of(self.day)[1] if self.view == MONTH else self.day + 7
        return label_of(after) if after <= LAST else None

    def instants(self, zone: str) -> tuple[int, int]:
        """The first instant of its days, and the first after them."""
        return first_instant(self.days[0], zone=zone), first_instant(self.days[-1] + 1, zone=zone)


def shown(view: str, date: str, *, zone: str, locale: str, now: int) -> Shown:
    """What an address asks for: the present week or month, where it names none that there is."""
    day, typed = local_day(now, zone=zone), None
    if date:
        try:
            asked = scheduling.day_of(date)
            day, typed = (asked, None) if FIRST <= asked <= LAST else (day, date)
        except ValueError:
            typed = date
    if view == MONTH:
        first, after = _month_of(day)
        begin = display.week_begin(first, locale)
        end = display.week_begin(after - 1, locale) + 7
        return Shown(view=MONTH, day=day, days=range(begin, end), typed=typed)
    begin = display.week_begin(day, locale)
    return Shown(view=WEEK, day=day, days=range(begin, begin + 7), typed=typed)


def _month_of(day: int) -> tuple[int, int]:
    """The first day of a day's month, and of the next one."""
    first = scheduling.day_of(f"{label_of(day)[:8]}01")
    return first, scheduling.day_of(f"{label_of(first + 31)[:8]}01")
