"""The engine: what is offered, what is accepted, and why not. Pure: values in, values out.

    rules = rules_of(document)                                  a configuration's rules, or InvalidValue
    from_, to = busy_window(rules, start=..., end=...)          which busy time to load
    offer(rules, busy, start=..., end=..., now=...)             the slots of a window
    is_open(rules, busy, start=..., end=..., now=...)           may this slot be booked, and who takes it
    explain(rules, busy, start=..., end=..., now=...)           every candidate start and what is against it

Imports the standard library only: no database, no network, no clock, no environment. All instants are
Unix seconds. The rules are wire.md section 7, numbers 1 to 9.
"""

from webapp.scheduling.acceptance import Verdict, is_open
from webapp.scheduling.assignment import LOOK_BACK_DAYS, eligible, offered_part, queue_of
from webapp.scheduling.busy import BusyColumns
from webapp.scheduling.caps import caps_window
from webapp.scheduling.followed_hours import with_hours, written_out
from webapp.scheduling.hours_reading import check_weekly_hours
from webapp.scheduling.invalid import InvalidValue
from webapp.scheduling.notice import earliest_start, horizon_end
from webapp.scheduling.offers import Offer, offer
from webapp.scheduling.page_zone import page_zone
from webapp.scheduling.reading import rules_of
from webapp.scheduling.reasons import BusyDetail, Reason, explain, reasons_at
from webapp.scheduling.rules import PRIORITY, WEIGHT, Rules, is_round_robin
from webapp.scheduling.wall_clock import (
    DAY,
    DEFAULT_ZONE,
    LAST_INSTANT,
    day_of,
    first_instant,
    label_of,
    local_day,
    wall_time,
    weekday_of,
    zones,
)
from webapp.scheduling.window import LONGEST_WINDOW, busy_window, check_window

__all__ = [
    "DAY",
    "DEFAULT_ZONE",
    "LAST_INSTANT",
    "LONGEST_WINDOW",
    "LOOK_BACK_DAYS",
    "PRIORITY",
    "WEIGHT",
    "BusyColumns",
    "BusyDetail",
    "InvalidValue",
    "Offer",
    "Reason",
    "Rules",
    "Verdict",
    "busy_window",
    "caps_window",
    "check_weekly_hours",
    "check_window",
    "day_of",
    "earliest_start",
    "eligible",
    "explain",
    "first_instant",
    "horizon_end",
    "is_open",
    "is_round_robin",
    "label_of",
    "local_day",
    "offer",
    "offered_part",
    "page_zone",
    "queue_of",
    "reasons_at",
    "rules_of",
    "wall_time",
    "weekday_of",
    "with_hours",
    "written_out",
    "zones",
]
