"""The window of a question about availability: which windows are valid, and which busy time decides about one."""

from webapp.scheduling.invalid import InvalidValue
from webapp.scheduling.rules import Rules
from webapp.scheduling.spans import Span
from webapp.scheduling.wall_clock import DAY, LAST_INSTANT

LONGEST_WINDOW = 100 * DAY


def busy_window(rules: Rules, *, start: int, end: int) -> Span:
    """Return (from, to): the spans with starts_at < to and ends_at > from decide about [start, end)."""
    return start - rules.buffer_after, end + rules.duration + rules.buffer_before


def check_window(start: int, *, end: int, longest: int = LONGEST_WINDOW) -> None:
    """Raise InvalidValue for one that is reversed, too long, or not in Unix seconds of 1970 to 9999."""
    for name, instant in (("start_time", start), ("end_time", end)):
        if instant < 0:
            raise InvalidValue("window.negative", field=name)
        if instant > LAST_INSTANT:
            raise InvalidValue("window.beyond_year_9999", field=name)
    if end < start:
        raise InvalidValue("window.reversed", field="end_time")
    if end - start > longest:
        raise InvalidValue("window.too_long", field="end_time", days=longest // DAY)
