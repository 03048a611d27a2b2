"""VFREEBUSY (RFC 5545, section 3.6.4): when somebody is busy, and nothing else."""

from datetime import timedelta

from webapp.lib import recurrence
from webapp.lib.external import CONFIRMED, TENTATIVE, Occurrence, Window
from webapp.lib.ical.entries import until
from webapp.lib.ical.lines import Component
from webapp.lib.ical.moments import Length, Moment, periods
from webapp.lib.ical.zones import Clocks
from webapp.scheduling import LAST_INSTANT


def busy_times(component: Component, clocks: Clocks, window: Window) -> tuple[list[Occurrence], bool]:
    """What is busy within the window, in order, and whether something could not be read."""
    found, is_broken = dict[int, Occurrence](), bool(component.broken)
    for line in component.lines.get("FREEBUSY", []):
        kind = line.params.get("FBTYPE", "BUSY").upper()
        if kind == "FREE":
            continue
        try:
            spans = [_span(start, end) for start, end in periods(line, clocks)]
        except (ValueError, OverflowError):
            is_broken = True
            continue
        for starts, ends in spans:
            longest = max(ends, found[starts].ends_at) if starts in found else ends
            if starts < longest and starts < window.until and longest > window.since:
                found[starts] = Occurrence(
                    recurrence_id=recurrence.stamp(starts),
                    starts_at=starts,
                    ends_at=longest,
                    busy=True,
                    status=TENTATIVE if kind == "BUSY-TENTATIVE" else CONFIRMED,
                )
    return [found[starts] for starts in sorted(found)], is_broken


def _span(start: Moment, end: Moment | Length | None) -> tuple[int, int]:
    """In Unix seconds. Raises ValueError for what is no period."""
    lasts = until(end, start) if isinstance(end, Moment) else end
    if lasts is None:
        raise ValueError("no period")
    ends = start.clock.instant(start.local + timedelta(days=lasts.days)) + lasts.seconds
    return start.instant, min(ends, LAST_INSTANT)
