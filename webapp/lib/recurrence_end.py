"""When a recurring event is over for good, so that a list of a later time need not look at it."""

from collections.abc import Sequence
from datetime import date

from webapp.lib.recurrence_rule import COUNTED_DAYS_AT_MOST, Rule
from webapp.lib.recurrence_spelling import UNTIL, rule
from webapp.scheduling import DAY, local_day

SLACK_DAYS = 2  # the last day itself, and a day because zones are up to a day apart

_EPOCH = date(1970, 1, 1)


def over_at(lines: Sequence[str], *, starts_at: int, ends_at: int, zone: str) -> int | None:
    """An instant at which the last occurrence has ended: at most two days late, never early. None without an end.

    `starts_at`, `ends_at`: of the first occurrence. `lines` as `recurrence.checked` returns them. EXDATEs do not count.
    """
    first = local_day(starts_at, zone=zone)
    last = _last_day(rule(lines), first)
    return None if last is None else (max(first, last) + SLACK_DAYS) * DAY + ends_at - starts_at


def _last_day(line: str, first: int) -> int | None:
    until = UNTIL.search(line)
    if until is not None:
        return (date.fromisoformat(until[1][:8]) - _EPOCH).days
    counted = Rule.of(line)
    if counted.count is None:
        return None
    return counted.days(first=first, since=first, until=first + COUNTED_DAYS_AT_MOST)[-1]
