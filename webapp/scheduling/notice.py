"""The earliest and the latest start that may be booked now (wire.md 7, rule 7)."""

from webapp.scheduling.rules import Rules
from webapp.scheduling.wall_clock import LAST_DAY, LAST_INSTANT, first_instant, local_day

# Seconds for which an offered slot can still be booked after its notice has run out.
NOTICE_GRACE = 300


def earliest_start(rules: Rules, *, now: int, grace: int = 0) -> int:
    """Return the first instant at which a slot may start; `grace` never allows a start in the past."""
    return max(now - grace + rules.notice, now + 1)


def horizon_end(rules: Rules, *, now: int) -> int:
    """Return the first instant past the offer: the midnight after the last day, in the rules' zone.

    A page that is paused offers nothing: its offer ended long ago.
    """
    if rules.is_paused:
        return 0
    day_after = local_day(now, zone=rules.timezone) + rules.horizon_days + 1
    if day_after > LAST_DAY:
        return LAST_INSTANT + 1
    return first_instant(day_after, zone=rules.timezone)
